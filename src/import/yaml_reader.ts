import { type ByteSource, DEFAULT_LIMITS, type JsonLimits } from "./json_reader.ts";
import { SourceSyntaxError } from "./source_syntax_error.ts";
import { isElement, memberOf, NestedTooDeeply, noName, type YamlLine, yamlValue } from "./yaml_value.ts";

/** A member of the document's object, or an element of the list that is the value of the member before. */
export interface YamlEntry {
  /** Unset for an element. */
  readonly name?: string;
  /** Unset for a member whose value is the list of elements behind it. */
  readonly value?: unknown;
  /** Why there is no value. */
  readonly refusal?: "too-large" | "nested-too-deeply";
  /** In bytes from the start of the file. */
  readonly offset: number;
  readonly size: number;
}

/** The lines of an entry, as far as they are read. */
interface EntryLines {
  readonly lines: YamlLine[];
  size: number;
}

const CHUNK_BYTES = 256 * 1024;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const SPACE = 0x20;

/** Ends the document; without it, nobody could tell that the rest of a file is missing. */
const DOCUMENT_END = "...";

/**
 * Reads the YAML of an export from a file, entry by entry: its memory is that
 * of the largest one. Comments and empty lines may stand anywhere.
 */
export class YamlReader {
  readonly #source: ByteSource;
  readonly #limits: JsonLimits;
  readonly #decoder = new TextDecoder();
  /** Of the line that is read next. */
  #offset = 0;

  constructor(source: ByteSource, limits: JsonLimits = DEFAULT_LIMITS) {
    this.#source = source;
    this.#limits = limits;
  }

  /** Bytes that have been read so far. */
  get offset(): number {
    return this.#offset;
  }

  /**
   * All entries, in the file's order.
   *
   * @throws {SourceSyntaxError} for other YAML than an export's, and for a document without its end.
   */
  async *entries(): AsyncGenerator<YamlEntry> {
    let entry: EntryLines | undefined;
    let isEnded = false;
    for await (const lines of this.#lines()) {
      for (const line of lines) {
        if (isEnded) throw new SourceSyntaxError("there is more after its end", line.offset);
        const begins = line.indentation === 0;
        if (begins && entry !== undefined) yield this.#read(entry);
        if (begins) entry = { lines: [], size: 0 };
        if (begins && line.text === DOCUMENT_END) isEnded = true;
        else if (entry === undefined) throw new SourceSyntaxError("it begins with spaces", line.offset);
        else this.#add(entry, line);
      }
    }
    if (!isEnded) throw new SourceSyntaxError("it ends before its last line", this.#offset);
  }

  /** Of an entry that is too large only the first line is kept. */
  #add(entry: EntryLines, line: YamlLine): void {
    entry.size += line.indentation + line.text.length + 1;
    if (entry.lines.length === 0 || entry.size <= this.#limits.valueBytes) entry.lines.push(line);
    else entry.lines.length = 1;
  }

  #read({ lines, size }: EntryLines): YamlEntry {
    const [first] = lines as [YamlLine];
    const member = isElement(first) ? undefined : memberOf(first);
    if (member === undefined && !isElement(first)) throw noName(first);
    const place = { ...(member && { name: member.name }), offset: first.offset, size };
    if (size > this.#limits.valueBytes) return { ...place, refusal: "too-large" };
    if (lines.length === 1 && member?.rest.text === "") return place;
    try {
      // A list of one, or an object with one member.
      const [value] = Object.values(yamlValue(lines, this.#limits.depth) as object);
      return { ...place, value };
    } catch (error) {
      if (!(error instanceof NestedTooDeeply)) throw error;
      return { ...place, refusal: "nested-too-deeply" };
    }
  }

  /** The lines that say something, as many at a time as are read at a time. */
  async *#lines(): AsyncGenerator<YamlLine[]> {
    const chunk = new Uint8Array(CHUNK_BYTES);
    let rest = new Uint8Array(0);
    for (let count; (count = await this.#source.read(chunk)) !== null;) {
      const bytes = new Uint8Array(rest.length + count);
      bytes.set(rest);
      bytes.set(chunk.subarray(0, count), rest.length);
      const end = bytes.lastIndexOf(NEWLINE) + 1;
      yield this.#split(bytes.subarray(0, end));
      rest = bytes.subarray(end);
      if (rest.length <= this.#limits.valueBytes) continue;
      throw new SourceSyntaxError("a line is longer than what is read", this.#offset);
    }
    yield this.#split(rest);
  }

  #split(bytes: Uint8Array): YamlLine[] {
    const lines: YamlLine[] = [];
    for (let at = 0; at < bytes.length;) {
      const newline = bytes.indexOf(NEWLINE, at);
      const end = newline < 0 ? bytes.length : newline;
      const line = this.#line(bytes.subarray(at, end));
      if (line !== undefined) lines.push(line);
      this.#offset += Math.min(end + 1, bytes.length) - at;
      at = end + 1;
    }
    return lines;
  }

  #line(bytes: Uint8Array): YamlLine | undefined {
    let indentation = 0;
    while (bytes[indentation] === SPACE) indentation++;
    const end = bytes.at(-1) === RETURN ? bytes.length - 1 : bytes.length;
    const text = this.#decoder.decode(bytes.subarray(indentation, end));
    const isMark = this.#offset === 0 && text === "---";
    if (text.trim() === "" || text.startsWith("#") || isMark) return undefined;
    return { indentation, text, offset: this.#offset + indentation };
  }
}
