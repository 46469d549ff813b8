/** A variable of a `.env` file. */
export interface DotenvVariable {
  readonly name: string;
  readonly value: string;
  /** Where its name begins, in UTF-16 units. */
  readonly offset: number;
}

/** What may stand before a name, the name, and the sign behind it. */
const ASSIGNMENT = /([ \t]*(?:export[ \t]+)?)([A-Za-z_][\w.-]*)[ \t]*=[ \t]*/y;

/** Quotes that a value may stand in, also over several lines. */
const QUOTES = `"'\``;

/**
 * Parses a `.env` file: `NAME=value`, an optional `export`, values in quotes,
 * comments from `#` on. Nothing is expanded but `\n` in double quotes, and a
 * line that is none of that is skipped, since the file is mostly for others.
 *
 * `parseEnv` of Node's API says the same of what people write, but Deno 2.6.10
 * has none, and it does not tell where a variable stands.
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

/** `undefined` when there is no quote, or when its partner is missing. */
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

/** The offset behind the line break that follows. */
function nextLine(text: string, from: number): number {
  const at = text.indexOf("\n", from);
  return at < 0 ? text.length : at + 1;
}
