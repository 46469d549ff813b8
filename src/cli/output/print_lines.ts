import type { Console } from "../terminal/console.ts";
import type { DocumentHead } from "../../model/documents/document_head.ts";
import type { OutputFlags } from "./output_options.ts";
import { printDocument } from "./print_document.ts";
import { printable } from "../terminal/terminal.ts";

/** Prints what a command has done: a document for programs, or lines for people. */
export async function printLines(
  document: DocumentHead,
  lines: readonly string[],
  flags: OutputFlags,
  console: Console,
): Promise<void> {
  const print = async ({ stdout }: Console) => {
    for (const line of lines) await stdout.write(`${printable(line)}\n`);
  };
  await printDocument({ document, print }, flags, console);
}
