/** A variable of a `.env` file. */
export interface DotenvVariable {
  readonly name: string;
  readonly value: string;
  /** Where its name begins, in UTF-16 units. */
  readonly offset: number;
}

/** An optional `export`, the name and the equals sign. */
const ASSIGNMENT = /([ \t]*(?:export[ \t]+)?)([A-Za-z_][\w.-]*)[ \t]*=[ \t]*/y;

/** Quotes around a value, which may span several lines. */
const QUOTES = `"'\``;

/**
 * Parses a `.env` file: `NAME=value`, an optional `export`, values in quotes,
 * comments from `#` on. Only `\n` in double quotes is expanded, and any
 * other line is skipped, since most of the file is for other programs.
 *
 * `parseEnv` of Node's API reads what people write in the same way, but Deno
 * 2.6.10 lacks it, and it does not report the place of a variable.
 */
export function parseDotenv(text: string): DotenvVariable[] {
  const variables: DotenvVariable[] = [];
  for (let at = 0; at < text.length; at = nextLine(text, at)) {
    ASSIGNMENT.lastIndex = at;
    const match = ASSIGNMENT.exec(text);
    if (match === null) continue;
    const [assignment, before, name] = match as unknown as [string, string, string];
    const start = at + assignment.length;
    const { value, end } = readQuoted(text, start) ?? readPlain(text, start);
    variables.push({ name, value, offset: at + before.length });
    at = end;
  }
  return variables;
}

/** `undefined` without an opening or a closing quote. */
function readQuoted(text: string, start: number): { value: string; end: number } | undefined {
  const quote = text[start];
  if (quote === undefined || !QUOTES.includes(quote)) return undefined;
  const end = text.indexOf(quote, start + 1);
  if (end < 0) return undefined;
  const value = text.slice(start + 1, end);
  return { value: quote === '"' ? value.replaceAll("\\n", "\n") : value, end: end + 1 };
}

function readPlain(text: string, start: number): { value: string; end: number } {
  const end = nextLine(text, start);
  const line = text.slice(start, end);
  const comment = line.indexOf("#");
  return { value: (comment < 0 ? line : line.slice(0, comment)).trim(), end: start };
}

/** The offset after the next line break. */
function nextLine(text: string, from: number): number {
  const at = text.indexOf("\n", from);
  return at < 0 ? text.length : at + 1;
}
