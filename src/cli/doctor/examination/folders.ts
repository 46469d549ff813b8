import { catalogPath } from "../../../catalog/catalog_path.ts";
import { finding, type HealthCheck, type Remedy } from "../../../model/health/health_check.ts";
import { PluginaryError } from "../../../model/pluginary_error.ts";
import { cacheFolder } from "../../../platform/cache_folder.ts";
import { logFiles } from "../../../log/log_files.ts";
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
  /** Whether something else is in the place of the existing folder. */
  readonly isBlocked?: boolean;
}

/** The folders that the program writes to. */
export interface FolderFacts {
  readonly home?: string;
  /** The catalog's folder; absent if there is no place for a catalog. */
  readonly data?: FolderState;
  /** Only a compiled program needs it. */
  readonly cache?: FolderState;
  readonly temporary: FolderState;
  /** The folder of the logs; absent without a home folder. */
  readonly log?: FolderState;
}

/** Tries to write to each folder. */
export async function examineFolders(environment: Environment): Promise<FolderFacts> {
  const home = homeFolder(environment);
  const data = placeOfCatalog(environment);
  const cache = Deno.build.standalone ? cacheFolder(environment) : undefined;
  const logs = logFiles(environment);
  return {
    ...(home === undefined ? {} : { home }),
    ...(data === undefined ? {} : { data: await stateOf(parentFolder(data)) }),
    ...(cache === undefined ? {} : { cache: await stateOf(cache) }),
    temporary: mustExist(await stateOf(temporaryFolder(environment))),
    ...(logs === undefined
      ? {}
      : { log: withFiles(await stateOf(parentFolder(logs.log)), Object.values(logs)) }),
  };
}

/** The findings about the program's folders. */
export function judgeFolders({ home, data, cache, temporary, log }: FolderFacts): HealthCheck[] {
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
  if (log?.whyNotWritable !== undefined) {
    const message = `Cannot write logs to the folder "${log.path}": ${log.whyNotWritable}`;
    problems.push(finding("log-not-writable", message, logRemedy(log)));
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

/** A command does its work without a log, so no drive has to be changed for it. */
function logRemedy({ existing, whyNotWritable = "", isOwn, isBlocked }: FolderState): Remedy {
  if (isBlocked) return { cure: `mv ${shellWord(existing)} ${shellWord(`${existing}.old`)}` };
  if (/permission/i.test(whyNotWritable)) return accessCure(existing, "u+rwX", isOwn);
  if (/space|quota/i.test(whyNotWritable)) return { advice: "Free some space on its drive" };
  return { advice: "Name another folder with XDG_STATE_HOME, or accept that nothing is logged" };
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
  const isBlocked = info !== undefined && !info.isDirectory;
  const whyNotWritable = isBlocked
    ? existing === path ? "it is not a folder" : `"${existing}" is not a folder`
    : await whyNothingIsWritten(existing);
  return {
    path,
    existing,
    ...(whyNotWritable === undefined ? {} : { whyNotWritable }),
    isShared: existing === path && Deno.build.os !== "windows" && (mode & OTHERS_WRITE) !== 0 &&
      (mode & STICKY) === 0,
    isOwn: info === undefined || isOwnFile(info),
    ...(isBlocked ? { isBlocked } : {}),
  };
}

/** The state of a folder, or of the first of its files that cannot be written to. */
function withFiles(folder: FolderState, files: readonly string[]): FolderState {
  if (folder.whyNotWritable !== undefined) return folder;
  for (const existing of files) {
    const info = linkIfThere(existing);
    if (info === undefined) continue;
    const state = { ...folder, existing, isOwn: isOwnFile(info) };
    if (!info.isFile) return { ...state, isBlocked: true, whyNotWritable: `"${existing}" is not a file` };
    const why = whyNotAdded(existing);
    if (why !== undefined) return { ...state, whyNotWritable: `"${existing}": ${why}` };
  }
  return folder;
}

/** A link in the place of a log is not followed. */
function linkIfThere(path: string): Deno.FileInfo | undefined {
  try {
    return Deno.lstatSync(path);
  } catch (error) {
    if (isFileError(error)) return undefined;
    throw error;
  }
}

function whyNotAdded(path: string): string | undefined {
  try {
    Deno.openSync(path, { append: true }).close();
    return undefined;
  } catch (error) {
    if (isFileError(error)) return reasonOf(error);
    throw error;
  }
}

/** Rights alone do not tell: the file system can be read-only, and the superuser may write anywhere. */
async function whyNothingIsWritten(folder: string): Promise<string | undefined> {
  const probe = joinPath(folder, `.pluginary-${crypto.randomUUID()}.tmp`);
  try {
    using file = await Deno.open(probe, { write: true, createNew: true, mode: 0o600 });
    // Before the first byte, a full drive looks like any other.
    try {
      await file.write(new Uint8Array(1));
    } finally {
      await Deno.remove(probe);
    }
    return undefined;
  } catch (error) {
    if (isFileError(error)) return reasonOf(error);
    throw error;
  }
}
