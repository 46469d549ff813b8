/** Reads comma-separated values strictly by RFC 4180: a second opinion on the program's output. */
export function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  for (let at = 0; at < text.length;) {
    const { cell, end } = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at);
    record.push(cell);
    const next = text[end] ?? "\n";
    if (next !== "," && next !== "\n") throw new Error(`A cell ends in ${JSON.stringify(next)}`);
    if (next === "\n") {
      records.push(record);
      record = [];
    } else if (end + 1 === text.length) throw new Error("The last record has no end");
    at = end + 1;
    if (next === "," && text[at] === "\n") {
      record.push("");
      records.push(record);
      record = [];
      at++;
    }
  }
  return records;
}

function plainCell(text: string, start: number): { cell: string; end: number } {
  let end = start;
  while (end < text.length && text[end] !== "," && text[end] !== "\n") {
    if (text[end] === '"') throw new Error("A cell without quotes has one inside");
    end++;
  }
  return { cell: text.slice(start, end), end };
}

function quotedCell(text: string, start: number): { cell: string; end: number } {
  let cell = "";
  for (let at = start + 1;; at++) {
    if (at >= text.length) throw new Error("A quoted cell has no end");
    if (text[at] === '"' && text[at + 1] !== '"') return { cell, end: at + 1 };
    if (text[at] === '"') at++;
    cell += text[at];
  }
}
