import { FORBIDDEN_VARIABLES } from "../../config/forbidden_names.ts";
import { fileName } from "../../platform/paths.ts";
import { PROJECT_FILE } from "../../config/find_project.ts";
import type { ConfigProblem } from "../../config/problem.ts";
import { readConfigFile } from "../../config/read_config_file.ts";
import type { SettingTable } from "../../config/setting_table.ts";
import { userConfigFile } from "../../config/user_config_file.ts";
import { absolutePath } from "../../platform/paths.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { Console } from "../terminal/console.ts";
import type { OutputFlags } from "../output/output_options.ts";
import { printAnswer } from "../output/print_answer.ts";
import { closestWord } from "../../model/search/closest_word.ts";
import { allSettings, wholeConfiguration } from "./all_settings.ts";
import type { ConfigValidateDocument } from "../../model/documents/config_documents.ts";
import { findRefusals, type LineChecks, problemsOf } from "./refused_lines.ts";
import { problemHint, problemLine } from "../command_line/settings/config_problems.ts";
import { projectHere } from "../command_line/settings/configured_line.ts";

/** Variables that are not settings, yet valid: for tests and for compiling the program. */
const OTHER_VARIABLES: ReadonlySet<string> = new Set([
  "PLUGINARY_TEST_FULL",
  "PLUGINARY_TEST_SEED",
  "PLUGINARY_COMPILE_DENO",
]);

/** Runs `pluginary config validate`. */
export async function runConfigValidate(
  this: ProgramContext,
  flags: OutputFlags,
  file?: string,
): Promise<void> {
  const checks = { table: await allSettings(this), root: await this.commandTree([]) };
  const { files, problems } = file === undefined
    ? await checkAll(checks, this.console)
    : await checkFile(absolutePath(file), checks, this.console);
  await printValidation(files, problems, flags, this.console);
  if (problems.length > 0) this.process.exitCode = 1;
}

/** Prints the problems, or a line that says there are none. */
export async function printValidation(
  files: readonly string[],
  problems: readonly ConfigProblem[],
  flags: OutputFlags,
  console: Console,
): Promise<void> {
  const document: ConfigValidateDocument = {
    schema: "config-validate",
    schemaVersion: 1,
    isValid: problems.length === 0,
    files: [...files],
    problems: problems.map((problem) => {
      const { code, message, place } = problem;
      const hint = problemHint(problem);
      return { code, message, ...(hint === undefined ? {} : { hint }), ...place };
    }),
  };
  const lines = problems.length > 0 ? problems.map(problemLine) : [`No problems found in ${nameList(files)}`];
  await printAnswer({ document, text: lines }, flags, console);
}

function nameList(files: readonly string[]): string {
  return files.length === 0 ? "the environment; no configuration file exists" : files.join(", ");
}

async function checkFile(path: string, checks: LineChecks, { environment }: Console) {
  const layer: "user" | "project" = fileName(path) === PROJECT_FILE ? "project" : "user";
  const reading = await readConfigFile({ path, layer, mustExist: true }, {
    table: checks.table,
    environment,
  });
  return { files: [path], problems: problemsOf(checks, reading) };
}

async function checkAll(checks: LineChecks, console: Console) {
  const { table } = checks;
  const user = userConfigFile(console.environment);
  const project = projectHere();
  const configuration = await wholeConfiguration(table, console);
  const files = [user?.path, project.config, project.dotenv].filter((path) => path !== undefined);
  const there = await Promise.all(files.map(exists));
  return {
    files: files.filter((_, index) => there[index]),
    problems: [
      ...configuration.problems,
      ...findRefusals(checks, configuration),
      ...misspeltVariables(table),
    ],
  };
}

/** Variables that are a slip away from a setting's; others with the prefix may belong to other programs. */
function misspeltVariables(table: SettingTable): ConfigProblem[] {
  const known = [...table.variables().keys()];
  return Object.keys(Deno.env.toObject()).filter((name) => name.startsWith("PLUGINARY_")).flatMap((name) => {
    if (known.includes(name) || FORBIDDEN_VARIABLES.has(name) || OTHER_VARIABLES.has(name)) return [];
    const bare = (variable: string) => variable.slice("PLUGINARY_".length);
    if (closestWord(bare(name), known.map(bare)) === undefined) return [];
    const place = { layer: "environment" as const, variable: name };
    const misspelt = { typed: name, words: known };
    return [{ code: "unknown-key" as const, message: `Unknown setting "${name}"`, place, misspelt }];
  });
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}
