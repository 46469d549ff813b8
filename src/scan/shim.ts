import * as v from "valibot";
import { PluginaryError } from "../model/pluginary_error.ts";
import { type PluginFormat, pluginFormatSchema } from "../model/plugin_format.ts";
import { joinPath, parentFolder } from "../platform/paths.ts";
import type { Environment } from "./search_paths.ts";

/** The library's file name on this system. */
const SHIM_NAME = Deno.build.os === "windows"
  ? "pluginary.dll"
  : Deno.build.os === "darwin"
  ? "libpluginary.dylib"
  : "libpluginary.so";

/** Where `task setup` puts what it builds, beside the sources. */
const BUILD_FOLDER = new URL("../../build/", import.meta.url);

/**
 * Finds the shim library: the one that `PLUGINARY_SHIM` names, else the one
 * that setup built.
 *
 * The path has its links resolved, since Deno compares the file that a worker
 * opens with the one that it may open by name.
 *
 * @throws {PluginaryError} `shim-not-found` when there is none.
 */
export async function findShim(environment: Environment): Promise<string> {
  const named = environment("PLUGINARY_SHIM");
  const path = named ?? buildPath(`shim/${SHIM_NAME}`);
  try {
    return await Deno.realPath(path);
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

/**
 * How the shim was built, from the JSON file beside it: no worker is started
 * and no library opened. `undefined` without a shim or without that file.
 */
export async function shimInfo(
  environment: Environment,
): Promise<{ path: string; info: unknown } | undefined> {
  try {
    const path = await findShim(environment);
    const file = joinPath(parentFolder(path), SHIM_NAME.replace(/\.[a-z]+$/, ".json"));
    return { path, info: JSON.parse(await Deno.readTextFile(file)) };
  } catch (error) {
    const isMissing = error instanceof PluginaryError || error instanceof Deno.errors.NotFound;
    if (isMissing || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const buildInfoSchema = v.object({ formats: v.array(pluginFormatSchema) });

/** The formats that the shim was built with; `undefined` where nothing says so. */
export async function builtFormats(environment: Environment): Promise<PluginFormat[] | undefined> {
  const built = v.safeParse(buildInfoSchema, (await shimInfo(environment))?.info);
  return built.success ? built.output.formats : undefined;
}

/**
 * The worker's program as one bundled file, so that its start reads and
 * compiles nothing else.
 *
 * @throws {PluginaryError} `worker-not-found` when setup has not made it.
 */
export async function findWorkerBundle(): Promise<string> {
  const path = buildPath("worker/worker.js");
  try {
    return await Deno.realPath(path);
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

function buildPath(name: string): string {
  const path = decodeURIComponent(new URL(name, BUILD_FOLDER).pathname);
  return Deno.build.os === "windows" ? path.slice(1).replaceAll("/", "\\") : path;
}
