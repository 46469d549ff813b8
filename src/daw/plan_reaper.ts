import {
  readReaperFolders,
  REAPER_FAVORITES,
  REAPER_ITEMS,
  type ReaperItem,
  requireExactNumbers,
  writeReaperFolders,
  writeReaperItems,
} from "../file_formats/daws/reaper_folders.ts";
import { ReaperIni } from "../file_formats/daws/reaper_ini.ts";
import { nameKey } from "../model/curation/names.ts";
import { categoryTitle } from "../model/daws/category_title.ts";
import type { ExportedPlugin } from "../model/daws/exported_plugin.ts";
import { reaperNumber } from "../model/plugins/reaper_number.ts";
import { fileName } from "../platform/paths.ts";
import { type DawFile, dawFileError, inDawFile, type PlannedFile, reaperText } from "./daw_file.ts";
import type { ExportPlan, ExportWish, SkippedPlugin, Word } from "./export_plan.ts";
import { OwnedMarks } from "../model/daws/owned_marks.ts";
import { plannedText } from "./planned_text.ts";

/** The section of categories, in both files. */
const CATEGORIES = "category";

/** The section that lists the folders. */
const LIST = "folders";

/** Separates the categories of a plugin. */
const SEPARATOR = "|";

/** The name of REAPER's own folder of favorites in English. */
const FAVORITES = "Favorites";

/** REAPER's two files. */
export interface ReaperFiles {
  /** `reaper-fxtags.ini`. */
  readonly tags: DawFile;
  /** `reaper-fxfolders.ini`. */
  readonly folders: DawFile;
}

/**
 * Plans an export to REAPER: categories and tags become categories, favorites
 * and collections folders of its browser. What the files have otherwise stays.
 *
 * @throws {PluginaryError} `daw-file` for a file that is damaged.
 */
export function planReaper({ tags, folders }: ReaperFiles, wish: ExportWish): ExportPlan {
  const skipped: SkippedPlugin[] = [];
  const named = new Map<string, NamedPlugin>();
  const collected = new Set(
    wish.parts.has("collections")
      ? wish.content.collections.flatMap(({ plugins }) => plugins.map(({ id }) => id))
      : [],
  );
  for (const plugin of wish.content.plugins) {
    const found = nameOf(plugin);
    if (typeof found !== "string") named.set(plugin.id, found);
    else if (collected.has(plugin.id) || isMentioned(plugin, wish)) skipped.push({ plugin, reason: found });
  }
  const inis = [tags, folders].map((file) => new ChangedIni(file));
  const [tagsIni, foldersIni] = inis as [ChangedIni, ChangedIni];
  writeCategories(tagsIni, foldersIni, [...named.values()], wish);
  inDawFile(folders.path, () => writeFolders(foldersIni, named, wish));
  return { files: inis.map((ini) => ini.planned), skipped };
}

/** A file of settings with what is ours in it. */
class ChangedIni {
  readonly #file: DawFile;
  readonly #before: string;
  readonly ini: ReaperIni;
  readonly owned: OwnedMarks;

  constructor(file: DawFile) {
    const text = reaperText(file);
    this.#file = file;
    this.#before = text;
    this.ini = new ReaperIni(text);
    if (text !== "" && this.ini.sections.size === 0) {
      throw dawFileError(file.path, "it has no sections, so it is not a file of settings");
    }
    this.owned = new OwnedMarks(file.owned);
  }

  get planned(): PlannedFile {
    return plannedText(this.#file, this.#before, this.ini.toString(), this.owned);
  }
}

/** How REAPER names a plugin. */
interface NamedPlugin {
  readonly plugin: ExportedPlugin;
  /** In the section of categories. */
  readonly key: string;
  readonly item: ReaperItem;
}

/** @returns The reason where REAPER has no name for it. */
function nameOf(plugin: ExportedPlugin): NamedPlugin | string {
  const { format, nativeId, vendor, name, locations: [location], isOneOfSeveral } = plugin;
  switch (format) {
    case "lv2":
      return checked({ plugin, key: nativeId, item: { type: REAPER_ITEMS.lv2, item: nativeId } });
    case "clap":
      return checked({ plugin, key: nativeId, item: { type: REAPER_ITEMS.clap, item: nativeId } });
    case "au":
      if (vendor === "") return "the vendor of the Audio Unit is unknown";
      return checked({
        plugin,
        key: `${vendor}: ${name}`,
        item: { type: REAPER_ITEMS.audioUnit, item: `${vendor}: ${name}` },
      });
    case "vst3": {
      if (location === undefined) return "its file is unknown";
      const number = isOneOfSeveral ? reaperNumber(nativeId) : undefined;
      const member = number === undefined ? "" : `<${number}`;
      const key = fileName(location).replaceAll(/[^A-Za-z0-9.<_]/g, "_") + member;
      return checked({ plugin, key, item: { type: REAPER_ITEMS.vst, item: location + member } });
    }
    default:
      return `REAPER does not load ${format.toUpperCase()} plugins`;
  }
}

/** A line can have neither an end in it nor a second sign between key and value. */
function checked(named: NamedPlugin): NamedPlugin | string {
  const isLine = !/[\p{Cc}=]|^[;[\s]|\s$/u.test(named.key) && !/\p{Cc}|^\s|\s$/u.test(named.item.item);
  return isLine ? named : "its name has characters that REAPER's files cannot have";
}

/** Whether there is anything to say of a plugin by itself. */
function isMentioned({ category, tags, isFavorite }: ExportedPlugin, { parts }: ExportWish): boolean {
  return (parts.has("categories") && category !== undefined) || (parts.has("tags") && tags.length > 0) ||
    (parts.has("favorites") && isFavorite);
}

/** The categories that a plugin gets. */
function wordsOf({ category, tags }: ExportedPlugin): Word[] {
  return [
    ...category === undefined ? [] : [{ part: "categories" as const, text: categoryTitle(category) }],
    ...tags.map((tag) => ({
      part: "tags" as const,
      text: tag.replaceAll(SEPARATOR, "/").replaceAll("=", "-"),
    })),
  ];
}

/**
 * Adds categories to those that a plugin has. A plugin whose categories the user
 * has set in REAPER has them in the file of folders, which REAPER prefers.
 */
function writeCategories(
  tags: ChangedIni,
  folders: ChangedIni,
  plugins: readonly NamedPlugin[],
  wish: ExportWish,
): void {
  const wanted = Map.groupBy(plugins, ({ key }) => key.toLowerCase());
  const isSetByUser = (key: string) =>
    folders.ini.find(CATEGORIES, key) !== undefined && !folders.owned.has("key", key);
  for (const file of [tags, folders]) {
    const known = file.owned.keys("word");
    for (const key of new Set([...wanted.keys(), ...known])) {
      const here = wanted.get(key) ?? [];
      if (here.length === 0 && !wish.hasAllPlugins) continue;
      const belongs = isSetByUser(key) === (file === folders);
      const words = belongs ? here.flatMap(({ plugin }) => wordsOf(plugin)) : [];
      changeCategories(file, { key, title: here[0]?.key ?? key }, words, wish);
    }
    if (file.ini.entries(CATEGORIES).length === 0 && file.owned.delete("section", CATEGORIES)) {
      file.ini.removeEmptySection(CATEGORIES);
    }
  }
}

function changeCategories(
  { ini, owned }: ChangedIni,
  { key, title }: { key: string; title: string },
  words: readonly Word[],
  { parts }: ExportWish,
): void {
  const wanted = new Map(
    words.filter(({ part }) => parts.has(part)).map((word) => [nameKey(word.text), word]),
  );
  const old = ini.find(CATEGORIES, key)?.value;
  let texts = old === undefined || old === "" ? [] : old.split(SEPARATOR);
  for (const [part, word] of owned.said("word", key)) {
    if (!parts.has(part as Word["part"]) || wanted.has(nameKey(word!))) continue;
    texts = texts.filter((text) => nameKey(text) !== nameKey(word!));
    owned.delete("word", key, part!, word!);
  }
  const there = new Set(texts.map(nameKey));
  for (const [name, { part, text }] of wanted) {
    if (there.has(name)) continue;
    texts.push(text);
    owned.add("word", key, part, text);
  }
  const value = texts.join(SEPARATOR);
  if (value === (old ?? "")) return;
  if (old === undefined) owned.add("key", key);
  if (value === "" && owned.delete("key", key)) ini.remove(CATEGORIES, key);
  else {
    if (!ini.sections.has(CATEGORIES)) owned.add("section", CATEGORIES);
    ini.set(CATEGORIES, title, value);
  }
}

/** A folder as it should be. */
interface WantedFolder {
  readonly name: string;
  readonly items: readonly ReaperItem[];
}

function wantedFolders(
  named: ReadonlyMap<string, NamedPlugin>,
  { content, parts }: ExportWish,
): WantedFolder[] {
  const itemsOf = (plugins: readonly ExportedPlugin[]) =>
    plugins.flatMap(({ id }) => named.get(id)?.item ?? []);
  return [
    ...parts.has("favorites")
      ? [{ name: FAVORITES, items: itemsOf(content.plugins.filter(({ isFavorite }) => isFavorite)) }]
      : [],
    ...parts.has("collections")
      ? content.collections.map(({ name, plugins }) => ({ name, items: itemsOf(plugins) }))
      : [],
  ];
}

function writeFolders(file: ChangedIni, named: ReadonlyMap<string, NamedPlugin>, wish: ExportWish): void {
  const { ini, owned } = file;
  const read = readReaperFolders(ini);
  requireExactNumbers(ini, read);
  const folders = read.map(({ id, name, items }) => ({ id, name, items: [...items] }));
  const before = structuredClone(folders);
  const wanted = Map.groupBy(wantedFolders(named, wish), ({ name }) => nameKey(name));
  const known = owned.keys("item").flatMap((folder) =>
    owned.said("item", folder).map((said) => ({ folder, said: said as [string, string, string] }))
  ).filter(({ said: [part] }) => wish.parts.has(part as Word["part"]));
  const takesBack = (folder: string) => wish.hasAllPlugins && (wish.hasAllCollections || wanted.has(folder));
  for (const { folder, said } of known) {
    const [, type, item] = said;
    if (!takesBack(folder)) continue;
    const isWanted = (wanted.get(folder) ?? []).some(({ items }) =>
      items.some((one) => isItem(one, { type, item }))
    );
    if (isWanted) continue;
    const there = findFolder(folders, folder);
    const at = there?.items.findIndex((one) => isItem(one, { type, item })) ?? -1;
    if (at >= 0) there!.items.splice(at, 1);
    owned.delete("item", folder, ...said);
  }
  for (const [key, [first, ...others]] of wanted) {
    const items = [first!, ...others].flatMap((folder) => folder.items);
    let there = findFolder(folders, key);
    if (there === undefined && items.length > 0) {
      there = { id: freeId(ini, folders, key), name: first!.name, items: [] };
      folders.push(there);
      owned.add("folder", key);
    }
    for (const item of items) {
      if (there!.items.some((one) => isItem(one, item))) continue;
      there!.items.push(item);
      owned.add("item", key, partOf(key, wanted), item.type, item.item);
    }
  }
  const left = folders.filter(({ id, name, items }) =>
    items.length > 0 || !owned.delete("folder", id === REAPER_FAVORITES ? nameKey(FAVORITES) : nameKey(name))
  );
  writeChanged(file, before, left);
}

/** The folder of favorites has a number, since its name depends on REAPER's language. */
function findFolder(folders: readonly EditedFolder[], key: string): EditedFolder | undefined {
  const favorites = key === nameKey(FAVORITES)
    ? folders.find(({ id }) => id === REAPER_FAVORITES)
    : undefined;
  return favorites ?? folders.find(({ name }) => nameKey(name) === key);
}

/** Only the folder of favorites is for two parts; its items are of the first of them. */
function partOf(folder: string, wanted: ReadonlyMap<string, readonly WantedFolder[]>): string {
  return folder === nameKey(FAVORITES) && wanted.has(folder) ? "favorites" : "collections";
}

function isItem(one: ReaperItem, other: ReaperItem): boolean {
  return one.type === other.type && one.item === other.item;
}

/** A number that neither a folder nor a section has which no list names. */
function freeId(ini: ReaperIni, folders: readonly EditedFolder[], key: string): string {
  if (key === nameKey(FAVORITES) && !ini.sections.has(`folder${REAPER_FAVORITES}`)) return REAPER_FAVORITES;
  let id = Math.max(0, ...folders.map((folder) => Number(folder.id))) + 1;
  while (ini.sections.has(`folder${id}`)) id++;
  return String(id);
}

type EditedFolder = { readonly id: string; readonly name: string; readonly items: ReaperItem[] };

function writeChanged(
  { ini, owned }: ChangedIni,
  before: readonly EditedFolder[],
  after: readonly EditedFolder[],
): void {
  for (const { id } of before.filter((one) => !after.some((other) => other.id === one.id))) {
    removeSection(ini, `folder${id}`);
  }
  for (const folder of after) {
    const old = before.find(({ id }) => id === folder.id);
    const isChanged = old === undefined || JSON.stringify(old.items) !== JSON.stringify(folder.items);
    if (!isChanged) continue;
    const section = `folder${folder.id}`;
    // The list can name a folder that has no section.
    if (old !== undefined && !ini.sections.has(section)) owned.add("section", section);
    if (folder.items.length === 0 && owned.delete("section", section)) removeSection(ini, section);
    else writeReaperItems(ini, folder.id, folder.items);
  }
  const names = (folders: readonly EditedFolder[]) =>
    JSON.stringify(folders.map(({ id, name }) => [id, name]));
  if (names(before) === names(after)) return;
  if (!ini.sections.has(LIST)) owned.add("section", LIST);
  if (after.length > 0 || !owned.delete("section", LIST)) return writeReaperFolders(ini, after);
  removeSection(ini, LIST);
}

/** Removes a section that an export has made. */
function removeSection(ini: ReaperIni, section: string): void {
  for (const { key } of ini.entries(section)) ini.remove(section, key);
  ini.removeEmptySection(section);
}
