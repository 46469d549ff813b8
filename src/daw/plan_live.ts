import { TAG_SEPARATOR } from "../model/curation/names.ts";
import { categoryTitle } from "../model/daws/category_title.ts";
import type { ExportedPlugin } from "../model/daws/exported_plugin.ts";
import { isInFolder, joinPath } from "../platform/paths.ts";
import { plainFileName } from "../platform/plain_file_name.ts";
import type { DawFile, PlannedFile } from "./daw_file.ts";
import { type ExportWish, sameFile, type SkippedPlugin } from "./export_plan.ts";

/** The folder in the User Library that is ours. */
const FOLDER = "pluginary";

/** Kinds of files by which Live lists a plugin. */
export const LIVE_FILES = ["vstpreset", "adg"] as const;

/** @see LIVE_FILES */
export type LiveFile = (typeof LIVE_FILES)[number];

/** A file that is made from the state in which a plugin starts. */
export interface PendingFile {
  readonly path: string;
  readonly plugin: ExportedPlugin;
}

/** A plan whose new files wait for their plugins. */
export interface LivePlan {
  readonly files: readonly PlannedFile[];
  readonly pending: readonly PendingFile[];
  readonly skipped: readonly SkippedPlugin[];
  /** The folder in which all files are. */
  readonly ownFolder: string;
}

/** The User Library as it is. */
export interface LiveLibrary {
  readonly folder: string;
  readonly kind: LiveFile;
  readonly read: (path: string) => DawFile;
  /** Paths of files that earlier exports have made. */
  readonly owned: readonly string[];
  /** Whether a file still has the bytes that its export has written. */
  readonly isUntouched: (file: DawFile) => boolean;
}

/**
 * Plans an export to Live's User Library: a folder for each category, tag and
 * collection and for the favorites, with a preset of each plugin, which Live's
 * browser lists. A file that is there stays; one that an export has made and
 * nobody has changed goes with its reason.
 */
export function planLive(
  { folder, kind, read, owned, isUntouched }: LiveLibrary,
  wish: ExportWish,
): LivePlan {
  const own = joinPath(folder, FOLDER);
  const skipped = new Map<string, SkippedPlugin>();
  const names = fileNames(wish.content.plugins.filter((plugin) => whyNot(plugin) === undefined));
  /** By paths without case, as the file systems of Live's users compare them. */
  const wanted = new Map<string, PendingFile>();
  for (const { folders, plugin } of placesOf(wish)) {
    const reason = whyNot(plugin);
    if (reason !== undefined) {
      skipped.set(plugin.id, { plugin, reason });
      continue;
    }
    const path = joinPath(own, ...folders.map(plainFileName), `${names.get(plugin.id)}.${kind}`);
    const key = path.toLowerCase();
    if (!wanted.has(key)) wanted.set(key, { path, plugin });
  }
  const files: PlannedFile[] = [];
  const pending: PendingFile[] = [];
  for (const one of wanted.values()) {
    const file = read(one.path);
    if (file.bytes === undefined) pending.push(one);
    else files.push(sameFile(file));
  }
  const isWhole = wish.hasAllPlugins && wish.hasAllCollections;
  for (const path of isWhole ? owned : []) {
    if (wanted.has(path.toLowerCase()) || !isInFolder(own, path) || !isOfParts(own, path, wish)) continue;
    const file = read(path);
    const isOurs = file.bytes !== undefined && isUntouched(file);
    files.push({ path, before: file.bytes, after: isOurs ? undefined : file.bytes, owned: [] });
  }
  return { files, pending, skipped: [...skipped.values()], ownFolder: own };
}

/**
 * The names of plugins' files by their public ids. Where plugins have one name,
 * all of them say their vendor as well, and their id where that is the same:
 * the file of one is never taken for that of another.
 */
function fileNames(plugins: readonly ExportedPlugin[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const nameAll = (some: readonly ExportedPlugin[], [nameOf, ...longer]: typeof NAMES) => {
    const byName = Map.groupBy(some, (plugin) => plainFileName(nameOf!(plugin)).toLowerCase());
    for (const alike of byName.values()) {
      if (alike.length > 1 && longer.length > 0) nameAll(alike, longer);
      else for (const plugin of alike) names.set(plugin.id, plainFileName(nameOf!(plugin)));
    }
  };
  nameAll(plugins, NAMES);
  return names;
}

/** Names of a plugin's file, the shortest first. */
const NAMES: readonly ((plugin: ExportedPlugin) => string)[] = [
  ({ name }) => name,
  ({ name, vendor }) => vendor === "" ? name : `${name} (${vendor})`,
  ({ name, nativeId }) => `${name} (${nativeId})`,
];

/** The folders of each part. */
const PART_FOLDERS = {
  categories: "Categories",
  tags: "Tags",
  favorites: "Favorites",
  collections: "Collections",
} as const;

function isOfParts(own: string, path: string, { parts }: ExportWish): boolean {
  return Object.entries(PART_FOLDERS).some(([part, folder]) =>
    parts.has(part as keyof typeof PART_FOLDERS) && isInFolder(joinPath(own, folder), path)
  );
}

/** Why Live would not list a preset of it. */
function whyNot({ format, locations }: ExportedPlugin): string | undefined {
  if (format === "au") return "states of Audio Units cannot be captured yet";
  if (format !== "vst3") return `Ableton Live does not load ${format.toUpperCase()} plugins`;
  return locations.length === 0 ? "its file is unknown" : undefined;
}

function* placesOf({ content, parts }: ExportWish): Generator<{ folders: string[]; plugin: ExportedPlugin }> {
  for (const plugin of content.plugins) {
    const { category, tags, isFavorite } = plugin;
    if (parts.has("categories") && category !== undefined) {
      yield { folders: [PART_FOLDERS.categories, categoryTitle(category)], plugin };
    }
    for (const tag of parts.has("tags") ? tags : []) {
      yield { folders: [PART_FOLDERS.tags, ...tag.split(TAG_SEPARATOR)], plugin };
    }
    if (parts.has("favorites") && isFavorite) yield { folders: [PART_FOLDERS.favorites], plugin };
  }
  for (const { name, plugins } of parts.has("collections") ? content.collections : []) {
    for (const plugin of plugins) yield { folders: [PART_FOLDERS.collections, name], plugin };
  }
}
