import { load, YAMLException } from "js-yaml";
import type { JsonLimits } from "./json_reader.ts";
import { SourceSyntaxError } from "./source_syntax_error.ts";
import type { YamlLine } from "./yaml_line.ts";

/** A member of the document's object, or an element of the list that is the value of the member before. */
export interface YamlEntry {
  /** Unset for an element. */
  readonly name?: string;
  /** Null for a member whose value is the list of the elements that follow. */
  readonly value?: unknown;
  /** Why the value was not read. */
  readonly refusal?: "too-large" | "nested-too-deeply";
  /** In bytes from the start of the file. */
  readonly offset: number;
  readonly size: number;
}

/**
 * Most separators of values in one entry. The parser takes up to 300 bytes for
 * each value, and the entry's size alone would let it take gigabytes.
 */
const MAXIMUM_SEPARATORS = 2_500_000;

const SEPARATORS: ReadonlySet<number> = new Set([...",:\n"].map((character) => character.charCodeAt(0)));

/** A member's name, where the rest of the member is not read. */
const NAME = /^(?:"([^"\\]*)"|'([^']*)'|([^\s"'#:][^\s#:]*))\s*:(?:\s|$)/;

/** A member with nothing after its name. */
const NAME_ALONE = /:\s*(?:#.*)?$/;

/** Keeps every character, so that a place in the text can be converted to a place in the file. */
const DECODER = new TextDecoder("utf-8", { ignoreBOM: true });

/** Collects the lines of an entry of a YAML document until the entry is complete and can be read. */
export class YamlEntryText {
  readonly #first: YamlLine;
  readonly #limits: JsonLimits;
  /** Empty when the entry is too large. */
  readonly #pieces: Uint8Array<ArrayBuffer>[] = [];
  #size = 0;
  #hasOneLine = true;

  constructor(first: YamlLine, limits: JsonLimits) {
    this.#first = first;
    this.#limits = limits;
    this.#append(first.bytes);
  }

  /** Whether it is a member's name and nothing more, so that a list may follow. */
  get isName(): boolean {
    return this.#hasOneLine && !this.#first.isElement && NAME_ALONE.test(this.#first.text());
  }

  add(line: YamlLine): void {
    if (!line.isBlank) this.#hasOneLine = false;
    this.#append(line.bytes);
  }

  /**
   * Reads its value as a document of its own. Nothing in it can be small in the
   * file but large in memory: aliases are refused, and so are tags of types
   * that JSON lacks.
   *
   * @throws {SourceSyntaxError}
   */
  read(): YamlEntry {
    const place = { offset: this.#first.offset, size: this.#size };
    const bytes = concatenated(this.#pieces);
    if (this.#size > this.#limits.valueBytes || separatorsIn(bytes) > MAXIMUM_SEPARATORS) {
      return { ...this.#name(), ...place, refusal: "too-large" };
    }
    const start = this.#first.offset - this.#first.indentation;
    try {
      const value = parse(DECODER.decode(bytes), start, this.#limits.depth);
      if (Array.isArray(value) && value.length === 1) return { value: value[0], ...place };
      const [member, ...others] = isObject(value) ? Object.entries(value) : [];
      if (member === undefined || others.length > 0) throw noName(this.#first);
      return { name: member[0], value: member[1], ...place };
    } catch (error) {
      if (!(error instanceof NestedTooDeeply)) throw error;
      return { ...this.#name(), ...place, refusal: "nested-too-deeply" };
    }
  }

  /** Lines of one piece of the file become one piece again. */
  #append(bytes: Uint8Array<ArrayBuffer>): void {
    this.#size += bytes.length;
    const last = this.#pieces.at(-1);
    if (this.#size > this.#limits.valueBytes) this.#pieces.length = 0;
    else if (last?.buffer !== bytes.buffer) this.#pieces.push(bytes);
    else {
      this.#pieces[this.#pieces.length - 1] = new Uint8Array(
        last.buffer,
        last.byteOffset,
        last.length + bytes.length,
      );
    }
  }

  #name(): Pick<YamlEntry, "name"> {
    if (this.#first.isElement) return {};
    const match = NAME.exec(this.#first.text());
    if (match === null) throw noName(this.#first);
    return { name: (match[1] ?? match[2] ?? match[3])! };
  }
}

class NestedTooDeeply extends Error {
  override readonly name = "NestedTooDeeply";
}

function parse(text: string, start: number, maxDepth: number): unknown {
  try {
    return load(text, { maxDepth, maxAliases: 0 });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    if (error.reason.startsWith("nesting exceeded")) throw new NestedTooDeeply();
    const reason = error.reason.startsWith("aliases exceeded") ? "aliases are not accepted" : error.reason;
    const before = new TextEncoder().encode(text.slice(0, error.mark?.position ?? 0)).length;
    throw new SourceSyntaxError(reason, start + before);
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function noName({ offset }: YamlLine): SourceSyntaxError {
  return new SourceSyntaxError("expected a name", offset);
}

function separatorsIn(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if (SEPARATORS.has(byte)) count++;
  return count;
}

function concatenated(pieces: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
