import type { PluginName, SaidFile } from "../../model/curation/said_plugin.ts";
import { parsePropertyList } from "../../scan/files/property_list.ts";
import { type PropertyListDict, PropertyListError } from "../../scan/files/property_list_value.ts";
import type { ExportedThings } from "./exported_things.ts";
import { CurationFileError, foreignTags } from "./file_text.ts";

/** A file's name: type, subtype and manufacturer as hexadecimal digits. */
const TAGSET_NAME = /^([0-9a-f]{8})-([0-9a-f]{8})-([0-9a-f]{8})\.tagset$/i;

/** The value of a tag that a person has given. */
const OF_USER = "user";

/** Reads Logic's tags of one plugin, whose id is the name of the file. */
export function readLogicTagset(
  bytes: Uint8Array,
  file: string,
  { all, exported }: { readonly all: boolean; readonly exported: ExportedThings },
): SaidFile {
  const codes = TAGSET_NAME.exec(file)?.slice(1);
  if (codes === undefined) throw new CurationFileError("its name is not that of three codes of a plugin");
  const dict = readDict(bytes);
  const tags = dict.get("tags") ?? new Map();
  if (!(tags instanceof Map)) throw new CurationFileError('"tags" is not a dictionary');
  const nickname = dict.get("nickname");
  const nativeId = codes.map(textOfCode).join(":");
  const plugin: PluginName = { by: "native id", format: "au", nativeId };
  const given = [...tags].filter(([, by]) => all || by === OF_USER).map(([tag]) => tag);
  const own = exported.without(given, (tag) => exported.marks.said("tag", tag).length > 0);
  const shown = typeof nickname === "string" && nickname !== "" ? nickname : nativeId;
  return {
    source: "logic",
    plugins: own.length === 0 && given.length > 0 ? [] : [{ plugin, shown, tags: foreignTags(own) }],
    tags: [],
    suppliedOnly: given.length === 0 && tags.size > 0 ? 1 : 0,
    exported: exported.count,
    isExact: false,
  };
}

/** Reads `MusicApps.tagpool`, all tags with the number of their plugins. */
export function readLogicTagpool(bytes: Uint8Array, exported: ExportedThings): SaidFile {
  const own = exported.without(
    [...readDict(bytes).keys()],
    (tag) => exported.marks.said("tag", tag).length > 0,
  );
  return {
    source: "logic",
    plugins: [],
    tags: foreignTags(own),
    suppliedOnly: 0,
    exported: exported.count,
    isExact: false,
  };
}

function readDict(bytes: Uint8Array): PropertyListDict {
  try {
    const list = parsePropertyList(bytes);
    if (list instanceof Map) return list;
    throw new CurationFileError("it is not a dictionary");
  } catch (error) {
    if (error instanceof PropertyListError) throw new CurationFileError(`it ${error.message}`);
    throw error;
  }
}

function textOfCode(hex: string): string {
  const bytes = hex.match(/../g)!.map((digits) => Number.parseInt(digits, 16));
  return String.fromCharCode(...bytes);
}
