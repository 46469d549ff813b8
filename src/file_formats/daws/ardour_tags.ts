import { statedXmlEncoding } from "../../scan/files/decode_xml.ts";
import { FileFormatError } from "../file_format_error.ts";
import { xmlText } from "../xml/xml_text.ts";
import { editText, tagAttributes, type TextEdit, withAttributes, type XmlTag, xmlTags } from "./xml_tags.ts";

/** A plugin in Ardour's `plugin_tags`. */
export interface ArdourTags {
  readonly type: string;
  readonly id: string;
  readonly name: string;
  readonly tags: readonly string[];
  /** `1` if a person has chosen the tags; others came with Ardour. Unset where the file does not say. */
  readonly userSet?: string | undefined;
}

/** A change of {@linkcode ArdourTagsFile}; unset tags remove the plugin. */
export interface ArdourTagsChange extends Pick<ArdourTags, "type" | "id" | "name"> {
  readonly tags: readonly string[] | undefined;
  /** As in {@linkcode ArdourTags}. */
  readonly userSet: string | undefined;
}

/** A file without plugins. */
export const EMPTY_ARDOUR_TAGS = `<?xml version="1.0" encoding="UTF-8"?>
<PluginTags>
</PluginTags>
`;

const ROOT = "PluginTags";

/** Ardour's `plugin_tags`, in which everything but changed plugins keeps its bytes. */
export class ArdourTagsFile {
  readonly #text: string;
  readonly #places = new Map<string, XmlTag>();
  readonly #root: XmlTag;
  readonly #rootEnd: XmlTag;
  /** Plugins by {@linkcode ardourKey}. */
  readonly plugins: Map<string, ArdourTags> = new Map();

  /**
   * @param text Empty for a new file.
   * @throws {FileFormatError}
   */
  constructor(text: string) {
    this.#text = text === "" ? EMPTY_ARDOUR_TAGS : text;
    const start = new TextEncoder().encode(this.#text.replace("\ufeff", "").slice(0, 200));
    const encoding = statedXmlEncoding(start) ?? "UTF-8";
    if (!/^(utf-?8|us-ascii)$/i.test(encoding)) {
      throw new FileFormatError("unsupported", `it says that it is ${encoding}; UTF-8 is expected`);
    }
    const tags = xmlTags(this.#text);
    const root = tags[0];
    if (root?.name !== ROOT) throw new FileFormatError("invalid", `it has no element "${ROOT}"`);
    this.#root = root;
    this.#rootEnd = tags.at(-1)!;
    for (const tag of tags) {
      if (tag.name === "Plugin" && tag.depth === 1 && tag.kind !== "close") this.#add(tag);
    }
  }

  #add(tag: XmlTag): void {
    const attributes = tagAttributes(this.#text, tag);
    const type = attributes.get("type") ?? "";
    const id = attributes.get("id") ?? "";
    if (type === "" || id === "") throw new FileFormatError("invalid", "a plugin has no type or no id");
    const words = attributes.get("tags");
    if (words === undefined) throw new FileFormatError("invalid", `the plugin "${id}" has no tags`);
    const key = ardourKey(type, id);
    if (this.#places.has(key)) return;
    this.#places.set(key, tag);
    this.plugins.set(key, {
      type,
      id,
      name: attributes.get("name") ?? "",
      tags: words.split(/\s+/).filter((word) => word !== ""),
      userSet: attributes.get("user-set"),
    });
  }

  /** Whether the file is one element without anything in it, as Ardour writes an empty list. */
  get isOneElement(): boolean {
    return this.#root.kind === "empty";
  }

  /** The text of the file after some changes. */
  withChanges(changes: readonly ArdourTagsChange[]): string {
    const edits: TextEdit[] = [];
    const added: string[] = [];
    for (const { type, id, name, tags, userSet } of changes) {
      const place = this.#places.get(ardourKey(type, id));
      if (tags === undefined) {
        if (place !== undefined) edits.push({ ...this.#lineOf(place), text: "" });
        continue;
      }
      const values = { tags: tags.join(" "), ...(userSet === undefined ? {} : { "user-set": userSet }) };
      if (place === undefined) {
        const all = withAttributes("<Plugin/>", { type, id, tags: values.tags, name, "user-set": "1" });
        added.push(`  ${all}\n`);
        continue;
      }
      const old = this.#text.slice(place.start, place.end);
      const changed = withAttributes(old, values);
      const kept = userSet === undefined
        ? changed.replace(/\s+user-set\s*=\s*("[^"]*"|'[^']*')/, "")
        : changed;
      edits.push({ start: place.start, end: place.end, text: kept });
    }
    if (added.length > 0) edits.push(this.#append(added));
    if (edits.length === 0) return this.#text;
    return editText(this.#text, edits);
  }

  /** Behind the last plugin, on lines of their own. */
  #append(lines: readonly string[]): TextEdit {
    if (this.#root.kind === "empty") {
      const open = this.#text.slice(this.#root.start, this.#root.end).replace(/\/>$/, ">");
      return { start: this.#root.start, end: this.#root.end, text: `${open}\n${lines.join("")}</${ROOT}>` };
    }
    const at = this.#rootEnd.start;
    const isOwnLine = /\n[ \t]*$/.test(this.#text.slice(0, at));
    const lineStart = isOwnLine ? this.#text.lastIndexOf("\n", at - 1) + 1 : at;
    // Where lines are not kept, an export that is taken back must not leave an end of a line.
    const text = isOwnLine ? lines.join("") : lines.map((line) => line.trim()).join("");
    return { start: lineStart, end: lineStart, text };
  }

  /** An element with its line, where it has one of its own. */
  #lineOf(tag: XmlTag): { start: number; end: number } {
    const close = `</${tag.name}>`;
    const end = tag.kind === "empty" ? tag.end : this.#text.indexOf(close, tag.end) + close.length;
    const lineStart = this.#text.lastIndexOf("\n", tag.start) + 1;
    const lineEnd = this.#text.indexOf("\n", end);
    const isAlone = lineEnd >= 0 && this.#text.slice(lineStart, tag.start).trim() === "" &&
      this.#text.slice(end, lineEnd).trim() === "";
    return isAlone ? { start: lineStart, end: lineEnd + 1 } : { start: tag.start, end };
  }
}

/** The text of a file without plugins as one element again. */
export function asOneElement(text: string): string {
  return text.replace(/(<PluginTags(?:"[^"]*"|'[^']*'|[^'">])*)>\n<\/PluginTags>/, "$1/>");
}

/** A plugin's type and id in one; ids of VST3 are compared in any case. */
export function ardourKey(type: string, id: string): string {
  return `${type} ${type === "VST3" ? id.toUpperCase() : id}`;
}

/** A tag as Ardour writes it: one word in lower case. */
export function ardourTag(tag: string): string {
  return xmlSafe(tag).toLowerCase().replaceAll(/[\s,]+/g, "-");
}

/** Characters that XML cannot have become spaces, as they would in the file. */
function xmlSafe(text: string): string {
  return text.replaceAll(/[^&<>"\n\r\t]+/g, (part) => xmlText(part));
}
