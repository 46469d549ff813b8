import { parsePropertyList } from "../../scan/files/property_list.ts";
import {
  type PropertyListDict,
  PropertyListError,
  type PropertyListValue,
} from "../../scan/files/property_list_value.ts";
import { expandXmlEntities } from "../../scan/files/xml_entities.ts";
import { FileFormatError } from "../file_format_error.ts";
import { writePropertyList } from "../xml/property_list_writer.ts";
import { xmlText } from "../xml/xml_text.ts";
import { editText, type XmlTag, xmlTags } from "./xml_tags.ts";

/** A value of a dictionary in a property list of XML, with its place in the text. */
interface Entry {
  readonly key: string;
  /** Of the tag `key`. */
  readonly start: number;
  /** The index of the value's first tag. */
  readonly value: number;
  /** Behind the value. */
  readonly end: number;
}

/**
 * A property list whose values can be changed one by one. All other bytes of one
 * in XML stay; a binary one becomes XML with its first change.
 */
export class EditedPropertyList {
  #text: string;
  #dict: PropertyListDict;
  #isChanged = false;

  /** @throws {FileFormatError} for anything but a property list whose value is a dictionary. */
  constructor(bytes: Uint8Array) {
    this.#dict = parseDict(bytes);
    const isBinary = new TextDecoder("latin1").decode(bytes.subarray(0, 6)) === "bplist";
    this.#text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(
      isBinary ? writePropertyList(this.#dict) : bytes,
    );
  }

  /** The values now. */
  get dict(): PropertyListDict {
    return this.#dict;
  }

  /** Whether a value has been set or removed. */
  get isChanged(): boolean {
    return this.#isChanged;
  }

  /** The bytes of the list now. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return new TextEncoder().encode(this.#text);
  }

  /**
   * Sets a value of the dictionary, or of a dictionary in it.
   *
   * @param path One key or two.
   * @param value Unset to remove it.
   */
  set(path: readonly [string, string?], value: PropertyListValue | undefined): void {
    const [key, inner] = path;
    const known = this.#dict.get(key);
    if (inner !== undefined && !(known instanceof Map)) {
      if (value !== undefined) this.set([key], new Map([[inner, value]]));
      return;
    }
    this.#edit(key, inner, value);
    this.#dict = parseDict(this.bytes);
  }

  #edit(key: string, inner: string | undefined, value: PropertyListValue | undefined): void {
    const tags = xmlTags(this.#text);
    const root = tags.findIndex(({ name, depth }) => name === "dict" && depth === 1);
    const dict = inner === undefined
      ? root
      : entriesOf(this.#text, tags, root).find((one) => one.key === key)!.value;
    const indentation = "\t".repeat(inner === undefined ? 1 : 2);
    const tag = tags[dict]!;
    const wanted = inner ?? key;
    const entry = entriesOf(this.#text, tags, dict).find((one) => one.key === wanted);
    if (value === undefined) {
      if (entry !== undefined) this.#remove(entry);
      return;
    }
    const text = valueText(value, indentation);
    if (entry !== undefined) return this.#replace(tags[entry.value]!.start, entry.end, text);
    const line = `${indentation}<key>${xmlText(wanted)}</key>\n${indentation}${text}\n`;
    if (tag.kind === "empty") {
      return this.#replace(tag.start, tag.end, `<dict>\n${line}${indentation.slice(1)}</dict>`);
    }
    const close = tags.findIndex(({ kind, depth }, index) =>
      index > dict && kind === "close" && depth === tag.depth
    );
    const end = tags[close]!.start;
    const start = lineStart(this.#text, end);
    const isOnNewLine = start === 0 || this.#text[start - 1] === "\n";
    if (isOnNewLine) this.#replace(start, start, line);
    else this.#replace(end, end, `<key>${xmlText(wanted)}</key>${text}`);
  }

  /** Removes an entry, with its lines where it has lines of its own. */
  #remove({ start, end }: Entry): void {
    const [first, last] = [lineStart(this.#text, start), lineEnd(this.#text, end)];
    const isAlone = (first === 0 || this.#text[first - 1] === "\n") && last > end;
    if (isAlone) this.#replace(first, last, "");
    else this.#replace(start, end, "");
  }

  #replace(start: number, end: number, text: string): void {
    this.#text = editText(this.#text, [{ start, end, text }]);
    this.#isChanged = true;
  }
}

/**
 * Reads a property list.
 *
 * @throws {FileFormatError} for anything but one whose value is a dictionary.
 */
function parseDict(bytes: Uint8Array): PropertyListDict {
  try {
    const list = parsePropertyList(bytes);
    if (list instanceof Map) return list;
  } catch (error) {
    if (error instanceof PropertyListError) throw new FileFormatError("invalid", `it ${error.message}`);
    throw error;
  }
  throw new FileFormatError("invalid", "it is not a dictionary");
}

/** The entries of the dictionary whose tag has this index. */
function entriesOf(text: string, tags: readonly XmlTag[], dict: number): Entry[] {
  const { kind, depth } = tags[dict]!;
  if (kind === "empty") return [];
  const entries: Entry[] = [];
  let key: { readonly text: string; readonly start: number } | undefined;
  for (let at = dict + 1; !(tags[at]!.kind === "close" && tags[at]!.depth === depth); at++) {
    const tag = tags[at]!;
    if (tag.depth !== depth + 1 || tag.kind === "close") continue;
    const last = tag.kind === "empty" ? at : closeOf(tags, at);
    if (key === undefined) {
      const content = tag.kind === "empty" ? "" : text.slice(tag.end, tags[last]!.start);
      const reference = (name: string) =>
        new FileFormatError("invalid", `it has the unknown entity "${name}"`);
      key = { text: expandXmlEntities(content, reference), start: tag.start };
    } else {
      entries.push({ key: key.text, start: key.start, value: at, end: tags[last]!.end });
      key = undefined;
    }
  }
  return entries;
}

function closeOf(tags: readonly XmlTag[], open: number): number {
  const { depth } = tags[open]!;
  return tags.findIndex((tag, index) => index > open && tag.kind === "close" && tag.depth === depth);
}

/** A value with the indentation of its key; its first line has none. */
function valueText(value: PropertyListValue, indentation: string): string {
  const document = new TextDecoder().decode(writePropertyList(value));
  const lines = document.slice(document.indexOf("<plist"), document.lastIndexOf("</plist>")).split("\n");
  return lines.slice(1, -1).join(`\n${indentation}`);
}

/** The start of a line that has nothing before this place, else the place itself. */
function lineStart(text: string, at: number): number {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  return text.slice(start, at).trim() === "" ? start : at;
}

/** The end of a line that has nothing behind this place, else the place itself. */
function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end >= 0 && text.slice(at, end).trim() === "" ? end + 1 : at;
}
