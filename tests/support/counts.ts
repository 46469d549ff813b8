/** Whether the tests run at their full counts, as `deno task stress` does. */
export const IS_FULL_RUN: boolean = Deno.env.get("PLUGINARY_TEST_FULL") === "1";

/** How often a test injects a fault or draws a random input: all of it in `deno task stress`, a tenth otherwise. */
export function timesOf(full: number): number {
  return IS_FULL_RUN ? full : Math.ceil(full / 10);
}
