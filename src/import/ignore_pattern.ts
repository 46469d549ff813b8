import { cleanText } from "../model/text.ts";
import type { SkipCode } from "../model/imported_record.ts";
import type { PluginFormat } from "../model/plugin_format.ts";
import { formatOf } from "./legacy_record.ts";

/** How the file or bundle of a module is called, after its stem. */
const EXTENSIONS: Partial<Record<PluginFormat, string>> = {
  vst3: "vst3",
  au: "component",
  lv2: "lv2",
  clap: "clap",
  vst2: "vst",
};

/**
 * What has a meaning of its own in a pattern, as a set of one: a backslash
 * would be a separator on Windows. Sets cannot hold a brace, so any character may stand there.
 */
const MEANT_ITSELF: Readonly<Record<string, string>> = { "*": "[*]", "?": "[?]", "[": "[[]", "{": "?" };

/** Longest name of a file anywhere. */
const MAXIMUM_NAME_BYTES = 255;

/**
 * An entry of an ignore list, `<type>/<file stem>`, as a pattern of ours.
 *
 * @returns `undefined` for a text that is no such entry, the reason where no
 *     file can be meant.
 */
export function ignorePattern(entry: string): string | { readonly skip: SkipCode } | undefined {
  const slash = entry.indexOf("/");
  if (slash < 1) return undefined;
  const type = entry.slice(0, slash);
  const stem = entry.slice(slash + 1);
  // What listed Audio Units wrote in place of a location that it did not know.
  if (stem === "unknown URL") return { skip: "unknown-location" };
  const format = formatOf(type);
  const extension = format === undefined ? undefined : EXTENSIONS[format];
  if (extension === undefined) return { skip: "unknown-format" };
  const { text, isCut } = cleanText(stem, MAXIMUM_NAME_BYTES);
  // A stem is the name of a file; with anything else in it the pattern would be another one.
  if (text === "" || isCut || text !== stem || /[\\/]/.test(stem)) return { skip: "invalid" };
  const plain = text.replace(/[*?[{]/g, (character) => MEANT_ITSELF[character]!);
  // A line that begins with it would be a comment.
  return `${plain.replace(/^#/, "[#]")}.${extension}`;
}
