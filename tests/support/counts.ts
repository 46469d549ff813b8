/** Whether the tests run at their full counts, as `task stress` wants it. */
const IS_FULL = Deno.env.get("PLUGINARY_TEST_FULL") === "1";

/** How often a random test runs: as often as said with `PLUGINARY_TEST_FULL=1`, else a tenth of that. */
export function runs(full: number): number {
  return IS_FULL ? full : Math.ceil(full / 10);
}
