import { SourceSyntaxError } from "./source_syntax_error.ts";

/** A line of a file, without the white space around it. */
export interface YamlLine {
  /** How many spaces stand before it. */
  readonly indentation: number;
  readonly text: string;
  /** Of its text, in bytes from the start of the file. */
  readonly offset: number;
}

/** What stands for a value on a single line, and where. */
type ScalarText = Pick<YamlLine, "text" | "offset">;

/** A value with more levels than what is read. */
export class NestedTooDeeply extends Error {
  override readonly name = "NestedTooDeeply";
}

/** A name, and the colon behind it. */
const KEY = /^(?:("(?:[^"\\]|\\.)*")|([a-z][a-z0-9_-]*)):(?: |$)/i;

/** What stands where a value begins and is none of an export's, by its first character. */
const FOREIGN: Readonly<Record<string, string>> = {
  "&": "an anchor",
  "*": "an alias",
  "!": "a tag",
  "|": "text of several lines",
  ">": "text of several lines",
  "[": "a list on one line",
  "{": "an object on one line",
  "'": "text in single quotes",
};

/** Whether a line is an element of a list. */
export function isElement({ text }: YamlLine): boolean {
  return text.startsWith("- ");
}

/** The name with which a line begins, and what stands behind it; `undefined` when it is no member of an object. */
export function memberOf({ text, offset }: YamlLine): { name: string; rest: ScalarText } | undefined {
  const match = KEY.exec(text);
  if (match === null) return undefined;
  const [{ length }, quoted, plain] = match;
  const name = plain ?? String(scalar({ text: quoted!, offset }));
  return { name, rest: { text: text.slice(length), offset: offset + byteLength(text.slice(0, length)) } };
}

/**
 * The value that lines say in the YAML that an export has: lists and objects
 * line by line, names plain or in double quotes, all else as in JSON.
 *
 * There is nothing here that could be small in a file and large in memory.
 *
 * @throws {SourceSyntaxError} for other YAML.
 * @throws {NestedTooDeeply}
 */
export function yamlValue(lines: readonly YamlLine[], maximumDepth: number): unknown {
  return new ValueReader(lines, maximumDepth).read();
}

class ValueReader {
  readonly #lines: YamlLine[];
  readonly #maximumDepth: number;
  #at = 0;

  constructor(lines: readonly YamlLine[], maximumDepth: number) {
    this.#lines = [...lines];
    this.#maximumDepth = maximumDepth;
  }

  read(): unknown {
    const value = this.#value(this.#lines[0]!.indentation, 1);
    const left = this.#lines[this.#at];
    if (left === undefined) return value;
    throw new SourceSyntaxError("the line's indentation fits none above it", left.offset);
  }

  #value(indentation: number, depth: number): unknown {
    if (depth > this.#maximumDepth) throw new NestedTooDeeply();
    const line = this.#lines[this.#at]!;
    if (isElement(line)) return this.#list(indentation, depth);
    if (memberOf(line) !== undefined) return this.#object(indentation, depth);
    this.#at++;
    return scalar(line);
  }

  #list(indentation: number, depth: number): unknown[] {
    const list: unknown[] = [];
    for (let line; (line = this.#lineAt(indentation)) !== undefined && isElement(line);) {
      // What stands behind the dash goes on below it.
      const rest = { indentation: indentation + 2, text: line.text.slice(2), offset: line.offset + 2 };
      this.#lines[this.#at] = rest;
      list.push(this.#value(rest.indentation, depth + 1));
    }
    return list;
  }

  #object(indentation: number, depth: number): Record<string, unknown> {
    const members = new Map<string, unknown>();
    for (let line; (line = this.#lineAt(indentation)) !== undefined && !isElement(line);) {
      const member = memberOf(line);
      if (member === undefined) throw noName(line);
      const { name, rest } = member;
      if (members.has(name)) throw new SourceSyntaxError("a name is there twice", line.offset);
      this.#at++;
      members.set(name, rest.text === "" ? this.#below(line, depth) : scalar(rest));
    }
    // Not by assignment, which "__proto__" would not survive.
    return Object.fromEntries(members);
  }

  /** The value on the lines below a name; a list may stand at the name's own depth. */
  #below({ indentation, offset }: YamlLine, depth: number): unknown {
    const next = this.#lines[this.#at];
    const isBelow = next !== undefined &&
      (next.indentation > indentation || next.indentation === indentation && isElement(next));
    if (isBelow) return this.#value(next.indentation, depth + 1);
    throw new SourceSyntaxError("a name has no value", offset);
  }

  #lineAt(indentation: number): YamlLine | undefined {
    const line = this.#lines[this.#at];
    return line?.indentation === indentation ? line : undefined;
  }
}

/** The error for a line that should be a member of an object. */
export function noName({ offset }: YamlLine): SourceSyntaxError {
  return new SourceSyntaxError("there is no name where one should be", offset);
}

function scalar({ text, offset }: ScalarText): unknown {
  const isJson = /^(?:["\d-]|(?:\[\]|\{\}|null|true|false)$)/.test(text);
  try {
    if (isJson) return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new SourceSyntaxError("a value is not as in JSON", offset);
  }
  const what = FOREIGN[text.charAt(0)] ?? "text without quotes";
  throw new SourceSyntaxError(`there is ${what}, which no export of pluginary has`, offset);
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
