import { catalogPath } from "../../../catalog/catalog_path.ts";
import { finding, type HealthCheck, type Remedy } from "../../../model/health/health_check.ts";
import { PluginaryError } from "../../../model/pluginary_error.ts";
import { cacheFolder } from "../../../platform/cache_folder.ts";
import { homeFolder } from "../../../platform/folders.ts";
import { isFileError } from "../../../platform/file_error.ts";
import { joinPath, parentFolder } from "../../../platform/paths.ts";
import { reasonOf } from "../../../platform/reason_of.ts";
import { statIfThere } from "../../../platform/stat_if_there.ts";
import { temporaryFolder } from "../../../platform/temporary_folder.ts";
import type { Environment } from "../../../scan/files/search_system.ts";
import { shellWord } from "../../terminal/shell_word.ts";

/** Permission bits that let the group or others write, and the one of folders like `/tmp`. */
const OTHERS_WRITE = 0o022;
const STICKY = 0o1000;

/** A folder that the program writes to. */
export interface FolderState {
  readonly path: string;
  /** The folder itself, or the nearest one above it that exists. */
  readonly existing: string;
  /** Why nothing can be written there; absent if something can. */
  readonly whyNotWritable?: string;
  /** Whether other users can put files there. */
  readonly isShared: boolean;
  readonly isOwn: boolean;
}

/** The folders that the program writes to. */
export interface FolderFacts {
  readonly home?: string;
  /** The catalog's folder; absent if there is no place for a catalog. */
  readonly data?: FolderState;
  /** Only a compiled program needs it. */
  readonly cache?: FolderState;
  readonly temporary: FolderState;
}

/** Tries to write to each folder. */
export async function examineFolders(environment: Environment): Promise<FolderFacts> {
  const home = homeFolder(environment);
  const data = placeOfCatalog(environment);
  const cache = Deno.build.standalone ? cacheFolder(environment) : undefined;
  return {
    ...(home === undefined ? {} : { home }),
    ...(data === undefined ? {} : { data: await stateOf(parentFolder(data)) }),
    ...(cache === undefined ? {} : { cache: await stateOf(cache) }),
    temporary: mustExist(await stateOf(temporaryFolder(environment))),
  };
}

/** The findings about the program's folders. */
export function judgeFolders({ home, data, cache, temporary }: FolderFacts): HealthCheck[] {
  const problems: HealthCheck[] = [];
  if (home === undefined && data === undefined) {
    problems.push(
      finding("home-unknown", "No home folder is set, so there is no place for the catalog", {
        advice: "Set HOME, or name a file with PLUGINARY_CATALOG",
        cure: 'export PLUGINARY_CATALOG="$PWD/catalog.db"',
      }),
    );
  }
  if (data?.whyNotWritable !== undefined) {
    const message = `Cannot write to the catalog's folder "${data.path}": ${data.whyNotWritable}`;
    problems.push(finding("data-folder-not-writable", message, folderRemedy(data)));
  }
  if (data?.isShared === true) {
    const message = `Other users can write to the catalog's folder "${data.path}"`;
    problems.push(finding("data-folder-shared", message, { cure: `chmod go-w ${shellWord(data.path)}` }));
  }
  if (cache?.whyNotWritable !== undefined) {
    const message = `Cannot write to the cache folder "${cache.path}": ${cache.whyNotWritable}`;
    problems.push(finding("cache-folder-not-usable", message, folderRemedy(cache)));
  }
  if (temporary.whyNotWritable !== undefined) {
    const message = `Cannot write to the folder for temporary files "${temporary.path}": ` +
      temporary.whyNotWritable;
    problems.push(finding("temporary-folder-not-writable", message, { cure: "export TMPDIR=/tmp" }));
  }
  if (problems.length > 0) return problems;
  return [finding("folders-usable", `The catalog's folder "${data!.path}" can be used`)];
}

/** The command that makes a file or folder accessible to its owner. */
export function accessCure(path: string, rights: string, isOwn: boolean): Remedy {
  if (Deno.build.os === "windows") return { advice: "Change its permissions in its properties" };
  if (isOwn) return { cure: `chmod ${rights} ${shellWord(path)}` };
  return { cure: `sudo chown "$USER" ${shellWord(path)}` };
}

/** Whether a file or folder belongs to this user; unknown owners count as this user. */
export function isOwnFile({ uid }: Deno.FileInfo): boolean {
  return uid === null || uid === Deno.uid();
}

/** What to do about a file or folder that cannot be written to; rights do not help on a read-only drive. */
export function writeRemedy(path: string, why: string, rights: string, isOwn: boolean): Remedy {
  if (/permission/i.test(why)) return accessCure(path, rights, isOwn);
  return {
    advice: "Name a file in another folder with PLUGINARY_CATALOG",
    cure: 'export PLUGINARY_CATALOG="$HOME/catalog.db"',
  };
}

function folderRemedy({ existing, whyNotWritable = "", isOwn }: FolderState): Remedy {
  return writeRemedy(existing, whyNotWritable, "u+rwx", isOwn);
}

function placeOfCatalog(environment: Environment): string | undefined {
  try {
    return catalogPath(environment);
  } catch (error) {
    if (error instanceof PluginaryError) return undefined;
    throw error;
  }
}

/** Nothing creates the folder for temporary files. */
function mustExist(state: FolderState): FolderState {
  return state.existing === state.path ? state : { ...state, whyNotWritable: "it does not exist" };
}

async function stateOf(path: string): Promise<FolderState> {
  let existing = path;
  let info = statIfThere(existing);
  while (info === undefined && parentFolder(existing) !== existing) {
    existing = parentFolder(existing);
    info = statIfThere(existing);
  }
  const mode = info?.mode ?? 0;
  const whyNotWritable = await whyNothingIsWritten(existing);
  return {
    path,
    existing,
    ...(whyNotWritable === undefined ? {} : { whyNotWritable }),
    isShared: existing === path && Deno.build.os !== "windows" && (mode & OTHERS_WRITE) !== 0 &&
      (mode & STICKY) === 0,
    isOwn: info === undefined || isOwnFile(info),
  };
}

/** Rights alone do not tell: the file system can be read-only, and the superuser may write anywhere. */
async function whyNothingIsWritten(folder: string): Promise<string | undefined> {
  const probe = joinPath(folder, `.pluginary-${crypto.randomUUID()}.tmp`);
  try {
    await Deno.writeFile(probe, new Uint8Array(), { createNew: true, mode: 0o600 });
    await Deno.remove(probe);
    return undefined;
  } catch (error) {
    if (isFileError(error)) return reasonOf(error);
    throw error;
  }
}
