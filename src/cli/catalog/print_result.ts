import type { Console } from "../terminal/console.ts";
import type { OutputFlags } from "../output/output_options.ts";
import { printLines } from "../output/print_lines.ts";
import type { CacheDocument } from "../../model/documents/cache_documents.ts";

/** A document without its version, which is the same for all. */
type Result<Document = CacheDocument> = Document extends unknown ? Omit<Document, "schemaVersion"> : never;

/** Prints a document for programs, or lines for people. */
export async function printResult(
  result: Result,
  lines: readonly string[],
  flags: OutputFlags,
  console: Console,
): Promise<void> {
  const { schema, ...rest } = result;
  await printLines({ schema, schemaVersion: 1, ...rest }, lines, flags, console);
}
