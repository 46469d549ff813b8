import {
  readReaperFolders,
  REAPER_FAVORITES,
  REAPER_ITEMS,
  type ReaperItem,
} from "../../file_formats/daws/reaper_folders.ts";
import { type IniEntry, ReaperIni } from "../../file_formats/daws/reaper_ini.ts";
import { FileFormatError } from "../../file_formats/file_format_error.ts";
import { nameKey, parseName } from "../../model/curation/names.ts";
import type { PluginName, SaidFile, SaidPlugin } from "../../model/curation/said_plugin.ts";
import type { ExportedThings } from "./exported_things.ts";
import { CurationFileError, foreignTags, inFile } from "./file_text.ts";

/** The folder whose plugins are favorites as well. */
const FAVORITES = "favorites";

/** Whether a file begins as REAPER's settings do, whatever its encoding. */
export function isReaperFile(bytes: Uint8Array): boolean {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 64 * 1024));
  return /^(\xef\xbb\xbf)?\s*\[(category|developer|Folders?\d*)\]\r?$/im.test(start);
}

/**
 * Reads REAPER's `reaper-fxtags.ini` or `reaper-fxfolders.ini`: folders are
 * collections, and categories are tags.
 */
export function readReaperFile(text: string, exported: ExportedThings): SaidFile {
  const ini = new ReaperIni(text);
  const [fault] = ini.faults;
  if (fault !== undefined) throw new CurationFileError('"NAME=VALUE" is expected', fault);
  const plugins = [
    ...foldersOf(ini, exported),
    ...ini.entries("category").flatMap((entry) => categoriesOf(entry, exported)),
  ];
  return {
    source: "reaper",
    plugins,
    tags: [],
    suppliedOnly: 0,
    exported: exported.count,
    isExact: false,
  };
}

function foldersOf(ini: ReaperIni, exported: ExportedThings): SaidPlugin[] {
  try {
    return readReaperFolders(ini).flatMap(({ id, name, line, items }) => {
      const collection = inFile(() => parseName(name, "collection"), line);
      const isFavorites = id === REAPER_FAVORITES || collection.toLowerCase() === FAVORITES;
      // By its number, since its name depends on REAPER's language.
      const said = exported.marks.said("item", id === REAPER_FAVORITES ? FAVORITES : nameKey(name));
      const own = exported.without(
        items,
        ({ type, item }) => said.some(([, ofType, one]) => ofType === type && one === item),
      );
      return own.map((item) => ({
        ...itemOf(item, collection),
        ...(isFavorites ? { isFavorite: true } : {}),
      }));
    });
  } catch (error) {
    if (error instanceof FileFormatError) throw new CurationFileError(error.message);
    throw error;
  }
}

function itemOf({ type, item }: ReaperItem, collection: string): SaidPlugin {
  return {
    plugin: itemName(type, item),
    shown: type === REAPER_ITEMS.search ? `the search "${item}"` : item,
    collections: [collection],
  };
}

function itemName(type: string, item: string): PluginName {
  if (type === REAPER_ITEMS.lv2) return { by: "native id", format: "lv2", nativeId: item };
  if (type === REAPER_ITEMS.clap) return { by: "native id", format: "clap", nativeId: item };
  if (type === REAPER_ITEMS.audioUnit) return { by: "title", title: item };
  return type === REAPER_ITEMS.vst ? fileName(item) : { by: "nothing" };
}

/** `<` precedes the number of one of a file's plugins. */
function fileName(text: string): PluginName {
  const [file = "", member] = text.split("<");
  return { by: "file", file, ...(member === undefined ? {} : { member }) };
}

/** A key tells by its form how it names a plugin. */
function categoriesOf({ key, value, line }: IniEntry, exported: ExportedThings): SaidPlugin[] {
  const ours = new Set(exported.marks.said("word", key.toLowerCase()).map(([, word]) => nameKey(word!)));
  const words = value.split("|");
  const own = exported.without(words, (word) => ours.has(nameKey(word)));
  if (own.length === 0) return [];
  return [{ plugin: keyName(key), shown: key, tags: foreignTags(own, line) }];
}

function keyName(key: string): PluginName {
  if (/\.(vst3?|dll|so|dylib|component)(<|$)/i.test(key)) return fileName(key);
  if (/^[a-z][a-z0-9+.-]*:(\/\/|\S*$)/i.test(key)) return { by: "native id", format: "lv2", nativeId: key };
  if (key.includes(": ")) return { by: "title", title: key };
  return { by: "native id", format: "clap", nativeId: key };
}
