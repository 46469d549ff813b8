import assert from "node:assert/strict";
import { Sandbox } from "../../../support/sandbox.ts";

const FIXTURES = new URL("../../../../build/fixtures/", import.meta.url).pathname;

Deno.test("pluginary scan --verbose has a line for each module that it runs", async () => {
  await using sandbox = await Sandbox.make();
  const paths = [`${FIXTURES}vst3/good.vst3`, `${FIXTURES}faults/crash_in_load.clap`];
  const first = await sandbox.run(["scan", ...paths, "--verbose", "--json"]);
  const lines = first.stderr.split("\n").filter((line) =>
    line.startsWith("scanned") || line.startsWith("crashed")
  );
  assert.equal(lines.length, 2, first.stderr);
  assert.match(lines.join("\n"), /^scanned +[\d.]+ m?s {2}\/.*good\.vst3: 3 plugins$/m);
  assert.match(lines.join("\n"), /^crashed +[\d.]+ m?s {2}\/.*crash_in_load\.clap: .*SIG[A-Z]+/m);
  const unchanged = await sandbox.run(["scan", paths[0]!, "-v", "--json"]);
  assert.equal(unchanged.stderr, "");
});
