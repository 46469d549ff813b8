// All tests that run the program as a black box, once more with the compiled
// file. Each test file is a world of its own, so the choice stays in this one.
import { projectPath } from "../../scripts/project_path.ts";
import { compiledTarget, whyNotCompiled } from "../support/compiled_program.ts";
import { useTarget } from "../support/program.ts";

const FOLDER = "tests/cli";

/** Those that run the program, by what they import. */
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
  return (await Deno.readTextFile(projectPath(name))).includes("support/program.ts");
}

const reason = whyNotCompiled();
if (reason !== "") Deno.test({ name: `The compiled program (${reason})`, ignore: true, fn: () => {} });
else {
  useTarget(await compiledTarget());
  for (const name of await blackBoxTests(FOLDER)) await import(import.meta.resolve(`../../${name}`));
}
