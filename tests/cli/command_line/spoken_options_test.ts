import assert from "node:assert/strict";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { beginScan, commitModule, moduleWith } from "../../catalog/support/test_catalog.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { samplePlugin } from "../support/scan_events.ts";

const needsTerminal = { ignore: Deno.build.os !== "linux" };

/** A home whose catalog has a plugin. */
async function sandboxWithPlugin(): Promise<Sandbox> {
  const sandbox = await Sandbox.make({ NO_COLOR: undefined, PAGER: "cat" });
  using catalog = await openCatalog(sandbox.catalog);
  const journal = await beginScan(catalog);
  await commitModule(
    journal,
    moduleWith("A", [samplePlugin({ name: "Amp", vendor: "Jo <jo@example.org>" })]),
  );
  await journal.end({ isComplete: true, interruptedBy: null });
  return sandbox;
}

/** With pictures in place of escape characters. */
function visible(text: string): string {
  return text.replaceAll("\x1b", "␛");
}

const COLORED = /^␛\[1mNAME.*␛\[22m\nAmp {3}␛\[2mJo␛\[22m /;

Deno.test("--color and PLUGINARY_COLOR decide about colors before NO_COLOR and the terminal", async () => {
  await using sandbox = await sandboxWithPlugin();
  const listed = async (args: readonly string[], env: Record<string, string> = {}) =>
    visible((await sandbox.run(["list", ...args], { env })).stdout);
  assert.match(await listed([]), /^NAME .*\nAmp {3}Jo /);
  assert.match(await listed(["--color", "always"], { NO_COLOR: "1", TERM: "dumb" }), COLORED);
  assert.match(await listed(["--color=ALWAYS"]), COLORED);
  assert.match(await listed([], { PLUGINARY_COLOR: "always" }), COLORED);
  assert.match(await listed([], { PLUGINARY_LIST_COLOR: "always" }), COLORED);
  for (const args of [["--color", "never"], ["--color", "auto"], ["--no-color"]]) {
    assert.match(await listed(args, { PLUGINARY_COLOR: "always" }), /^NAME .*\nAmp {3}Jo /, args.join(" "));
  }
  assert.equal((await sandbox.run(["config", "set", "color", "always"])).code, 0);
  assert.match(await listed([]), COLORED);
  const refused = await sandbox.run(["list", "--color", "sometimes"]);
  assert.deepEqual([refused.code, refused.stdout], [2, ""]);
  assert.match(refused.stderr, /"sometimes".*expected one of auto, always, never/);
});

Deno.test("--color covers errors, help and pages", async () => {
  await using sandbox = await sandboxWithPlugin();
  const always = ["--color", "always"];
  assert.match(visible((await sandbox.run(["info", "None", ...always])).stderr), /^␛\[31mpluginary:/);
  assert.match(visible((await sandbox.run(["list", "--help", ...always])).stdout), /␛\[1mUsage:/);
  assert.match(visible((await sandbox.run(["help", "list", ...always])).stdout), /␛\[1mUsage:/);
  const page = visible((await sandbox.run(["info", "Amp", ...always])).stdout);
  assert.match(page, /^␛\[1mAmp␛\[22m\n {2}␛\[2mid/);
});

Deno.test(
  "a terminal has colors unless NO_COLOR, TERM or --color says otherwise",
  needsTerminal,
  async () => {
    await using sandbox = await sandboxWithPlugin();
    const listed = async (args: readonly string[], env: Record<string, string> = {}) =>
      visible((await sandbox.run(["list", ...args], { env, terminal: { columns: 80 } })).stdout);
    assert.match(await listed([]), COLORED);
    for (const env of [{ NO_COLOR: "1" }, { TERM: "dumb" }]) assert.match(await listed([], env), /^NAME /);
    assert.match(await listed(["--color", "never"]), /^NAME /);
  },
);
