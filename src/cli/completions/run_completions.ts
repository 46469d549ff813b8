import type { CompletionsDocument } from "../../model/documents/shells/completions_documents.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { OutputFlags } from "../output/output_options.ts";
import { printAnswer } from "../output/print_answer.ts";
import { SHELL_SCRIPTS } from "./shell_scripts.ts";
import type { Shell } from "./shells.ts";

/** Runs `pluginary completions`. */
export async function runCompletions(this: ProgramContext, flags: OutputFlags, shell: Shell): Promise<void> {
  const script = SHELL_SCRIPTS[shell];
  const document: CompletionsDocument = { schema: "completions", schemaVersion: 1, shell, script };
  await printAnswer({ document, text: () => script }, flags, this.console);
}
