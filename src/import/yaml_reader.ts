import { type ByteSource, DEFAULT_LIMITS, type JsonLimits } from "./json_reader.ts";
import { SourceSyntaxError } from "./source_syntax_error.ts";
import { type YamlEntry, YamlEntryText } from "./yaml_entry.ts";
import { type YamlLine, yamlLines } from "./yaml_line.ts";

const CHUNK_BYTES = 256 * 1024;

/** Begins the document; its version may be declared before. */
const DOCUMENT_START = /^(?:---\s*(?:#.*)?|%.*)$/;

/** Ends the document; without it, a truncated file would go unnoticed. */
const DOCUMENT_END = /^\.\.\.\s*(?:#.*)?$/;

/**
 * Reads a YAML document that is an object, entry by entry: its memory is that
 * of the largest entry. The lists in that object are read by element, where
 * each element begins on a line of its own.
 */
export class YamlReader {
  readonly #source: ByteSource;
  readonly #limits: JsonLimits;
  /** Offset of the next line. */
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
   * @throws {SourceSyntaxError} for invalid YAML, aliases, unknown tags, and a document without its end.
   */
  async *entries(): AsyncGenerator<YamlEntry> {
    let entry: YamlEntryText | undefined;
    /** Indentation of the elements of the current list. */
    let listIndentation: number | undefined;
    let isEnded = false;
    for await (const lines of this.#lines()) {
      for (const line of lines) {
        this.#offset = line.offset;
        if (isEnded && !line.isBlank) {
          throw new SourceSyntaxError("unexpected text after the end", line.offset);
        }
        if (entry === undefined && (line.isBlank || DOCUMENT_START.test(line.text()))) continue;
        const isElement = line.isElement &&
          line.indentation === (entry?.isName ?? true ? line.indentation : listIndentation);
        if (!isElement && !line.isMember) {
          if (entry === undefined) throw new SourceSyntaxError("expected a name", line.offset);
          entry.add(line);
          continue;
        }
        if (entry !== undefined) yield entry.read();
        listIndentation = isElement ? line.indentation : undefined;
        isEnded = line.isMember && DOCUMENT_END.test(line.text());
        entry = isEnded ? undefined : new YamlEntryText(line, this.#limits);
      }
    }
    if (!isEnded) {
      throw new SourceSyntaxError('the last line, "...", is missing; the file is incomplete', this.#offset);
    }
  }

  /** The lines of each piece that is read from the file. */
  async *#lines(): AsyncGenerator<Iterable<YamlLine>> {
    const chunk = new Uint8Array(CHUNK_BYTES);
    let rest = new Uint8Array(0);
    let offset = 0;
    for (let count; (count = await this.#source.read(chunk)) !== null;) {
      const bytes = new Uint8Array(rest.length + count);
      bytes.set(rest);
      bytes.set(chunk.subarray(0, count), rest.length);
      const end = bytes.lastIndexOf(0x0a) + 1;
      yield yamlLines(bytes.subarray(0, end), offset);
      offset += end;
      rest = bytes.subarray(end);
      if (rest.length <= this.#limits.valueBytes) continue;
      throw new SourceSyntaxError("line too long", offset);
    }
    yield yamlLines(rest, offset);
    this.#offset = offset + rest.length;
  }
}
