import { PluginaryError } from "../../model/pluginary_error.ts";
import { joinPath, parentFolder } from "../../platform/paths.ts";
import { resourcePath, resourceUrl } from "../../platform/resources.ts";
import { readBuildRecord } from "./build_record.ts";
import type { Environment } from "../files/search_system.ts";
import type { PackedShim } from "./unpack_shim.ts";

/** The library's file name on this system. */
const SHIM_NAME = Deno.build.os === "windows"
  ? "pluginary.dll"
  : Deno.build.os === "darwin"
  ? "libpluginary.dylib"
  : "libpluginary.so";

/** Beside the library, says how it was built. */
const INFO_NAME = SHIM_NAME.replace(/\.[a-z]+$/, ".json");

/**
 * Finds the shim library as a file: the one that `PLUGINARY_SHIM` names, else
 * the one that setup built. A compiled program has its own inside, see
 * {@linkcode packedShim}.
 *
 * Looks without waiting, as all do that start the program: the promise of a
 * look at a file takes five times as long.
 *
 * The path has its links resolved, since Deno compares the file that a worker
 * opens with the one that it may open by name.
 *
 * @throws {PluginaryError} `shim-not-found` when there is none.
 */
export function findShim(environment: Environment): string {
  const named = environment("PLUGINARY_SHIM");
  const path = named ?? resourcePath(`shim/${SHIM_NAME}`);
  try {
    return Deno.realPathSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    const hint = named === undefined
      ? 'Run "deno task setup", which builds it'
      : "Correct PLUGINARY_SHIM, or unset it to use the built one";
    throw new PluginaryError("shim-not-found", `Cannot find the shim library "${path}"`, hint, {
      cause: error,
    });
  }
}

/** The library inside a compiled program; `undefined` from source, and where `PLUGINARY_SHIM` names another. */
export function packedShim(environment: Environment): PackedShim | undefined {
  if (environment("PLUGINARY_SHIM") !== undefined) return undefined;
  const record = readBuildRecord();
  if (record === undefined) return undefined;
  return { ...record.shim, fileName: SHIM_NAME, read: () => Deno.readFile(resourceUrl(`shim/${SHIM_NAME}`)) };
}

/** The facts about a shim library that is not open. */
export interface ShimInfo {
  /** Absent when it is inside the program. */
  readonly path?: string;
  /** Lower-case hex; reading a file for it takes a while. */
  sha256(): Promise<string>;
  /** From the JSON file beside it. */
  readonly info: unknown;
}

/**
 * How the shim was built: no worker is started, nothing unpacked and no
 * library opened. `undefined` without a shim or without the file that says so.
 */
export function shimInfo(environment: Environment): ShimInfo | undefined {
  const packed = packedShim(environment);
  if (packed !== undefined) {
    const info = JSON.parse(Deno.readTextFileSync(resourceUrl(`shim/${INFO_NAME}`)));
    return { sha256: () => Promise.resolve(packed.sha256), info };
  }
  try {
    const path = findShim(environment);
    const info = JSON.parse(Deno.readTextFileSync(joinPath(parentFolder(path), INFO_NAME)));
    return { path, sha256: () => hashOf(path), info };
  } catch (error) {
    const isMissing = error instanceof PluginaryError || error instanceof Deno.errors.NotFound;
    // Deno refuses to look into folders of the system, like that of a device.
    const isRefused = error instanceof Deno.errors.NotCapable;
    if (isMissing || isRefused || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function hashOf(path: string): Promise<string> {
  const { sha256 } = await import("../../platform/trusted_file.ts");
  return await sha256(await Deno.readFile(path));
}

/**
 * The worker's program as one bundled file, so that its start reads and
 * compiles nothing else.
 *
 * @throws {PluginaryError} `worker-not-found` when setup has not made it.
 */
export function findWorkerBundle(): string {
  const path = resourcePath("worker/worker.js");
  try {
    return Deno.realPathSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new PluginaryError(
      "worker-not-found",
      `Cannot find the worker "${path}"`,
      'Run "deno task setup", which makes it',
      { cause: error },
    );
  }
}
