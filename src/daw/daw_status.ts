import {
  readReaperCache,
  type VerifiedCache,
  verifyReaperCache,
} from "../file_formats/daws/reaper_caches.ts";
import { dawPlaces, namesIn } from "../file_formats/daws/daw_places.ts";
import { DAW_NAMES, INSTALLED_DAWS, type InstalledDaw } from "../model/daws/daw.ts";
import { PluginaryError } from "../model/pluginary_error.ts";
import type { Variables } from "../platform/folders.ts";
import { fileName, isInFolder, joinPath, parentFolder } from "../platform/paths.ts";
import { statIfThere } from "../platform/stat_if_there.ts";
import { dawText, readDawBytes, reaperText } from "./daw_file.ts";
import type { ExportRecord } from "./export_records.ts";
import { isDawRunning, runningPrograms } from "./running_daw.ts";

/** Whether an export changes a file, or whether the host alone does. */
export type FileUse = "exported" | "read-only";

/** A file of a host. */
export interface StatusFile {
  readonly path: string;
  readonly use: FileUse;
  readonly exists: boolean;
  readonly sizeBytes?: number;
  /** Why an export would refuse it. */
  readonly problem?: string;
  /** Of a list of plugins that REAPER has found. */
  readonly cache?: VerifiedCache;
}

/** A host on this computer. */
export interface DawStatus {
  readonly daw: InstalledDaw;
  readonly name: string;
  readonly isFound: boolean;
  /** Where its files are, or would be; unset where this system has no such host. */
  readonly folder?: string;
  readonly version?: string;
  /** Unset where the system does not tell. */
  readonly isRunning?: boolean;
  readonly files: readonly StatusFile[];
  /** The time of the last export that was not undone. */
  readonly exportedAt?: string;
}

/** Looks for all hosts and their files, and reads nothing but what an export would change. */
export async function readDawStatus(
  records: readonly ExportRecord[],
  variables: Variables,
  os: typeof Deno.build.os = Deno.build.os,
): Promise<DawStatus[]> {
  const programs = await runningPrograms();
  const known = () => Promise.resolve(programs);
  const statuses: DawStatus[] = [];
  for (const daw of INSTALLED_DAWS) {
    const [place, ...older] = dawPlaces(daw, variables, os);
    for (const one of place === undefined ? [undefined] : [place, ...older]) {
      const folder = one?.folder;
      const isFound = folder !== undefined && isThere(daw, folder);
      const isRunning = await isDawRunning(daw, known);
      const exported = records.find((record) =>
        record.daw === daw && record.undoneAt === undefined &&
        record.files.some(({ path }) => folder !== undefined && isInFolder(folder, path))
      );
      statuses.push({
        daw,
        name: DAW_NAMES[daw],
        isFound,
        ...(folder === undefined ? {} : { folder }),
        ...(one?.version === undefined ? {} : { version: one.version }),
        ...(isRunning === undefined ? {} : { isRunning }),
        files: isFound ? filesOf(daw, folder) : [],
        ...(exported === undefined ? {} : { exportedAt: exported.at }),
      });
    }
  }
  return statuses;
}

function isThere(daw: InstalledDaw, folder: string): boolean {
  return statIfThere(daw === "ardour" ? parentFolder(folder) : folder)?.isDirectory === true;
}

/** REAPER's results of its own scans. */
const REAPER_CACHES = /^reaper-(vstplugins|clap|auplugins|jsfx|lv2).*\.ini$/;

function filesOf(daw: InstalledDaw, folder: string): StatusFile[] {
  const files = (names: readonly string[], use: FileUse) =>
    names.map((name) => statusOf(joinPath(folder, name), use, TEXTS[daw]));
  switch (daw) {
    case "reaper":
      return [
        ...files(["reaper-fxtags.ini", "reaper-fxfolders.ini"], "exported"),
        ...files(namesIn(folder).filter((name) => REAPER_CACHES.test(name)), "read-only"),
      ];
    case "ardour":
      return files(["plugin_tags", "plugin_statuses"], "exported");
    case "logic":
      return [
        ...files(["MusicApps.tagpool", "MusicApps.properties"], "exported"),
        ...files(namesIn(folder).filter((name) => name.endsWith(".tagset")), "exported"),
      ];
    case "live":
      return [];
  }
}

/** How the files of hosts are read, where they are text. */
const TEXTS: Readonly<Partial<Record<InstalledDaw, typeof dawText>>> = {
  reaper: reaperText,
  ardour: dawText,
};

function statusOf(path: string, use: FileUse, textOf: typeof dawText | undefined): StatusFile {
  const sizeBytes = statIfThere(path)?.size;
  const head = {
    path,
    use,
    exists: sizeBytes !== undefined,
    ...(sizeBytes === undefined ? {} : { sizeBytes }),
  };
  if (use === "read-only") {
    const cache = cacheOf(path);
    return cache === undefined ? head : { ...head, cache };
  }
  const problem = problemOf(path, textOf);
  return problem === undefined ? head : { ...head, problem };
}

function problemOf(path: string, textOf: typeof dawText = () => ""): string | undefined {
  try {
    const bytes = readDawBytes(path);
    textOf({ path, bytes });
    return undefined;
  } catch (error) {
    if (error instanceof PluginaryError) return error.message;
    throw error;
  }
}

/** A list of VSTs or CLAPs; one that cannot be read says nothing, and an export does not need it. */
function cacheOf(path: string): VerifiedCache | undefined {
  if (!/^reaper-(vstplugins|clap)/.test(fileName(path))) return undefined;
  try {
    return verifyReaperCache(readReaperCache(reaperText({ path, bytes: readDawBytes(path) })));
  } catch (error) {
    if (error instanceof PluginaryError) return undefined;
    throw error;
  }
}
