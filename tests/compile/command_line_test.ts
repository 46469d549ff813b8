// The command line of the compiled program: a call of each command, and all
// black-box tests in a full run. Each test file is a world of its own, so the
// choice of the program stays in this one.
import assert from "node:assert/strict";
import { projectPath } from "../../scripts/project_path.ts";
import { COMMAND_CALLS, optionsOfCall } from "../cli/support/command_calls.ts";
import { compiledTarget, whyNotCompiled } from "../support/compiled_program.ts";
import { IS_FULL_RUN } from "../support/counts.ts";
import { runProgram, SOURCE_TARGET, useTarget } from "../support/program.ts";
import { Sandbox } from "../support/sandbox.ts";

const FOLDER = "tests/cli";

/** The tests that run the program, by what they import. */
async function blackBoxTests(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const entry of Deno.readDir(projectPath(folder))) {
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory) found.push(...await blackBoxTests(name));
    else if (name.endsWith("_test.ts") && await runsProgram(name)) found.push(name);
  }
  return found.sort();
}

async function runsProgram(name: string): Promise<boolean> {
  return /support\/(program|sandbox)\.ts"/.test(await Deno.readTextFile(projectPath(name)));
}

const reason = whyNotCompiled();
if (reason !== "") Deno.test({ name: `The compiled program (${reason})`, ignore: true, fn: () => {} });
else {
  useTarget(await compiledTarget());
  if (IS_FULL_RUN) {
    for (const name of await blackBoxTests(FOLDER)) await import(import.meta.resolve(`../../${name}`));
  }
  Deno.test("The compiled program runs every command", { ignore: Deno.build.os !== "linux" }, async (t) => {
    await using sandbox = await Sandbox.make({ EDITOR: "true" });
    for (const [call, ...args] of COMMAND_CALLS) {
      await t.step(`pluginary ${call}`, async () => {
        const { code, stderr } = await sandbox.run([...call.split(" "), ...args], optionsOfCall(call));
        assert.equal(code, 0, stderr);
      });
    }
  });
  Deno.test("The compiled program prints the help of the source", async () => {
    for (const args of [["--help"], ["help", "configuration"], ["scan", "--no-such-option"]]) {
      assert.deepEqual(await runProgram(args), await runProgram(args, { target: SOURCE_TARGET }));
    }
  });
}
