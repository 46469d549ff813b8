import { PluginaryError } from "../../model/pluginary_error.ts";
import { cacheFolder, runtimeFolder } from "../../platform/cache_folder.ts";
import { joinPath, parentFolder } from "../../platform/paths.ts";
import { type ExpectedFile, whyFileIsWrong, whyFolderIsUnsafe } from "../../platform/trusted_file.ts";
import { Process } from "../processes/process.ts";
import type { Environment } from "../files/search_system.ts";

/** A shim library inside the program. */
export interface PackedShim extends ExpectedFile {
  /** The library's file name on this system. */
  readonly fileName: string;
  read(): Promise<Uint8Array<ArrayBuffer>>;
}

/** A shim library that workers can open. */
export interface UnpackedShim extends AsyncDisposable {
  /** Absolute, with links resolved; `null` when no folder is usable and workers hold the library in memory. */
  readonly path: string | null;
}

/** Folders of other versions are removed when they have not been used for this long. */
const KEEP_UNUSED_MS = 7 * 24 * 60 * 60 * 1000;

/** Longer than any unpacking takes: an older unfinished file was left by a program that was killed. */
const KEEP_UNFINISHED_MS = 60 * 60 * 1000;

/** Prefix of the temporary folders for a library. */
const TEMPORARY_PREFIX = "pluginary-shim-";

/** Name of a folder for a library: its SHA-256. */
const SHIM_FOLDER = /^[0-9a-f]{64}$/;

/** A script whose interpreter does not exist: starting it does nothing, with another error where nothing may run. */
const PROBE = "#!/nonexistent\n";

/**
 * Unpacks the shim library to where workers can open it: once per content into
 * the user's cache, else into the user's runtime folder, else into a private
 * temporary folder that is removed when the result is disposed of. Where files
 * cannot be executed in any of these, workers on Linux hold it in memory.
 *
 * An existing file is used only when its content is identical; anything else in
 * its place is replaced. Folders that other users can write to are not used.
 *
 * @throws {PluginaryError} `shim-not-usable` when none of this works.
 */
export async function unpackShim(shim: PackedShim, environment: Environment): Promise<UnpackedShim> {
  const refusals: string[] = [];
  for (const place of [cacheFolder(environment), runtimeFolder(environment)]) {
    if (place === undefined) continue;
    const path = await tryPlace(refusals, () => unpackInto(joinPath(place, "shim"), shim));
    if (path !== undefined) return { path, [Symbol.asyncDispose]: () => Promise.resolve() };
  }
  const temporary = await tryPlace(refusals, () => unpackTemporarily(shim));
  if (temporary !== undefined) return temporary;
  if (Deno.build.os === "linux") return { path: null, [Symbol.asyncDispose]: () => Promise.resolve() };
  throw new PluginaryError(
    "shim-not-usable",
    `Cannot unpack the shim library: ${refusals.join("; ")}`,
    "Make one of these folders usable, or name a library with PLUGINARY_SHIM",
  );
}

/** Tries one place; after any system error the caller tries the next one. */
async function tryPlace<T>(refusals: string[], unpack: () => Promise<T>): Promise<T | undefined> {
  try {
    return await unpack();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    refusals.push(error.message);
    return undefined;
  }
}

async function unpackTemporarily(shim: PackedShim): Promise<UnpackedShim> {
  const folder = await Deno.makeTempDir({ prefix: TEMPORARY_PREFIX });
  const remove = () => Deno.remove(folder, { recursive: true });
  try {
    await removeLeftTemporaries(parentFolder(folder));
    return { path: await unpackInto(folder, shim), [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Removes this user's folders that killed programs could not remove themselves. */
async function removeLeftTemporaries(folder: string): Promise<void> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (!isDirectory || !name.startsWith(TEMPORARY_PREFIX)) continue;
    const path = joinPath(folder, name);
    if (await isOwn(path)) await removeIfOlder(path, KEEP_UNUSED_MS);
  }
}

async function isOwn(path: string): Promise<boolean> {
  try {
    return (await Deno.lstat(path)).uid === Deno.uid();
  } catch (error) {
    // Its program has just removed it.
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Returns the path of the library below the root, whose folder is created if necessary. */
async function unpackInto(root: string, shim: PackedShim): Promise<string> {
  const folder = joinPath(root, shim.sha256);
  await refuseUnsafe(folder);
  await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
  await refuseUnsafe(folder);
  await refuseNoExec(folder);
  const path = joinPath(folder, shim.fileName);
  if (await whyFileIsWrong(path, shim) !== undefined) {
    await write(path, shim);
    await removeOldVersions(root, folder);
  }
  // Shows other versions that this one is in use.
  await Deno.utime(folder, new Date(), new Date());
  return await Deno.realPath(path);
}

async function refuseUnsafe(folder: string): Promise<void> {
  const why = await whyFolderIsUnsafe(folder);
  if (why !== undefined) throw new Error(`Cannot use "${folder}": ${why}`);
}

/** A library on a file system mounted "noexec" cannot be opened, which only an attempt to start a program shows. */
async function refuseNoExec(folder: string): Promise<void> {
  if (Deno.build.os === "windows") return;
  const path = unfinishedPath(joinPath(folder, "probe"));
  await writeNew(path, new TextEncoder().encode(PROBE));
  try {
    const process = new Process({ program: path, args: [], environment: {} });
    process.kill();
    await process.end;
  } catch (error) {
    if (error instanceof Deno.errors.PermissionDenied) {
      throw new Error(`Cannot use "${folder}": files there cannot be executed`, { cause: error });
    }
    // As expected: the system looked for the interpreter, which does not exist.
    if (!(error instanceof Error)) throw error;
  } finally {
    await removeIfThere(path);
  }
}

/** Writes the library completely or not at all; several programs may do so at once. */
async function write(path: string, shim: PackedShim): Promise<void> {
  const unfinished = unfinishedPath(path);
  try {
    await writeNew(unfinished, await shim.read());
    await Deno.rename(unfinished, path);
  } catch (error) {
    await removeIfThere(unfinished);
    // Windows does not replace a library that another program has just unpacked and opened.
    if (await whyFileIsWrong(path, shim) !== undefined) throw error;
    return;
  }
  const why = await whyFileIsWrong(path, shim);
  if (why !== undefined) throw new Error(`Cannot use "${path}" right after it was written: ${why}`);
}

function unfinishedPath(path: string): string {
  return `${path}.${crypto.randomUUID()}.unfinished`;
}

/** Writes a new file that only this user can read and execute, and nobody can change. */
async function writeNew(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  await Deno.writeFile(path, bytes, { createNew: true, mode: 0o500 });
}

/** Removes folders of other versions that are no longer in use, and unfinished files of killed programs in ours. */
async function removeOldVersions(root: string, own: string): Promise<void> {
  for await (const { name } of Deno.readDir(root)) {
    const folder = joinPath(root, name);
    if (folder !== own && SHIM_FOLDER.test(name)) await removeIfOlder(folder, KEEP_UNUSED_MS);
  }
  for await (const { name } of Deno.readDir(own)) {
    if (name.endsWith(".unfinished")) await removeIfOlder(joinPath(own, name), KEEP_UNFINISHED_MS);
  }
}

async function removeIfOlder(path: string, ageMs: number): Promise<void> {
  try {
    const { mtime } = await Deno.lstat(path);
    if (mtime !== null && Date.now() - mtime.getTime() > ageMs) await Deno.remove(path, { recursive: true });
  } catch (error) {
    // Another program is removing it, or Windows still has it open; the next version tries again.
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied) return;
    throw error;
  }
}

async function removeIfThere(path: string): Promise<void> {
  try {
    await Deno.remove(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
