import assert from "node:assert/strict";
import { Sandbox } from "../../support/sandbox.ts";
import { commandPages } from "../../../scripts/write_docs.ts";
import { commandOf, flagsOf } from "../../../src/cli/command_line/command_target.ts";

const GOOD = new URL("../../../build/fixtures/vst3/good.vst3", import.meta.url).pathname;

/** Commands that can take long, and a step of each. */
const LONG: readonly (readonly [line: string, step: RegExp])[] = [
  ["catalog check", /Checking the descriptions/],
  ["catalog backup b.db", /Writing the backup/],
  ["catalog vacuum", /Merging the log/],
  ["catalog prune", /Deleting missing plugins/],
  ["catalog repair", /Copying the catalog/],
  ["catalog restore b.db --yes", /Restoring the backup/],
  ["export --json --output all.json", /Exporting the plugins \(3\)/],
  ["import all.json", /Importing .*all\.json/],
  ["catalog clear --yes", /Deleting the results of scans/],
];

Deno.test("long commands show their steps only when asked, and the answer alone on standard output", async () => {
  await using sandbox = await Sandbox.make();
  assert.equal((await sandbox.run(["scan", GOOD])).code, 0);
  for (const [line, step] of LONG) {
    const run = (...options: string[]) => sandbox.run([...line.split(" "), ...options]);
    const verbose = await run("-v");
    assert.equal(verbose.code, 0, verbose.stderr);
    assert.match(verbose.stderr, new RegExp(`^ +\\d.* m?s {2}${step.source}`, "m"), line);
    const plain = await run("--progress", "plain");
    assert.match(plain.stderr, new RegExp(`^${step.source}`, "m"), line);
    const quiet = await run("-q");
    assert.deepEqual([quiet.code, quiet.stderr], [0, ""], line);
    for (const { stdout } of [verbose, plain, quiet]) assert.doesNotMatch(stdout, step, line);
  }
});

Deno.test("-q and -v have the same words in every command", async () => {
  const briefs = new Map<string, Set<string>>([["quiet", new Set()], ["verbose", new Set()]]);
  for (const { target } of await commandPages()) {
    const flags = commandOf(target) === undefined ? {} : flagsOf(target);
    for (const [option, known] of briefs) if (flags[option] !== undefined) known.add(flags[option].brief);
    if (flags["verbose"] !== undefined) {
      assert.ok(flags["quiet"] !== undefined && flags["progress"] !== undefined);
    }
  }
  for (const [option, known] of briefs) assert.equal(known.size, 1, option);
});
