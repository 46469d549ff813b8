import { cleanText } from "../model/text.ts";
import type { SkipCode } from "../model/imported_record.ts";
import type { PluginFormat } from "../model/plugin_format.ts";
import { formatOf } from "./legacy_record.ts";

/** The extension of a module's file or bundle. */
const EXTENSIONS: Partial<Record<PluginFormat, string>> = {
  vst3: "vst3",
  au: "component",
  lv2: "lv2",
  clap: "clap",
  vst2: "vst",
};

/**
 * Escapes for the special characters of a pattern. They are sets of one
 * character, since a backslash would be a separator on Windows. A set cannot
 * contain a brace, so "?" matches it.
 */
const MEANT_ITSELF: Readonly<Record<string, string>> = { "*": "[*]", "?": "[?]", "[": "[[]", "{": "?" };

/** Longest name of a file anywhere. */
const MAXIMUM_NAME_BYTES = 255;

/**
 * An entry of an ignore list, `<type>/<file stem>`, as a pattern of ours.
 *
 * @returns `undefined` for any other text, and the reason for an entry that
 *     matches no file.
 */
export function ignorePattern(entry: string): string | { readonly skip: SkipCode } | undefined {
  const slash = entry.indexOf("/");
  if (slash < 1) return undefined;
  const type = entry.slice(0, slash);
  const stem = entry.slice(slash + 1);
  // Written for Audio Units whose location was unknown.
  if (stem === "unknown URL") return { skip: "unknown-location" };
  const format = formatOf(type);
  const extension = format === undefined ? undefined : EXTENSIONS[format];
  if (extension === undefined) return { skip: "unknown-format" };
  const { text, isCut } = cleanText(stem, MAXIMUM_NAME_BYTES);
  // A stem is a file name; anything else would become a different pattern.
  if (text === "" || isCut || text !== stem || /[\\/]/.test(stem)) return { skip: "invalid" };
  const plain = text.replace(/[*?[{]/g, (character) => MEANT_ITSELF[character]!);
  // A line that begins with "#" would be a comment.
  return `${plain.replace(/^#/, "[#]")}.${extension}`;
}
