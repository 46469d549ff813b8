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

/** The file beside the library that says how it was built. */
const INFO_NAME = SHIM_NAME.replace(/\.[a-z]+$/, ".json");

/**
 * Finds the shim library as a file: the one that `PLUGINARY_SHIM` names, else
 * the one that setup built. A compiled program contains its own, see
 * {@linkcode packedShim}.
 *
 * Looks synchronously, like all code that runs at the start of the program:
 * waiting for a promise takes five times as long.
 *
 * Links in the path are resolved, since Deno compares the path that a worker
 * opens with the one that it is allowed to open.
 *
 * @throws {PluginaryError} `shim-not-found` when the file does not exist.
 */
export function findShim(environment: Environment): string {
  const named = environment("PLUGINARY_SHIM");
  const path = named ?? resourcePath(`shim/${SHIM_NAME}`);
  try {
    return Deno.realPathSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    const hint = named === undefined
      ? 'Run "deno task setup" to build it'
      : "Correct PLUGINARY_SHIM, or unset it to use the library that setup built";
    throw new PluginaryError("shim-not-found", `Cannot find the shim library "${path}"`, hint, {
      cause: error,
    });
  }
}

/** The library inside a compiled program; `undefined` from source, and when `PLUGINARY_SHIM` names another. */
export function packedShim(environment: Environment): PackedShim | undefined {
  if (environment("PLUGINARY_SHIM") !== undefined) return undefined;
  const record = readBuildRecord();
  if (record === undefined) return undefined;
  return { ...record.shim, fileName: SHIM_NAME, read: () => Deno.readFile(resourceUrl(`shim/${SHIM_NAME}`)) };
}

/** The facts about a shim library that is not open. */
export interface ShimInfo {
  /** Absent for the library inside the program. */
  readonly path?: string;
  /** Lower-case hex; reading a file for it takes a while. */
  sha256(): Promise<string>;
  /** From the JSON file beside it. */
  readonly info: unknown;
}

/**
 * How the shim was built, without starting a worker, unpacking anything or
 * opening a library. `undefined` without a shim or the file that describes it.
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
    // Deno refuses to read system folders, like those of devices.
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
 * Finds the worker's program: a single bundled file, so that a start reads and
 * compiles nothing else.
 *
 * @throws {PluginaryError} `worker-not-found` when setup has not built it.
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
      'Run "deno task setup" to build it',
      { cause: error },
    );
  }
}
