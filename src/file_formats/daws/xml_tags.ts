import { expandXmlEntities } from "../../scan/files/xml_entities.ts";
import { FileFormatError } from "../file_format_error.ts";
import { readXml } from "../xml/read_xml.ts";
import { xmlText } from "../xml/xml_text.ts";

/** A tag of a document with its place in the text. */
export interface XmlTag {
  readonly kind: "open" | "close" | "empty";
  readonly name: string;
  readonly start: number;
  /** Behind its last character. */
  readonly end: number;
  /** How many elements are around it. */
  readonly depth: number;
}

/** Comments, sections and instructions are matched so that nothing in them looks like a tag. */
const MARKUP =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<!(?:"[^"]*"|'[^']*'|[^'">])*>|<(\/?)([^\s/>]+)((?:"[^"]*"|'[^']*'|[^'">])*)>/g;

/**
 * Finds the tags of a document, to change parts of it and leave all other bytes
 * as they are.
 *
 * @throws {FileFormatError} for text that is not well-formed, or declares entities of its own.
 */
export function xmlTags(text: string): XmlTag[] {
  readXml([new TextEncoder().encode(text)], { open: () => false, kept: () => {} });
  const tags: XmlTag[] = [];
  let depth = 0;
  for (const match of text.matchAll(MARKUP)) {
    const [markup, slash, name, rest = ""] = match;
    if (markup.startsWith("<!DOCTYPE") && markup.includes("[")) {
      throw new FileFormatError("unsupported", "it declares entities of its own");
    }
    if (name === undefined) continue;
    const kind = slash === "/" ? "close" : rest.endsWith("/") ? "empty" : "open";
    if (kind === "close") depth--;
    tags.push({ kind, name, start: match.index, end: match.index + markup.length, depth });
    if (kind === "open") depth++;
  }
  return tags;
}

const ATTRIBUTE = /([^\s=/<]+)(\s*=\s*)("[^"]*"|'[^']*')/g;

/** The attributes of a tag by their names. */
export function tagAttributes(text: string, { start, end }: XmlTag): Map<string, string> {
  return new Map([...text.slice(start, end).matchAll(ATTRIBUTE)].map(([, name, , quoted]) => [
    name!,
    expandXmlEntities(
      quoted!.slice(1, -1),
      (reference) => new FileFormatError("invalid", `it has the unknown entity "${reference}"`),
    ),
  ]));
}

/** The text of a tag in which some attributes have other values; new ones come last. */
export function withAttributes(tag: string, values: Readonly<Record<string, string>>): string {
  const missing = new Map(Object.entries(values));
  const changed = tag.replaceAll(ATTRIBUTE, (all, name: string, sign: string) => {
    const value = missing.get(name);
    if (value === undefined) return all;
    missing.delete(name);
    return `${name}${sign}"${xmlText(value)}"`;
  });
  const added = [...missing].map(([name, value]) => ` ${name}="${xmlText(value)}"`).join("");
  return changed.replace(/\s*\/?>$/, (ending) => added + ending);
}

/** A part of a text, and the text that replaces it. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Makes changes at places that do not overlap. */
export function editText(text: string, edits: readonly TextEdit[]): string {
  let result = "";
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}
