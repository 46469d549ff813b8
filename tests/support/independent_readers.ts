import { DAWPROJECT_SCHEMA, READERS_PYTHON } from "../../scripts/independent_readers.ts";
import { missingCommands } from "./missing_commands.ts";

/** Why a test that needs these packages of PyPI is skipped, for its name; empty if they are there. */
export async function missingPackages(...names: readonly string[]): Promise<string> {
  const without = missingCommands(READERS_PYTHON);
  if (without !== "") return " (skipped: the independent readers are not installed)";
  const { success } = await new Deno.Command(READERS_PYTHON, {
    args: ["-c", `import ${names.join(", ")}`],
    stderr: "null",
  }).output();
  return success ? "" : ` (skipped: PyPI's ${names.join(" and ")} not installed)`;
}

/** Runs a program in the Python that has the independent readers, and returns the JSON that it prints. */
export async function readWithPython(program: string, ...args: readonly string[]): Promise<unknown> {
  const { success, stdout, stderr } = await new Deno.Command(READERS_PYTHON, {
    args: ["-c", program, ...args],
  }).output();
  if (!success) throw new Error(`Python failed: ${new TextDecoder().decode(stderr)}`);
  return JSON.parse(new TextDecoder().decode(stdout).trim().split("\n").at(-1)!);
}

/** Why `xmllint` cannot check a project, for the name of a test; empty if it can. */
export function missingDawprojectSchema(): string {
  const without = missingCommands("xmllint");
  if (without !== "") return without;
  return missingCommands(DAWPROJECT_SCHEMA) === ""
    ? ""
    : " (skipped: the schema of DAWproject could not be fetched)";
}

/** What `xmllint` says against a `project.xml` by the schema of DAWproject; empty if it is valid. */
export async function dawprojectMistakes(path: string): Promise<string> {
  const { success, stderr } = await new Deno.Command("xmllint", {
    args: ["--noout", "--nonet", "--schema", DAWPROJECT_SCHEMA, path],
  }).output();
  return success ? "" : new TextDecoder().decode(stderr);
}
