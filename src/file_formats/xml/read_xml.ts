import { SaxesParser } from "saxes";
import { statedXmlEncoding } from "../../scan/files/decode_xml.ts";
import { type FileFault, FileFormatError } from "../file_format_error.ts";
import type { XmlAttributes, XmlElement } from "./xml_element.ts";

/** Who reads a document. */
export interface XmlListener {
  /**
   * An element begins; those inside of a kept one are not told.
   *
   * @returns Whether to keep the element with all that is in it.
   */
  open(name: string, attributes: XmlAttributes): boolean;
  /** Whether to leave out the text of elements of this name in kept ones; by default all text is held. */
  skipsText?(name: string): boolean;
  /** An element ends that was not kept. */
  close?(name: string): void;
  /** A kept element is complete. */
  kept(element: XmlElement): void;
}

/** Deepest nesting; racks within racks have some 200 levels. */
const MOST_DEPTH = 1000;

/** Most attributes of one element. */
const MOST_ATTRIBUTES = 4096;

/** Most elements inside of a kept one. */
const MOST_KEPT = 200_000;

/** The digits of a state of 64 MiB. */
const MOST_TEXT = 128 * 1024 * 1024;

/** An element that is being kept. */
interface OpenElement {
  readonly name: string;
  readonly attributes: XmlAttributes;
  readonly children: XmlElement[];
  readonly keepsText: boolean;
  text: string;
}

/**
 * Reads an XML document from its bytes as they come, in memory that does not
 * grow with it: only the elements that the listener keeps are held. Entities
 * of a document are unknown, so they cannot grow. Names keep their prefixes.
 *
 * @param mostText The most characters of an attribute or a comment, and of the text in a kept element.
 * @throws {FileFormatError}
 */
export function readXml(
  pieces: Iterable<Uint8Array>,
  listener: XmlListener,
  mostText: number = MOST_TEXT,
): void {
  new XmlReader(listener, mostText).read(pieces);
}

class XmlReader {
  readonly #listener: XmlListener;
  readonly #mostText: number;
  readonly #parser = new SaxesParser({ xmlns: false });
  /** From the kept element down to the one that is open. */
  readonly #open: OpenElement[] = [];
  #depth = 0;
  #attributes = 0;
  #kept = 0;
  #keptText = 0;
  /** Characters that the parser was given. */
  #given = 0;
  /** Where the last thing ended, and whether text follows that nobody wants. */
  #last = 0;
  #isIgnoredText = true;
  #hasRoot = false;

  constructor(listener: XmlListener, mostText: number) {
    this.#listener = listener;
    this.#mostText = mostText;
    this.#parser.on("opentag", (tag) => this.#begin(tag.name, tag.attributes));
    this.#parser.on("closetag", (tag) => this.#end(tag.name));
    this.#parser.on("attribute", () => {
      this.#told(false);
      if (++this.#attributes > MOST_ATTRIBUTES) {
        throw new FileFormatError("too-large", `has an element with more than ${MOST_ATTRIBUTES} attributes`);
      }
    });
    this.#parser.on("cdata", (text) => this.#addText(text));
    for (const event of ["comment", "processinginstruction", "doctype"] as const) {
      this.#parser.on(event, () => this.#told(this.#open.at(-1)?.keepsText !== true));
    }
  }

  read(pieces: Iterable<Uint8Array>): void {
    let decoder: TextDecoder | undefined;
    for (const piece of pieces) {
      decoder ??= decoderOf(piece);
      this.#write(decodedBy(decoder, piece));
    }
    if (decoder !== undefined) this.#write(decodedBy(decoder));
    if (!this.#hasRoot) throw new FileFormatError("truncated", "has no element of XML");
    if (this.#depth > 0) throw new FileFormatError("truncated", `ends within ${this.#depth} elements of XML`);
    this.#parse(() => this.#parser.close(), "truncated");
  }

  #write(text: string): void {
    const start = this.#given;
    this.#given += text.length;
    this.#parse(() => this.#parser.write(text), "invalid");
    // The parser holds a thing until it is complete, except text that nobody wants.
    if (this.#isIgnoredText) {
      const tag = text.indexOf("<", Math.max(0, this.#last - start));
      if (tag < 0) return;
      this.#told(false, start + tag);
    }
    this.#checkText(this.#given - this.#last);
  }

  #parse(step: () => void, fault: FileFault): void {
    try {
      step();
    } catch (error) {
      if (error instanceof FileFormatError || !(error instanceof Error)) throw error;
      throw new FileFormatError(fault, `is not valid XML: ${error.message.replace(/\.$/, "")}`, {
        cause: error,
      });
    }
  }

  #told(isIgnoredText: boolean, place = this.#parser.position): void {
    this.#last = place;
    this.#isIgnoredText = isIgnoredText;
  }

  #begin(name: string, attributes: XmlAttributes): void {
    this.#hasRoot = true;
    this.#attributes = 0;
    if (++this.#depth > MOST_DEPTH) {
      throw new FileFormatError("too-large", `has more than ${MOST_DEPTH} elements inside of each other`);
    }
    if (this.#open.length > 0) {
      if (++this.#kept > MOST_KEPT) {
        throw new FileFormatError("too-large", `has more than ${MOST_KEPT} elements in one that is kept`);
      }
      this.#push(name, attributes);
    } else if (this.#listener.open(name, attributes)) {
      this.#kept = 0;
      this.#keptText = 0;
      this.#push(name, attributes);
    }
    this.#listen();
  }

  #push(name: string, attributes: XmlAttributes): void {
    const keepsText = this.#listener.skipsText?.(name) !== true;
    this.#open.push({ name, attributes, children: [], text: "", keepsText });
  }

  /** Lets the parser hold the text that follows, or not. */
  #listen(): void {
    const isWanted = this.#open.at(-1)?.keepsText === true;
    if (isWanted) this.#parser.on("text", (text) => this.#addText(text));
    else this.#parser.off("text");
    this.#told(!isWanted);
  }

  #addText(text: string): void {
    const element = this.#open.at(-1);
    if (element?.keepsText) {
      this.#keptText += text.length;
      this.#checkText(this.#keptText);
      element.text += text;
    }
    this.#told(element?.keepsText !== true);
  }

  #end(name: string): void {
    this.#depth--;
    const element = this.#open.pop();
    const parent = this.#open.at(-1);
    if (element === undefined) this.#listener.close?.(name);
    else if (parent !== undefined) parent.children.push(element);
    else this.#listener.kept(element);
    this.#listen();
  }

  #checkText(characters: number): void {
    if (characters <= this.#mostText) return;
    throw new FileFormatError("too-large", `has more than ${this.#mostText} characters in one piece of XML`);
  }
}

/** A decoder for the encoding that a document states. */
function decoderOf(start: Uint8Array): TextDecoder {
  const encoding = statedXmlEncoding(start) ?? "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new FileFormatError("unsupported", `is XML in an unknown encoding, "${encoding.slice(0, 80)}"`, {
      cause: error,
    });
  }
}

/** @param piece Unset at the end. */
function decodedBy(decoder: TextDecoder, piece?: Uint8Array): string {
  try {
    return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new FileFormatError("invalid", `is XML with bytes that are not ${decoder.encoding} text`, {
      cause: error,
    });
  }
}
