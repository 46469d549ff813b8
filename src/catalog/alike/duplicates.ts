import type { DatabaseSync } from "node:sqlite";
import type { SiblingLink } from "../../model/alike/sibling_groups.ts";
import type {
  DuplicateGroup,
  DuplicateInstallation,
  DuplicateLoss,
} from "../../model/documents/alike/duplicates_documents.ts";
import { isSetByPeople, parameterKey } from "../../model/alike/parameter_keys.ts";
import { compareInstallations, installationPreference } from "../../model/plugins/installation_order.ts";
import { compareFormats, type PluginFormat } from "../../model/plugin_format.ts";
import { compareBytes } from "../../platform/paths.ts";
import { retryWhileBusy } from "../sqlite/busy.ts";
import type { Catalog } from "../sqlite/catalog.ts";
import { catalogError } from "../sqlite/catalog_error.ts";
import { unpackDocument } from "../plugins/description_document.ts";
import { present, text } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";
import { allSiblingGroups } from "./siblings.ts";

/** Which groups are wanted. */
export interface DuplicateOptions {
  /** The formats to keep, the best first; others follow in the usual order. */
  readonly preferredFormats: readonly PluginFormat[];
  /** Rows of which a group has to contain one; unset for all groups. */
  readonly among?: ((db: DatabaseSync) => ReadonlySet<number>) | undefined;
  /** Whether the file of an installation still exists; asked once for each file of a group. */
  readonly exists: (location: string) => boolean;
  readonly isReversed: boolean;
  readonly offset: number;
  /** Unset for all. */
  readonly limit?: number | undefined;
}

/** A page of the groups. */
export interface DuplicatePage {
  /** Groups without limit and offset. */
  readonly total: number;
  readonly isCatalogEmpty: boolean;
  /** Size of all files of these groups that nothing needs any more. */
  readonly freedBytes: number;
  /** Files of these groups that have been removed since the last scan. */
  readonly missingFiles: number;
  /** Described as they are read. */
  readonly groups: Iterable<DuplicateGroup>;
}

/** A plugin in one module. */
interface PlacedPlugin {
  readonly rowId: number;
  readonly id: string;
  readonly format: PluginFormat;
  readonly name: string;
  readonly vendor: string;
  readonly moduleId: number;
  readonly location: string;
  readonly version: string | undefined;
  readonly sizeBytes: number | undefined;
  readonly isInUserFolder: boolean;
  /** Whether its file has been removed since the last scan. */
  readonly isMissing: boolean;
}

/** A group before it is described. */
interface FoundGroup {
  /** The preferred installation first, missing ones last. */
  readonly places: readonly PlacedPlugin[];
  readonly links: readonly SiblingLink[];
}

/**
 * Finds the plugins that are installed more than once: in several formats,
 * versions or places. A transaction stays open until the catalog is closed, so
 * that the groups are described as they were found.
 */
export async function readDuplicatePage(catalog: Catalog, options: DuplicateOptions): Promise<DuplicatePage> {
  const { db } = catalog;
  await retryWhileBusy(() => db.exec("begin"));
  try {
    return findDuplicates(db, options);
  } catch (error) {
    throw catalogError(error, catalog.path);
  }
}

function findDuplicates(db: DatabaseSync, options: DuplicateOptions): DuplicatePage {
  const places = Map.groupBy(readPlaces(db), ({ rowId }) => rowId);
  const groups = foundGroups(db, places, options);
  const needed = neededModules(places, groups);
  const among = options.among?.(db);
  const wanted = groups.filter(({ places }) =>
    among === undefined || places.some(({ rowId }) => among.has(rowId))
  );
  wanted.sort((a, b) => compareNames(a.places[0]!, b.places[0]!));
  if (options.isReversed) wanted.reverse();
  const { offset, limit } = options;
  const page = wanted.slice(offset, limit === undefined ? undefined : offset + limit);
  const found = wanted.flatMap(({ places }) => places);
  const missing = found.filter(({ isMissing }) => isMissing);
  const sharers = Map.groupBy([...places.values()].flat(), ({ moduleId }) => moduleId);
  return {
    total: wanted.length,
    isCatalogEmpty: statement(db, "select 1 from plugins limit 1").get() === undefined,
    freedBytes: sizeOf(found.filter((place) => canGo(place, needed))),
    missingFiles: new Set(missing.map(({ moduleId }) => moduleId)).size,
    groups: describeAll(db, page, needed, sharers),
  };
}

/** All installations that the last scan found. */
function readPlaces(db: DatabaseSync): PlacedPlugin[] {
  return statement(
    db,
    `select p.id, p.plugin_id, p.format, p.name, p.vendor, m.id as module_id, m.location, m.size_bytes,
       m.is_in_user_folder, d.summary ->> 'version' as version
       from installations i
       join plugins p on p.id = i.plugin_row_id
       join modules m on m.id = i.module_id
       left join descriptions d on d.id = i.description_id
      where m.missing_at is null and p.missing_at is null`,
  ).all().map((row) => ({
    rowId: Number(row["id"]),
    id: String(row["plugin_id"]),
    format: row["format"] as PluginFormat,
    name: String(row["name"]),
    vendor: text(row["vendor"]) ?? "",
    moduleId: Number(row["module_id"]),
    location: String(row["location"]),
    version: text(row["version"]),
    sizeBytes: row["size_bytes"] === null ? undefined : Number(row["size_bytes"]),
    isInUserFolder: row["is_in_user_folder"] === 1,
    isMissing: false,
  }));
}

function foundGroups(
  db: DatabaseSync,
  places: ReadonlyMap<number, readonly PlacedPlugin[]>,
  options: DuplicateOptions,
): FoundGroup[] {
  const siblings = allSiblingGroups(db);
  const grouped = new Set(siblings.flatMap(({ members }) => members.map(({ rowId }) => rowId)));
  const groups = siblings.map(({ members, links }) => ({
    places: members.flatMap(({ rowId }) => places.get(rowId) ?? []),
    links,
  }));
  const copies = [...places].filter(([rowId]) => !grouped.has(rowId))
    .map(([, places]) => ({ places, links: [] }));
  const looked = fileLook(options.exists);
  return [...groups, ...copies].filter(({ places }) => places.length > 1)
    .map(({ places, links }) => ({ places: places.map(looked).toSorted(byPreference(options)), links }))
    .filter(({ places: [preferred] }) => !preferred!.isMissing);
}

/** Marks the installations whose files are missing. Each file is looked for once. */
function fileLook(exists: (location: string) => boolean): (place: PlacedPlugin) => PlacedPlugin {
  const known = new Map<number, boolean>();
  return (place) => {
    const isMissing = known.get(place.moduleId) ?? !exists(place.location);
    known.set(place.moduleId, isMissing);
    return { ...place, isMissing };
  };
}

/** Existing files first, then the preferred format, then as for the installations of one plugin. */
function byPreference({ preferredFormats }: DuplicateOptions): (a: PlacedPlugin, b: PlacedPlugin) => number {
  const rank = (format: PluginFormat) => {
    const at = preferredFormats.indexOf(format);
    return at < 0 ? preferredFormats.length : at;
  };
  return (a, b) =>
    Number(a.isMissing) - Number(b.isMissing) || rank(a.format) - rank(b.format) ||
    compareFormats(a.format, b.format) || compareInstallations(a, b) ||
    compareBytes(a.id, b.id);
}

/** Modules that contain a plugin that nothing replaces: the preferred ones, and all that are in no group. */
function neededModules(
  places: ReadonlyMap<number, readonly PlacedPlugin[]>,
  groups: readonly FoundGroup[],
): ReadonlySet<number> {
  const inGroups = new Set(groups.flatMap(({ places }) => places.map(({ rowId }) => rowId)));
  return new Set([
    ...groups.flatMap(keptOf).map(({ moduleId }) => moduleId),
    ...[...places].filter(([rowId]) => !inGroups.has(rowId)).flatMap(([, [only]]) => only!.moduleId),
  ]);
}

/**
 * The preferred installation, and those of other plugins of that format: a
 * plugin of another format can stand for several, which do not stand for each other.
 */
function keptOf({ places, links }: FoundGroup): PlacedPlugin[] {
  const preferred = places[0]!;
  const merged = new Set(
    links.filter(({ reason }) => reason.code === "merged-by-user").flatMap(({ a, b }) => [a.id, b.id]),
  );
  return places.filter((place, index) =>
    place === preferred ||
    place.format === preferred.format && firstIndex(places, place.id) === index &&
      place.id !== preferred.id &&
      !(merged.has(place.id) && merged.has(preferred.id))
  );
}

function* describeAll(
  db: DatabaseSync,
  groups: readonly FoundGroup[],
  needed: ReadonlySet<number>,
  sharers: ReadonlyMap<number, readonly PlacedPlugin[]>,
): Generator<DuplicateGroup> {
  for (const group of groups) yield describe(db, group, needed, sharers);
}

function describe(
  db: DatabaseSync,
  { places, links }: FoundGroup,
  needed: ReadonlySet<number>,
  sharers: ReadonlyMap<number, readonly PlacedPlugin[]>,
): DuplicateGroup {
  const preferred = places[0]!;
  const ids = [...new Set(places.map(({ id }) => id))];
  const members = new Set(places.map(({ rowId }) => rowId));
  const own = places.filter((place) =>
    canGo(place, needed) && sharers.get(place.moduleId)!.every(({ rowId }) => members.has(rowId))
  );
  const others = places.filter(({ id, isMissing }, index) =>
    !isMissing && id !== preferred.id && firstIndex(places, id) === index
  );
  return {
    name: preferred.name,
    vendor: preferred.vendor,
    preferred: preferred.id,
    preferredReason: preferredReason(preferred, places[1]!),
    plugins: ids,
    installations: places.map((place) => installation(place, preferred, needed)),
    reasons: links.map(({ a, b, reason, confidence }) => ({ ...reason, plugins: [a.id, b.id], confidence })),
    losses: lossesOf(db, preferred, others),
    freedBytes: sizeOf(own),
  };
}

/** Why the preferred installation comes before the next one. */
function preferredReason(preferred: PlacedPlugin, next: PlacedPlugin): DuplicateGroup["preferredReason"] {
  const code = !next.isMissing && preferred.format !== next.format
    ? "preferred-format"
    : installationPreference(preferred, next);
  return { code, message: PREFERENCES[code] };
}

const PREFERENCES: Readonly<Record<DuplicateGroup["preferredReason"]["code"], string>> = {
  "existing": "The other files are missing",
  "preferred-format": "Its format comes first in the preferred formats",
  "newest-version": "It is the newest version",
  "user-folder": "Same version as another copy, but in your own folder",
  "byte-order": "Same version as another copy, but its path comes first in byte order",
};

function firstIndex(places: readonly PlacedPlugin[], id: string): number {
  return places.findIndex((place) => place.id === id);
}

function installation(
  place: PlacedPlugin,
  preferred: PlacedPlugin,
  needed: ReadonlySet<number>,
): DuplicateInstallation {
  const { id, format, location, version, sizeBytes, isMissing } = place;
  return {
    ...{ id, format, location },
    ...present({ version, sizeBytes }),
    isPreferred: place === preferred,
    canGo: canGo(place, needed),
    isMissing,
  };
}

/** Whether removing the file frees space and costs no plugin. */
function canGo({ moduleId, isMissing }: PlacedPlugin, needed: ReadonlySet<number>): boolean {
  return !isMissing && !needed.has(moduleId);
}

/** Most names of parameters that a loss lists; it counts all. */
const MOST_NAMED = 20;

function lossesOf(
  db: DatabaseSync,
  preferred: PlacedPlugin,
  others: readonly PlacedPlugin[],
): DuplicateLoss[] {
  if (others.length === 0) return [];
  const kept = new Set(parameterNames(db, preferred.rowId).map(parameterKey));
  return others.map(({ rowId, id, format }) => {
    const lost = parameterNames(db, rowId).filter((name) => !kept.has(parameterKey(name)));
    const presetCount = countPresets(db, id);
    return {
      id,
      presetCount,
      parameters: lost.slice(0, MOST_NAMED),
      parameterCount: lost.length,
      message: `Projects and presets that use the ${format} plugin do not load another format`,
    };
  });
}

/**
 * The presets of a plugin. One that several copies of a bundle bring has the
 * same name and load key in each, apart from the folder in a file's address.
 */
function countPresets(db: DatabaseSync, pluginId: string): number {
  const presets = statement(db, "select name, load_key from presets where plugin_id = ?").all(pluginId);
  const keys = presets.map((row) =>
    JSON.stringify([row["name"], String(row["load_key"]).replace(/^file:.*\//, "")])
  );
  return new Set(keys).size;
}

function parameterNames(db: DatabaseSync, rowId: number): string[] {
  const row = statement(
    db,
    "select d.document from plugins p join descriptions d on d.id = p.shown_description_id where p.id = ?",
  ).get(rowId);
  if (row === undefined) return [];
  const { parameters = [] } = unpackDocument(row["document"] as Uint8Array);
  return parameters.filter(isSetByPeople).map(({ name }) => name);
}

/** The size of the modules, each counted once. */
function sizeOf(places: readonly PlacedPlugin[]): number {
  const sizes = new Map(places.map(({ moduleId, sizeBytes = 0 }) => [moduleId, sizeBytes]));
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}

function compareNames(a: PlacedPlugin, b: PlacedPlugin): number {
  return compareText(a.name.toLowerCase(), b.name.toLowerCase()) || compareText(a.vendor, b.vendor) ||
    compareBytes(a.id, b.id);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
