import { CurationFileError } from "./file_text.ts";

/** A record of a file of comma-separated values. */
export interface CsvRow {
  readonly cells: readonly string[];
  /** Where it begins, counted from 1. */
  readonly line: number;
}

/** Reads comma-separated values as RFC 4180 describes them, with either end of lines. */
export function* csvRows(text: string): Generator<CsvRow> {
  let line = 1;
  for (let at = text.startsWith("\u{feff}") ? 1 : 0; at < text.length;) {
    const cells: string[] = [];
    const first = line;
    for (;;) {
      const { cell, end } = text[at] === '"' ? quotedCell(text, at, line) : plainCell(text, at);
      cells.push(cell);
      line += cell.split("\n").length - 1;
      at = end + 1;
      if (text[end] === ",") continue;
      if (text[end] === "\r" && text[at] === "\n") at++;
      else if (text[end] !== undefined && text[end] !== "\n") {
        throw new CurationFileError("a comma is expected after a quoted value", line);
      }
      break;
    }
    line++;
    yield { cells, line: first };
  }
}

function plainCell(text: string, start: number): { cell: string; end: number } {
  let end = start;
  while (end < text.length && text[end] !== "," && text[end] !== "\n" && text[end] !== "\r") end++;
  return { cell: text.slice(start, end), end };
}

function quotedCell(text: string, start: number, line: number): { cell: string; end: number } {
  const parts: string[] = [];
  for (let at = start + 1;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) throw new CurationFileError("a quoted value has no end", line);
    parts.push(text.slice(at, quote));
    if (text[quote + 1] !== '"') return { cell: parts.join('"'), end: quote + 1 };
    at = quote + 2;
  }
}
