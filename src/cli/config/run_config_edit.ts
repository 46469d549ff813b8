import { TerminalProcess } from "../../scan/processes/process.ts";
import { readConfigFile } from "../../config/read_config_file.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { problemsOf } from "./refused_lines.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { ProjectFlags } from "./config_flags.ts";
import type { Console } from "../terminal/console.ts";
import { allSettings } from "./all_settings.ts";
import { NEW_FILE_TEXT } from "./new_file_text.ts";
import { configTarget, makeTarget } from "./config_target.ts";
import { printValidation } from "./run_config_validate.ts";

/** Runs `pluginary config edit`. */
export async function runConfigEdit(this: ProgramContext, flags: ProjectFlags): Promise<void> {
  const target = configTarget(flags, this.console);
  await makeTarget(target, this.console, NEW_FILE_TEXT[target.layer]);
  await runEditor(target.path, this.console);
  const context = { table: await allSettings(this), environment: this.console.environment };
  const problems = problemsOf(
    { table: context.table, root: await this.commandTree([]) },
    await readConfigFile({ ...target, mustExist: true }, context),
  );
  await printValidation([target.path], problems, {}, this.console);
  if (problems.length > 0) this.process.exitCode = 1;
}

/** The editor's command line with the file as last argument: `VISUAL`, else `EDITOR`, split by a shell. */
export function editorCommand(path: string, environment: Console["environment"]): string[] {
  const isWindows = Deno.build.os === "windows";
  const editor = environment("VISUAL") || environment("EDITOR") || (isWindows ? "notepad" : "vi");
  // It may contain options and quotes, so a shell splits it, as git does.
  return isWindows ? [...editor.split(/\s+/), path] : ["sh", "-c", `${editor} "$@"`, "sh", path];
}

async function runEditor(path: string, { environment }: Console): Promise<void> {
  const [program, ...args] = editorCommand(path, environment);
  const cannot = (why: string) =>
    new PluginaryError(
      "editor-failed",
      `Cannot edit "${path}": ${why}`,
      "Set VISUAL or EDITOR to an editor",
    );
  try {
    const editor = new TerminalProcess(
      { program: program!, args, environment: Deno.env.toObject() },
      "inherit",
    );
    const { code, signal } = await editor.waitForEnd();
    if (signal !== undefined) throw cannot(`the editor was killed by ${signal}`);
    if (code !== 0) throw cannot(`the editor exited with code ${code}`);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) throw cannot(`cannot find the program "${program}"`);
    throw error;
  }
}
