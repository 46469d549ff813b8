import { parseName } from "../../model/curation/names.ts";
import type { PluginName, SaidFile, SaidPlugin } from "../../model/curation/said_plugin.ts";
import { CurationFileError, foreignTags, inFile, wholeLines } from "./file_text.ts";

/** A value of a file with its line. */
interface Entry {
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

type Sections = ReadonlyMap<string, readonly Entry[]>;

/** The folder whose plugins are favorites as well. */
const FAVORITES = "favorites";

/** Kinds of items of a folder: those that hosts other than REAPER load. */
const LV2 = "1";
const VST = "3";
const AUDIO_UNIT = "5";
const CLAP = "7";

/** A folder's item that is a search of REAPER's own. */
const SMART_FOLDER = "1048576";

/** Whether a text begins as REAPER's settings do. */
export function isReaperFile(text: string): boolean {
  return /^\s*\[(category|developer|Folders?\d*)\]\r?$/im.test(text.slice(0, 64 * 1024));
}

/**
 * Reads REAPER's `reaper-fxtags.ini` or `reaper-fxfolders.ini`: folders are
 * collections, and categories are tags.
 */
export function readReaperFile(text: string): SaidFile {
  const sections = sectionsOf(text);
  const plugins = [...foldersOf(sections), ...(sections.get("category") ?? []).map(categoriesOf)];
  return { source: "reaper", plugins, tags: [], suppliedOnly: 0, isExact: false };
}

function sectionsOf(text: string): Sections {
  const sections = new Map<string, Entry[]>();
  let entries: Entry[] | undefined;
  for (const [index, line] of wholeLines(text.replace(/^\u{feff}/u, "")).entries()) {
    const title = /^\s*\[(.+)\]\s*$/.exec(line)?.[1];
    if (title !== undefined) {
      entries = sections.get(title.toLowerCase()) ?? [];
      sections.set(title.toLowerCase(), entries);
    } else if (line.trim() !== "" && !line.startsWith(";")) {
      // Keys can contain the sign, as URIs do; categories and numbers do not.
      const at = /^\s*(Item|Name)\d+=/i.test(line) ? line.indexOf("=") : line.lastIndexOf("=");
      if (at < 1 || entries === undefined) throw new CurationFileError('"NAME=VALUE" is expected', index + 1);
      entries.push({ key: line.slice(0, at).trim(), value: line.slice(at + 1).trim(), line: index + 1 });
    }
  }
  return sections;
}

function* foldersOf(sections: Sections): Generator<SaidPlugin> {
  const list = sections.get("folders");
  if (list === undefined) {
    if ([...sections.keys()].some((name) => /^folder\d+$/.test(name))) {
      throw new CurationFileError('it has folders and no section "Folders", so it is cut off');
    }
    return;
  }
  const count = numberOf(list, "nbfolders");
  for (let index = 0; index < count; index++) {
    const name = find(list, `name${index}`);
    const id = find(list, `id${index}`);
    if (name === undefined || id === undefined) {
      throw new CurationFileError(`it has ${count} folders, and names ${index}`, list.at(-1)?.line);
    }
    const collection = inFile(() => parseName(name.value, "collection"), name.line);
    yield* itemsOf(sections.get(`folder${id.value}`) ?? [], collection);
  }
}

function* itemsOf(entries: readonly Entry[], collection: string): Generator<SaidPlugin> {
  const count = numberOf(entries, "nb");
  for (let index = 0; index < count; index++) {
    const item = find(entries, `item${index}`);
    const type = find(entries, `type${index}`);
    if (item === undefined || type === undefined) {
      throw new CurationFileError(
        `the folder "${collection}" has ${count} items, and item ${index} is not there`,
        entries.at(-1)?.line,
      );
    }
    const isSearch = type.value === SMART_FOLDER;
    yield {
      plugin: itemName(type.value, item.value),
      shown: isSearch ? `the search "${item.value}"` : item.value,
      collections: [collection],
      ...(collection.toLowerCase() === FAVORITES ? { isFavorite: true } : {}),
    };
  }
}

function itemName(type: string, item: string): PluginName {
  if (type === LV2) return { by: "native id", format: "lv2", nativeId: item };
  if (type === CLAP) return { by: "native id", format: "clap", nativeId: item };
  if (type === AUDIO_UNIT) return { by: "title", title: item };
  return type === VST ? fileName(item) : { by: "nothing" };
}

/** `<` precedes the number of one of a file's plugins. */
function fileName(text: string): PluginName {
  const [file = "", member] = text.split("<");
  return { by: "file", file, ...(member === undefined ? {} : { member }) };
}

/** A key tells by its form how it names a plugin. */
function categoriesOf({ key, value, line }: Entry): SaidPlugin {
  return { plugin: keyName(key), shown: key, tags: foreignTags(value.split("|"), line) };
}

function keyName(key: string): PluginName {
  if (/\.(vst3?|dll|so|dylib|component)(<|$)/i.test(key)) return fileName(key);
  if (/^[a-z][a-z0-9+.-]*:(\/\/|\S*$)/i.test(key)) return { by: "native id", format: "lv2", nativeId: key };
  if (key.includes(": ")) return { by: "title", title: key };
  return { by: "native id", format: "clap", nativeId: key };
}

function find(entries: readonly Entry[], key: string): Entry | undefined {
  return entries.find((entry) => entry.key.toLowerCase() === key);
}

/** @throws {CurationFileError} for a count that is missing, as in a file that is cut off. */
function numberOf(entries: readonly Entry[], key: string): number {
  const entry = find(entries, key);
  if (entry === undefined) {
    throw new CurationFileError(`"${key}" is missing, so the file is cut off`, entries.at(-1)?.line);
  }
  const count = Number(entry.value);
  if (Number.isInteger(count) && count >= 0 && count <= 100_000) return count;
  throw new CurationFileError(`"${entry.value.slice(0, 40)}" is not a number of items`, entry.line);
}
