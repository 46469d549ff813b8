import { EditedPropertyList } from "../file_formats/daws/property_list_edit.ts";
import { writePropertyList } from "../file_formats/xml/property_list_writer.ts";
import { categoryTitle } from "../model/daws/category_title.ts";
import type { ExportedPlugin } from "../model/daws/exported_plugin.ts";
import type { PropertyListValue } from "../scan/files/property_list_value.ts";
import { joinPath } from "../platform/paths.ts";
import { type DawFile, dawFileError, inDawFile, type PlannedFile } from "./daw_file.ts";
import {
  collectionsByPlugin,
  type ExportPlan,
  type ExportWish,
  sameFile,
  type SkippedPlugin,
  type Word,
} from "./export_plan.ts";
import { OwnedMarks } from "../model/daws/owned_marks.ts";

/** The value of a tag that a person has given. */
const OF_USER = "user";

/** The list of all tags with the number of their plugins. */
export const LOGIC_POOL = "MusicApps.tagpool";

/** The order of tags. */
export const LOGIC_PROPERTIES = "MusicApps.properties";

const SORTING = "sorting";

/** Logic's files. */
export interface LogicFiles {
  readonly folder: string;
  /** Reads a file of the folder. */
  readonly read: (name: string) => DawFile;
  /** Names of files that have tags of earlier exports. */
  readonly owned: readonly string[];
  /** Whether to make files for plugins that have none. */
  readonly create: boolean;
}

/**
 * Plans an export to Logic Pro: categories, tags and collections become tags of
 * Audio Units, favorites the tag "Favorites". Files are made only on request,
 * since Logic makes them itself when it first sees a plugin.
 *
 * @throws {PluginaryError} `daw-file` for a file that is damaged.
 */
export function planLogic({ folder, read, owned, create }: LogicFiles, wish: ExportWish): ExportPlan {
  const skipped: SkippedPlugin[] = [];
  const collections = collectionsByPlugin(wish.content);
  const files: PlannedFile[] = [];
  const wanted = new Map<string, ExportedPlugin>();
  for (const plugin of wish.content.plugins) {
    if (plugin.format === "au") wanted.set(tagsetName(plugin), plugin);
    else if (wordsOf(plugin, wish, collections).length > 0) {
      skipped.push({ plugin, reason: `Logic Pro does not load ${plugin.format.toUpperCase()} plugins` });
    }
  }
  const uses = new Map<string, number>();
  const count = (tag: string, change: number) => uses.set(tag, (uses.get(tag) ?? 0) + change);
  const others = wish.hasAllPlugins ? owned.filter((name) => name.endsWith(".tagset")) : [];
  for (const name of new Set([...wanted.keys(), ...others])) {
    const plugin = wanted.get(name);
    const words = plugin === undefined ? [] : wordsOf(plugin, wish, collections);
    const file = read(name);
    if (file.bytes === undefined && !create) {
      if (words.length > 0) {
        skipped.push({ plugin: plugin!, reason: "Logic Pro has no file for it yet; --create makes one" });
      }
      continue;
    }
    if (file.bytes === undefined && words.length === 0) continue;
    files.push(inDawFile(file.path, () => planTagset(file, plugin, words, wish, count)));
  }
  for (const name of [LOGIC_POOL, LOGIC_PROPERTIES]) {
    const file = read(name);
    if (file.bytes === undefined) continue;
    files.push(
      inDawFile(file.path, () => name === LOGIC_POOL ? planPool(file, uses) : planSorting(file, uses)),
    );
  }
  return { files: files.map((file) => ({ ...file, path: joinPath(folder, file.path) })), skipped };
}

/** The name of a plugin's file: type, subtype and manufacturer as hexadecimal digits. */
function tagsetName({ nativeId }: ExportedPlugin): string {
  const codes = nativeId.split(":").map((code) =>
    [...code].map((character) => character.charCodeAt(0).toString(16).padStart(2, "0")).join("")
  );
  return `${codes.join("-")}.tagset`;
}

function wordsOf(
  { id, category, tags, isFavorite }: ExportedPlugin,
  { parts }: ExportWish,
  collections: ReadonlyMap<string, readonly string[]>,
): Word[] {
  const words: Word[] = [
    ...category === undefined ? [] : [{ part: "categories" as const, text: categoryTitle(category) }],
    ...tags.map((text) => ({ part: "tags" as const, text })),
    ...isFavorite ? [{ part: "favorites" as const, text: "Favorites" }] : [],
    ...(collections.get(id) ?? [])
      // The sign separates levels of tags.
      .map((name) => ({ part: "collections" as const, text: name.replaceAll(":", "-") })),
  ];
  return words.filter(({ part }) => parts.has(part));
}

function planTagset(
  file: DawFile,
  plugin: ExportedPlugin | undefined,
  words: readonly Word[],
  { parts, hasAllCollections }: ExportWish,
  count: (tag: string, change: number) => void,
): PlannedFile {
  const owned = new OwnedMarks(file.owned);
  const list = new EditedPropertyList(file.bytes ?? newTagset(plugin!));
  const before = list.dict.get("tags");
  if (before !== undefined && !(before instanceof Map)) {
    throw dawFileError(file.path, '"tags" is not a dictionary');
  }
  const there = new Set(before?.keys() ?? []);
  const wanted = new Map(words.map((word) => [word.text, word]));
  for (const tag of owned.keys("tag")) {
    for (const [part] of owned.said("tag", tag)) {
      const isKept = wanted.has(tag) || !parts.has(part as Word["part"]) ||
        (part === "collections" && !hasAllCollections);
      if (isKept) continue;
      owned.delete("tag", tag, part!);
      if (!there.delete(tag)) continue;
      list.set(["tags", tag], undefined);
      count(tag, -1);
    }
  }
  for (const [tag, { part }] of wanted) {
    if (there.has(tag)) continue;
    if (before === undefined && there.size === 0) owned.add("dictionary", "tags");
    there.add(tag);
    list.set(["tags", tag], OF_USER);
    owned.add("tag", tag, part);
    count(tag, 1);
  }
  if (there.size === 0 && owned.delete("dictionary", "tags")) list.set(["tags"], undefined);
  return planned(file, list, owned);
}

function planned(file: DawFile, list: EditedPropertyList, owned: OwnedMarks): PlannedFile {
  if (!list.isChanged) return { ...sameFile(file), owned: owned.texts };
  return { path: file.path, before: file.bytes, after: list.bytes, owned: owned.texts };
}

function newTagset({ name }: ExportedPlugin): Uint8Array<ArrayBuffer> {
  return writePropertyList(
    new Map<string, PropertyListValue>([["nickname", name], ["shortname", ""], ["tags", new Map()]]),
  );
}

/** Corrects the numbers of plugins, and adds tags that are new. */
function planPool(file: DawFile, uses: ReadonlyMap<string, number>): PlannedFile {
  const owned = new OwnedMarks(file.owned);
  const list = new EditedPropertyList(file.bytes!);
  for (const [tag, change] of uses) {
    const old = list.dict.get(tag);
    if (old === undefined && change > 0) owned.add("tag", tag);
    const count = Math.max(0, (typeof old === "number" ? old : 0) + change);
    const isGone = count === 0 && owned.delete("tag", tag);
    if (change !== 0 && (old !== undefined || !isGone)) list.set([tag], isGone ? undefined : count);
  }
  return planned(file, list, owned);
}

/** Adds new tags at the end of the user's order. */
function planSorting(file: DawFile, uses: ReadonlyMap<string, number>): PlannedFile {
  const owned = new OwnedMarks(file.owned);
  const list = new EditedPropertyList(file.bytes!);
  const old = list.dict.get(SORTING);
  if (!Array.isArray(old)) return sameFile(file);
  let order = [...old];
  for (const [tag, change] of uses) {
    if (change > 0 && !order.includes(tag)) {
      order.push(tag);
      owned.add("tag", tag, "0");
    }
    const [[ours] = []] = owned.said("tag", tag);
    if (ours === undefined) continue;
    // Ours leave the order with the last plugin that had them from us.
    owned.delete("tag", tag, ours);
    const left = Number(ours) + change;
    if (left > 0) owned.add("tag", tag, String(left));
    else order = order.filter((one) => one !== tag);
  }
  if (order.length !== old.length || order.some((tag, index) => tag !== old[index])) {
    list.set([SORTING], order);
  }
  return planned(file, list, owned);
}
