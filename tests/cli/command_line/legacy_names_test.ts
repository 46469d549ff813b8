import assert from "node:assert/strict";
import { commandTree } from "../../../src/cli/app.ts";
import { withTodaysNames } from "../../../src/cli/command_line/legacy_names.ts";
import { findCalled, withParts } from "../../../src/cli/command_line/command_target.ts";
import { argumentsOf, readLine } from "../../../src/cli/command_line/typed_line.ts";
import { runProgram } from "../../support/program.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

async function renamed(line: string): Promise<string> {
  const called = findCalled(await commandTree([]), readLine(line.split(" ")));
  const { called: todays } = withTodaysNames(called);
  return argumentsOf(withParts(todays, todays.parts)).join(" ");
}

Deno.test("options and formats of earlier versions mean today's", async () => {
  const cases = {
    "scan --extra-folders /a --folders=/b": "scan --folder /a --folder=/b",
    "scan --rescan --workers 2": "scan --force --jobs 2",
    "scan --concurrency=3 --format aufx,vst3": "scan --jobs=3 --format au,vst3",
    "list --param cutoff --params=>5": "list --parameter cutoff --parameters=>5",
    "scan --format=vst3,aufx": "scan --format=vst3,au",
  };
  for (const [line, expected] of Object.entries(cases)) assert.equal(await renamed(line), expected);
});

Deno.test("what only looks like an old name stays", async () => {
  const lines = [
    "scan -- --rescan",
    "scan aufx",
    "scan --folder aufx",
    "list --rescan",
    "nothing --workers 2",
    "catalog stats --filter x",
  ];
  for (const line of lines) assert.equal(await renamed(line), line);
});

Deno.test("pluginary scan takes old names and says the new ones once, on standard error", async () => {
  await using folder = await TemporaryFolder.make();
  const args = ["scan", folder.path, "--no-catalog", "--rescan", "--extra-folders", folder.path, "--json"];
  const { code, stdout, stderr } = await runProgram([...args, "--extra-folders", folder.path]);
  assert.equal(code, 0);
  assert.equal(JSON.parse(stdout).schema, "scan");
  assert.equal(
    stderr,
    'warning: Option "--rescan" is called "--force" now\n' +
      'warning: Option "--extra-folders" is called "--folder" now\n',
  );
});
