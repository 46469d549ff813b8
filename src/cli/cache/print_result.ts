import type { Console } from "../console.ts";
import { jsonText } from "../json_text.ts";
import { printable } from "../terminal.ts";

/** A document about the catalog: its schema's name, the catalog's path, and what there is to say. */
type Result = Record<string, unknown> & { schema: `cache-${string}`; path: string };

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
