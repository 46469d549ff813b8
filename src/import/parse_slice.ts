import type { ParseError } from "jsonc-parser";
import type { JsonSlice } from "./json_reader.ts";
import { SourceSyntaxError } from "./source_syntax_error.ts";

/**
 * Replacements for the numbers that Python writes and JSON lacks, of the same
 * length, so that all offsets stay valid.
 */
const STAND_INS: Readonly<Record<string, string>> = {
  "NaN": '"" ',
  "Infinity": '"Inf"   ',
  "-Infinity": '"-Inf"   ',
};

/**
 * Parses a value that may contain bare `NaN`, `Infinity` and `-Infinity`; they
 * become the texts `""`, `"Inf"` and `"-Inf"`.
 *
 * @throws {SourceSyntaxError} with the place of the error.
 */
export async function parseSlice(
  { text, offset, hasBareNumbers }: JsonSlice & { text: string },
): Promise<unknown> {
  const plain = hasBareNumbers ? withoutBareNumbers(text) : text;
  try {
    return JSON.parse(plain);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw await located(plain, offset);
  }
}

/** Replaces bare numbers outside of strings, each by a text of its length. */
export function withoutBareNumbers(text: string): string {
  const parts: string[] = [];
  for (let at = 0; at < text.length;) {
    const quote = text.indexOf('"', at);
    const outside = text.slice(at, quote < 0 ? text.length : quote);
    parts.push(outside.replace(/-?Infinity|NaN/g, (number) => STAND_INS[number]!));
    if (quote < 0) break;
    at = endOfString(text, quote);
    parts.push(text.slice(quote, at));
  }
  return parts.join("");
}

/** The place after a string that begins at `quote`. */
function endOfString(text: string, quote: number): number {
  for (let at = quote + 1;;) {
    const end = text.indexOf('"', at);
    if (end < 0) return text.length;
    let backslashes = 0;
    while (text[end - 1 - backslashes] === "\\") backslashes++;
    if (backslashes % 2 === 0) return end + 1;
    at = end + 1;
  }
}

/** The runtime's own error often has no place, so another parser finds it. */
async function located(text: string, offset: number): Promise<SourceSyntaxError> {
  const { parse, printParseErrorCode } = await import("jsonc-parser");
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true });
  const [first] = errors;
  if (first === undefined) return new SourceSyntaxError("invalid JSON", offset);
  const before = new TextEncoder().encode(text.slice(0, first.offset)).length;
  return new SourceSyntaxError(reasonOf(printParseErrorCode(first.error)), offset + before);
}

/** `PropertyNameExpected` as "property name expected". */
function reasonOf(code: string): string {
  return code.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}
