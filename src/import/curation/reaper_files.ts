import {
  readReaperFolders,
  REAPER_FAVORITES,
  REAPER_ITEMS,
  type ReaperItem,
} from "../../file_formats/daws/reaper_folders.ts";
import { type IniEntry, ReaperIni } from "../../file_formats/daws/reaper_ini.ts";
import { FileFormatError } from "../../file_formats/file_format_error.ts";
import { parseName } from "../../model/curation/names.ts";
import type { PluginName, SaidFile, SaidPlugin } from "../../model/curation/said_plugin.ts";
import { CurationFileError, foreignTags, inFile, wholeLines } from "./file_text.ts";

/** The folder whose plugins are favorites as well. */
const FAVORITES = "favorites";

/** Whether a text begins as REAPER's settings do. */
export function isReaperFile(text: string): boolean {
  return /^\s*\[(category|developer|Folders?\d*)\]\r?$/im.test(text.slice(0, 64 * 1024));
}

/**
 * Reads REAPER's `reaper-fxtags.ini` or `reaper-fxfolders.ini`: folders are
 * collections, and categories are tags.
 */
export function readReaperFile(text: string): SaidFile {
  // A line without an end is one that is cut off.
  wholeLines(text);
  const ini = new ReaperIni(text);
  const [fault] = ini.faults;
  if (fault !== undefined) throw new CurationFileError('"NAME=VALUE" is expected', fault);
  const plugins = [...foldersOf(ini), ...ini.entries("category").map(categoriesOf)];
  return { source: "reaper", plugins, tags: [], suppliedOnly: 0, isExact: false };
}

function foldersOf(ini: ReaperIni): SaidPlugin[] {
  try {
    return readReaperFolders(ini).flatMap(({ id, name, line, items }) => {
      const collection = inFile(() => parseName(name, "collection"), line);
      const isFavorites = id === REAPER_FAVORITES || collection.toLowerCase() === FAVORITES;
      return items.map((item) => ({
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
function categoriesOf({ key, value, line }: IniEntry): SaidPlugin {
  return { plugin: keyName(key), shown: key, tags: foreignTags(value.split("|"), line) };
}

function keyName(key: string): PluginName {
  if (/\.(vst3?|dll|so|dylib|component)(<|$)/i.test(key)) return fileName(key);
  if (/^[a-z][a-z0-9+.-]*:(\/\/|\S*$)/i.test(key)) return { by: "native id", format: "lv2", nativeId: key };
  if (key.includes(": ")) return { by: "title", title: key };
  return { by: "native id", format: "clap", nativeId: key };
}
