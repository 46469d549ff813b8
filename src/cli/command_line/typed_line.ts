/** A word or an option, as it was typed. */
export interface LinePart {
  readonly text: string;
  /** Unset for a word. */
  readonly option?: TypedOption;
}

/** An option in its two halves. */
export interface TypedOption {
  /** With its dashes: `--jobs`. */
  readonly name: string;
  /** The text after an equals sign; a value can also be the next word of the line. */
  readonly value?: string;
}

/** The command line, split into its parts; nothing else in the program takes arguments apart. */
export interface TypedLine {
  /** Words and options up to `--`, in order. */
  readonly parts: readonly LinePart[];
  /** The rest of the line from `--` on: arguments, whatever they look like. */
  readonly rest: readonly string[];
}

/** Splits a command line into its parts. */
export function readLine(args: readonly string[]): TypedLine {
  const end = args.indexOf("--");
  const own = end < 0 ? args : args.slice(0, end);
  return { parts: own.map(readPart), rest: args.slice(own.length) };
}

/** Reads one argument; a single dash is a word, which stands for a stream. */
export function readPart(text: string): LinePart {
  if (!text.startsWith("-") || text === "-") return { text };
  const equals = text.indexOf("=");
  if (equals < 0) return { text, option: { name: text } };
  return { text, option: { name: text.slice(0, equals), value: text.slice(equals + 1) } };
}

/** The arguments that a line consists of. */
export function argumentsOf({ parts, rest }: TypedLine): string[] {
  return [...parts.map(({ text }) => text), ...rest];
}

/** Whether a line has one of these options, without a value. */
export function hasOption({ parts }: TypedLine, ...names: readonly string[]): boolean {
  return parts.some(({ text }) => names.includes(text));
}

/** Words before the first option: the command's names, and its first arguments. */
export function leadingWords({ parts }: TypedLine): string[] {
  const end = parts.findIndex(({ option }) => option !== undefined);
  return parts.slice(0, end < 0 ? parts.length : end).map(({ text }) => text);
}
