import { FileFormatError } from "../file_format_error.ts";

/** Who is told of the tags of a document. */
export interface TagListener {
  /** An element begins. `attribute` reads one of its attributes. */
  open(name: string, attribute: (name: string) => string | undefined): void;
  /** An element ends; also told for one without contents. */
  close(name: string): void;
}

/** Deepest nesting; racks within racks have some 200 levels. */
const MOST_DEPTH = 1000;

/** Longest tag. */
const MOST_TAG = 1024 * 1024;

const EXCLAMATION = "!".charCodeAt(0);
const QUESTION = "?".charCodeAt(0);
const SPACE = " ".charCodeAt(0);
const SLASH = "/".charCodeAt(0);

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

/**
 * Reads the tags of the XML that Live writes, and skips all text, the states of
 * plugins among it. Live's sets have hundreds of megabytes, which a parser of
 * all of XML reads five times slower. What Live never writes, such as entities
 * of a document, is refused.
 *
 * @throws {FileFormatError}
 */
export function readLiveTags(pieces: Iterable<Uint8Array>, listener: TagListener): void {
  const reader = new TagReader(listener);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for (const piece of pieces) reader.write(decoder.decode(piece, { stream: true }));
    reader.write(decoder.decode());
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new FileFormatError("invalid", "is not UTF-8 text", { cause: error });
  }
  reader.end();
}

class TagReader {
  readonly #listener: TagListener;
  /** Names of the open elements. */
  readonly #open: string[] = [];
  /** The beginning of a tag whose end is in the next piece. */
  #rest = "";
  #hasRoot = false;
  /** The attributes of the tag that the listener is told of. */
  #text = "";
  #from = 0;
  #end = 0;
  /** One function for all tags, of which there are millions. */
  readonly #attribute = (name: string): string | undefined =>
    attributeIn(this.#text.slice(this.#from, this.#end), name);

  constructor(listener: TagListener) {
    this.#listener = listener;
  }

  write(piece: string): void {
    const text = this.#rest === "" ? piece : this.#rest + piece;
    let at = text.indexOf("<");
    while (at >= 0) {
      const end = endOfTag(text, at);
      if (end < 0) break;
      this.#tag(text, at, end);
      at = text.indexOf("<", end + 1);
    }
    this.#rest = at < 0 ? "" : text.slice(at);
    if (this.#rest.length > MOST_TAG) {
      throw new FileFormatError("too-large", `has more than ${MOST_TAG} characters in one tag of XML`);
    }
  }

  end(): void {
    if (!this.#hasRoot) throw new FileFormatError("truncated", "has no element of XML");
    const depth = this.#open.length;
    if (depth > 0 || this.#rest !== "") {
      throw new FileFormatError("truncated", `ends within ${depth} elements of XML`);
    }
  }

  #tag(text: string, at: number, end: number): void {
    const first = text.charCodeAt(at + 1);
    if (first === SLASH) return this.#closed(text.slice(at + 2, endOfName(text, at + 2, end)));
    if (first === QUESTION) return;
    if (first === EXCLAMATION) {
      if (text.startsWith("<!--", at)) return;
      throw new FileFormatError("unsupported", "declares a type of document, which Live does not");
    }
    const isEmpty = text.charCodeAt(end - 1) === SLASH;
    this.#text = text;
    this.#from = endOfName(text, at + 1, end);
    this.#end = end;
    const name = text.slice(at + 1, this.#from);
    if (name === "") throw new FileFormatError("invalid", "is not valid XML: a tag has no name");
    if (this.#open.length === 0 && this.#hasRoot) {
      throw new FileFormatError("invalid", "is not valid XML: it has two roots");
    }
    if (this.#open.length >= MOST_DEPTH) {
      throw new FileFormatError("too-large", `has more than ${MOST_DEPTH} elements inside of each other`);
    }
    this.#hasRoot = true;
    this.#listener.open(name, this.#attribute);
    if (isEmpty) this.#listener.close(name);
    else this.#open.push(name);
  }

  #closed(name: string): void {
    if (this.#open.pop() !== name) {
      throw new FileFormatError(
        "invalid",
        `is not valid XML: "</${name.slice(0, 80)}>" ends another element`,
      );
    }
    this.#listener.close(name);
  }
}

/** A name ends before white space or the end of its tag. */
function endOfName(text: string, from: number, end: number): number {
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code <= SPACE || code === SLASH) return at;
  }
  return end;
}

/** The place of the ">" that ends a tag, which may also be in a quoted value; below 0 if it is not there yet. */
function endOfTag(text: string, at: number): number {
  if (text.startsWith("<!--", at)) {
    const end = text.indexOf("-->", at + 4);
    return end < 0 ? -1 : end + 2;
  }
  let end = text.indexOf(">", at);
  let from = at;
  let isQuoted = false;
  while (end >= 0) {
    for (let quote = text.indexOf('"', from); quote >= 0 && quote < end; quote = text.indexOf('"', from)) {
      isQuoted = !isQuoted;
      from = quote + 1;
    }
    if (!isQuoted) return end;
    from = Math.max(from, end);
    end = text.indexOf(">", end + 1);
  }
  return -1;
}

function attributeIn(tag: string, name: string): string | undefined {
  const start = tag.indexOf(` ${name}="`);
  if (start < 0) return undefined;
  const from = start + name.length + 3;
  const value = tag.slice(from, tag.indexOf('"', from));
  return value.includes("&") ? withoutEntities(value) : value;
}

function withoutEntities(value: string): string {
  return value.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{1,8}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const code = decimal === undefined ? parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
