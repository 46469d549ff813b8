import { shimInfo } from "../../scan/shim/shim.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { OutputFlags } from "../output/output_options.ts";
import { printAnswer } from "../output/print_answer.ts";
import { versionDocument, versionLine } from "./version.ts";

/** Runs `pluginary version`. */
export async function runVersion(this: ProgramContext, flags: OutputFlags): Promise<void> {
  const shim = shimInfo(this.console.environment);
  const document = await versionDocument(shim);
  await printAnswer({ document, text: [versionLine(shim)] }, flags, this.console);
}
