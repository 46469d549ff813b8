import type { Console } from "../console.ts";
import type { CacheDocument } from "./cache_documents.ts";
import { jsonText } from "../json_text.ts";
import { printable } from "../terminal.ts";

/** A document but for its version, which is the same for all. */
type Result<Document = CacheDocument> = Document extends unknown ? Omit<Document, "schemaVersion"> : never;

/** Prints a document for programs, or lines for people. */
export async function printResult(
  result: Result,
  lines: readonly string[],
  { json }: { readonly json?: boolean },
  { stdout }: Console,
): Promise<void> {
  const { schema, ...rest } = result;
  if (json) return await stdout.write(`${jsonText({ schema, schemaVersion: 1, ...rest })}\n`);
  for (const line of lines) await stdout.write(`${printable(line)}\n`);
}
