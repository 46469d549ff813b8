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
  /** Absolute, links resolved; `null` when no folder could take it and workers are to hold it in memory. */
  readonly path: string | null;
}

/** A folder of an older version that nobody has used for this long is removed. */
const KEEP_UNUSED_MS = 7 * 24 * 60 * 60 * 1000;

/** Longer than any unpacking takes; anything older was left by a program that was killed. */
const KEEP_UNFINISHED_MS = 60 * 60 * 1000;

/** How temporary folders of a library begin. */
const TEMPORARY_PREFIX = "pluginary-shim-";

/** How folders of a library are called: by its SHA-256. */
const SHIM_FOLDER = /^[0-9a-f]{64}$/;

/** A script whose interpreter does not exist: starting it does nothing, and fails otherwise where nothing may start. */
const PROBE = "#!/nonexistent\n";

/**
 * Unpacks the shim library to where workers can open it: once per content into
 * the user's cache, else into the user's runtime folder, else into a private
 * temporary folder that is gone when the result is disposed of. Where files
 * cannot be executed anywhere, workers on Linux hold it in memory.
 *
 * An existing file is used only when it is the very same; anything else in its
 * place is replaced. No folder is used in which others could put a file.
 *
 * @throws {PluginaryError} `shim-not-usable` when nothing of that works.
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
    "Free a folder for it, or name a library with PLUGINARY_SHIM",
  );
}

/** Whatever a folder's system says against it, the next folder is tried. */
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

/** A program that is killed cannot remove its folder; those of other users are theirs to remove. */
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

/** Returns the path of the library below the folder, which is made where it does not exist. */
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
  // Says to other versions that this one is in use.
  await Deno.utime(folder, new Date(), new Date());
  return await Deno.realPath(path);
}

async function refuseUnsafe(folder: string): Promise<void> {
  const why = await whyFolderIsUnsafe(folder);
  if (why !== undefined) throw new Error(`Cannot use "${folder}": ${why}`);
}

/** A library from a file system that is mounted "noexec" cannot be opened, and only trying to start something tells. */
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
      throw new Error(`Cannot use "${folder}": nothing there can be executed`, { cause: error });
    }
    // As it should be: the system looked for the interpreter, which does not exist.
    if (!(error instanceof Error)) throw error;
  } finally {
    await removeIfThere(path);
  }
}

/** Complete or not at all, under whatever name it had; several programs may do so at once. */
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

/** Only this user may read and execute it, and nobody writes to it again. */
async function writeNew(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  await Deno.writeFile(path, bytes, { createNew: true, mode: 0o500 });
}

/** Removes the folders of other versions that are no longer in use, and remains of killed programs in ours. */
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
    // Another program removes the same, or Windows still has it open; the next version tries again.
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
