import { createScanner } from "jsonc-parser/lib/esm/impl/scanner.js";

/** A value and its place; offsets count UTF-16 units. */
export type JsoncNode = JsoncObject | JsoncArray | JsoncScalar;

/** A place in the text. */
export interface JsoncSpan {
  readonly offset: number;
  readonly length: number;
}

/** An object; its properties are in the order of the text, duplicate keys included. */
export interface JsoncObject extends JsoncSpan {
  readonly kind: "object";
  readonly properties: readonly JsoncProperty[];
}

/** A property of an object. */
export interface JsoncProperty {
  readonly key: JsoncSpan & { readonly value: string };
  readonly colonOffset: number;
  readonly value: JsoncNode;
  /** The place of the comma after it, if there is one. */
  readonly commaOffset?: number;
}

/** A list. */
export interface JsoncArray extends JsoncSpan {
  readonly kind: "array";
  readonly items: readonly JsoncNode[];
}

/** All other values. */
export interface JsoncScalar extends JsoncSpan {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
}

/** Invalid JSON with comments, and where. */
export class JsoncError extends Error {
  override readonly name = "JsoncError";
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** Deeper nesting has no use here and could overflow the stack. */
const MAXIMUM_DEPTH = 32;

/**
 * Parses JSON with comments and trailing commas.
 *
 * Uses only the package's scanner, the part of it that loads quickly; its parser
 * recovers from errors, as editors need.
 *
 * @returns `undefined` for a text without any value.
 * @throws {JsoncError} for invalid text.
 */
export function parseJsonc(text: string): JsoncNode | undefined {
  const reader = new TokenReader(text);
  if (reader.token === Token.end) return undefined;
  const node = readValue(reader, 0);
  if (reader.token !== Token.end) throw reader.unexpected("the end");
  return node;
}

/** The scanner's kinds of tokens (`SyntaxKind` there, which only its slow main module has). */
const Token = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  null: 7,
  true: 8,
  false: 9,
  string: 10,
  number: 11,
  lineComment: 12,
  trivia: 15,
  unknown: 16,
  end: 17,
} as const;

/** The scanner's errors (`ScanError` there), by their numbers. */
const SCAN_ERRORS: readonly string[] = [
  "",
  "unterminated comment",
  "unterminated string",
  "incomplete number",
  "invalid Unicode escape in string",
  "invalid escape in string",
  "control character in string",
];

/** The part of the package's scanner that is used here. */
interface Scanner {
  scan(): number;
  getTokenOffset(): number;
  getTokenLength(): number;
  getTokenValue(): string;
  getTokenError(): number;
}

/** Reads tokens, one ahead, without comments and white space. */
class TokenReader {
  readonly #text: string;
  readonly #scanner: Scanner;
  token: number = Token.unknown;

  constructor(text: string) {
    this.#text = text;
    this.#scanner = createScanner(text, false) as Scanner;
    this.next();
  }

  get offset(): number {
    return this.#scanner.getTokenOffset();
  }

  get end(): number {
    return this.offset + this.#scanner.getTokenLength();
  }

  get value(): string {
    return this.#scanner.getTokenValue();
  }

  next(): void {
    do {
      this.token = this.#scanner.scan();
      const error = this.#scanner.getTokenError();
      if (error !== 0) throw new JsoncError(SCAN_ERRORS[error] ?? "unreadable text", this.offset);
    } while (this.token >= Token.lineComment && this.token <= Token.trivia);
  }

  /** Skips a token that must be there, and returns its place. */
  expect(token: number, name: string): number {
    if (this.token !== token) throw this.unexpected(name);
    const { offset } = this;
    this.next();
    return offset;
  }

  unexpected(wanted: string): JsoncError {
    const found = this.token === Token.end
      ? "the end of the file"
      : this.#text.slice(this.offset, this.end).slice(0, 20);
    return new JsoncError(`expected ${wanted}, found ${found}`, this.offset);
  }
}

function readValue(reader: TokenReader, depth: number): JsoncNode {
  if (depth > MAXIMUM_DEPTH) throw new JsoncError("nested too deeply", reader.offset);
  switch (reader.token) {
    case Token.openBrace:
      return readObject(reader, depth);
    case Token.openBracket:
      return readArray(reader, depth);
    default:
      return readScalar(reader);
  }
}

function readScalar(reader: TokenReader): JsoncScalar {
  const { offset, end } = reader;
  const value = scalarOf(reader);
  reader.next();
  return { kind: "scalar", offset, length: end - offset, value };
}

function scalarOf(reader: TokenReader): JsoncScalar["value"] {
  switch (reader.token) {
    case Token.string:
      return reader.value;
    case Token.number:
      return Number(reader.value);
    case Token.true:
      return true;
    case Token.false:
      return false;
    case Token.null:
      return null;
    default:
      throw reader.unexpected("a value");
  }
}

function readArray(reader: TokenReader, depth: number): JsoncArray {
  const { offset } = reader;
  const items: JsoncNode[] = [];
  reader.next();
  while (reader.token !== Token.closeBracket) {
    items.push(readValue(reader, depth + 1));
    if (reader.token === Token.comma) reader.next();
    else if (reader.token !== Token.closeBracket) throw reader.unexpected('"," or "]"');
  }
  const { end } = reader;
  reader.next();
  return { kind: "array", offset, length: end - offset, items };
}

function readObject(reader: TokenReader, depth: number): JsoncObject {
  const { offset } = reader;
  const properties: JsoncProperty[] = [];
  reader.next();
  while (reader.token !== Token.closeBrace) {
    properties.push(readProperty(reader, depth));
    if (properties.at(-1)!.commaOffset === undefined && reader.token !== Token.closeBrace) {
      throw reader.unexpected('"," or "}"');
    }
  }
  const { end } = reader;
  reader.next();
  return { kind: "object", offset, length: end - offset, properties };
}

function readProperty(reader: TokenReader, depth: number): JsoncProperty {
  const key = readKey(reader);
  const colonOffset = reader.expect(Token.colon, '":"');
  const value = readValue(reader, depth + 1);
  if (reader.token !== Token.comma) return { key, colonOffset, value };
  const commaOffset = reader.expect(Token.comma, '","');
  return { key, colonOffset, value, commaOffset };
}

function readKey(reader: TokenReader): JsoncProperty["key"] {
  if (reader.token !== Token.string) throw reader.unexpected('a name in double quotes or "}"');
  const key = { offset: reader.offset, length: reader.end - reader.offset, value: reader.value };
  reader.next();
  return key;
}
