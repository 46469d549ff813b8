import { ardourSuppliedTags, dawPlaces } from "../file_formats/daws/daw_places.ts";
import { type Daw, DAW_NAMES, type InstalledDaw } from "../model/daws/daw.ts";
import { PluginaryError } from "../model/pluginary_error.ts";
import { usageError } from "../model/usage_error.ts";
import type { Variables } from "../platform/folders.ts";
import { fileName, isInFolder, joinPath, parentFolder } from "../platform/paths.ts";
import { statIfThere } from "../platform/stat_if_there.ts";
import { type DawFile, dawText, readDawBytes } from "./daw_file.ts";
import type { ExportPlan, ExportWish } from "./export_plan.ts";
import { type ExportRecord, ownedByPath } from "./export_records.ts";
import type { LiveFile, PendingFile } from "./plan_live.ts";
import { sha256 } from "./write_changes.ts";

/** The host whose files are changed, and how. */
export interface ExportTarget {
  readonly daw: Daw;
  /** The folder of its files; for `dawproject` the file. */
  readonly path: string;
  /** Its version, where its folder tells it. */
  readonly version?: string;
}

/** Choices of an export that not all hosts have. */
export interface ExportChoices {
  /** Whether to make files of Logic for plugins that have none. */
  readonly create: boolean;
  readonly liveFile: LiveFile;
  /** Whether to replace a file of DAWproject that no export has made. */
  readonly isForced: boolean;
}

/**
 * Finds where a host keeps its files.
 *
 * @param named The folder or file that a person names in place of the usual one.
 * @throws {PluginaryError} `daw-not-found`, or `usage` for DAWproject without a file.
 */
export function findTarget(daw: Daw, named: string | undefined, variables: Variables): ExportTarget {
  if (daw === "dawproject") {
    if (named === undefined) {
      throw usageError('Missing option "--path"', 'Name the file with "--path mix.dawproject"');
    }
    return { daw, path: named };
  }
  if (named !== undefined) return namedTarget(daw, named);
  const places = dawPlaces(daw, variables);
  // A version that has not run yet has no folder of its own for plugins.
  const place = places.find(({ folder }) => isFolder(daw === "ardour" ? parentFolder(folder) : folder));
  if (place === undefined) throw notFound(daw, places[0]?.folder);
  return {
    daw,
    path: place.folder,
    ...(place.version === undefined ? {} : { version: place.version }),
  };
}

function namedTarget(daw: InstalledDaw, named: string): ExportTarget {
  if (!isFolder(named)) throw notFound(daw, named);
  if (daw !== "ardour") return { daw, path: named };
  const isInside = fileName(named) === ARDOUR_FOLDER;
  const version = /^ardour(\d+)$/i.exec(fileName(isInside ? parentFolder(named) : named))?.[1];
  return {
    daw,
    path: isInside ? named : joinPath(named, ARDOUR_FOLDER),
    ...(version === undefined ? {} : { version }),
  };
}

/** The folder in that of a version of Ardour. */
const ARDOUR_FOLDER = "plugin_metadata";

function isFolder(path: string): boolean {
  return statIfThere(path)?.isDirectory === true;
}

function notFound(daw: InstalledDaw, folder: string | undefined): PluginaryError {
  const name = DAW_NAMES[daw];
  return new PluginaryError(
    "daw-not-found",
    folder === undefined
      ? `Cannot find the files of ${name}`
      : `Cannot find the files of ${name}: "${folder}" is not a folder`,
    'Name its folder with "--path"; "pluginary daw status" shows where pluginary looks',
  );
}

/** A plan, and the files that wait for their plugins to run. */
export interface WholePlan extends ExportPlan {
  readonly pending: readonly PendingFile[];
  /** A folder that has only files of exports. */
  readonly ownFolder?: string;
}

/**
 * Reads the files of a host and plans what an export changes in them.
 *
 * @throws {PluginaryError} `daw-file` for a file that cannot be used.
 */
export async function planExport(
  { daw, path, version }: ExportTarget,
  wish: ExportWish,
  records: readonly ExportRecord[],
  { create, liveFile, isForced }: ExportChoices,
): Promise<WholePlan> {
  const owned = ownedByPath(records);
  const read = (file: string): DawFile => ({
    path: file,
    bytes: readDawBytes(file),
    owned: owned.get(file) ?? new Set(),
  });
  const inFolder = (name: string) => read(joinPath(path, name));
  const ownedHere = [...owned.keys()].filter((file) => isInFolder(path, file) && owned.get(file)!.size > 0);
  switch (daw) {
    case "reaper": {
      const { planReaper } = await import("./plan_reaper.ts");
      const files = { tags: inFolder("reaper-fxtags.ini"), folders: inFolder("reaper-fxfolders.ini") };
      return { ...planReaper(files, wish), pending: [] };
    }
    case "ardour": {
      const { planArdour } = await import("./plan_ardour.ts");
      const tags = version === undefined ? undefined : ardourSuppliedTags(version);
      const supplied = tags === undefined ? "" : dawText({ path: tags, bytes: readDawBytes(tags) });
      const files = { tags: inFolder("plugin_tags"), statuses: inFolder("plugin_statuses"), supplied };
      return { ...planArdour(files, wish), pending: [] };
    }
    case "logic": {
      const { planLogic } = await import("./plan_logic.ts");
      const readName = (name: string) => ({ ...inFolder(name), path: name });
      const names = ownedHere.map((file) => file.slice(path.length + 1));
      return { ...planLogic({ folder: path, read: readName, owned: names, create }, wish), pending: [] };
    }
    case "live": {
      const { planLive } = await import("./plan_live.ts");
      const untouched = await untouchedFiles(ownedHere, records);
      return planLive({
        folder: path,
        kind: liveFile,
        read,
        owned: ownedHere,
        isUntouched: (file) => untouched.has(file.path),
      }, wish);
    }
    case "dawproject": {
      const { planDawproject } = await import("./plan_dawproject.ts");
      return { ...planDawproject(read(path), wish, isForced), pending: [] };
    }
  }
}

/** Files that still have the bytes of the export that made them. */
async function untouchedFiles(
  paths: readonly string[],
  records: readonly ExportRecord[],
): Promise<Set<string>> {
  const hashes = new Map<string, string>();
  for (const { files, undoneAt } of records.toReversed()) {
    if (undoneAt !== undefined) continue;
    for (const { path, after } of files) if (after !== undefined) hashes.set(path, after);
  }
  const untouched = new Set<string>();
  for (const path of paths) {
    const bytes = readDawBytes(path);
    if (bytes !== undefined && await sha256(bytes) === hashes.get(path)) untouched.add(path);
  }
  return untouched;
}
