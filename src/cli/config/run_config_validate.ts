import { fileName } from "../../platform/paths.ts";
import { PROJECT_FILE } from "../../config/find_project.ts";
import type { ConfigProblem } from "../../config/problem.ts";
import { readConfigFile } from "../../config/read_config_file.ts";
import { absolutePath } from "../../platform/paths.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { Console } from "../terminal/console.ts";
import type { OutputFlags } from "../output/output_options.ts";
import { printAnswer } from "../output/print_answer.ts";
import { allSettings } from "./all_settings.ts";
import { checkConfiguration } from "./check_configuration.ts";
import type { ConfigValidateDocument } from "../../model/documents/config_documents.ts";
import { type LineChecks, problemsOf } from "./refused_lines.ts";
import { problemHint, problemLine } from "../command_line/settings/config_problems.ts";

/** Runs `pluginary config validate`. */
export async function runConfigValidate(
  this: ProgramContext,
  flags: OutputFlags,
  file?: string,
): Promise<void> {
  const checks = { table: await allSettings(this), root: await this.commandTree([]) };
  const { files, problems } = file === undefined
    ? await checkConfiguration(checks, this.console)
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
