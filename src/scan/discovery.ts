import type { Reason, ReasonCode } from "../model/module.ts";
import { PluginaryError } from "../model/pluginary_error.ts";
import type { PluginFormat } from "../model/plugin_format.ts";
import type { Problem } from "../model/scan_document.ts";
import { absolutePath, fileName, joinPath } from "../platform/paths.ts";
import { checkBinary, readBinaryHeader } from "./binary_header.ts";
import { findVst3Binary, isVst3Bundle, isVst3Name, moduleInfoPaths } from "./vst3_bundle.ts";

/** A module that was found, before any of its code has run. */
export interface FoundModule {
  readonly format: PluginFormat;
  /** Absolute, links resolved where they lead somewhere. */
  readonly location: string;
  readonly architectures: readonly string[];
  /** The file to load; absent when {@linkcode reason} says why there is none. */
  readonly binary?: string;
  /** Every file whose change makes this another module. */
  readonly files: readonly string[];
  /** Why this module cannot be loaded here. */
  readonly reason?: Reason;
}

/** What a search yields: a module, or something that kept it from looking everywhere. */
export type Discovery =
  /** `root` is the searched path through which it was found; a link can lead out of that. */
  | { readonly module: FoundModule; readonly root: string }
  | { readonly problem: Problem };

/** Gives the module that an earlier search found at a location, if all of it is as it was. */
export type Recall = (location: string) => FoundModule | undefined;

/**
 * Most files and folders that one search looks at. A home folder searched by
 * mistake would otherwise keep the scan busy for hours.
 */
export const MAXIMUM_WALK_ENTRIES = 200_000;

/**
 * Makes sure that the paths that a person named exist, so that a typing error
 * is noticed before anything is scanned.
 *
 * @throws {PluginaryError} `path-not-found` for the first that does not.
 */
export async function checkNamedPaths(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    try {
      await Deno.lstat(path);
    } catch (error) {
      if (error instanceof Deno.errors.PermissionDenied) continue;
      throw new PluginaryError(
        "path-not-found",
        `Cannot scan "${path}": it does not exist`,
        "Name a plugin or a folder that holds plugins, or no path at all for the usual folders",
        { cause: error },
      );
    }
  }
}

/**
 * Searches files and folders for VST3 modules. Runs no plugin code.
 *
 * Bundles are not descended into, links are followed once, and each module is
 * found once, whatever number of links leads to it. The order is that of the
 * paths and, within each, of the names.
 *
 * @param roots Absolute paths; those that do not exist are passed over.
 * @param maximumEntries Bound on the files and folders looked at.
 * @param recall What need not be looked into again; nothing by default.
 */
export async function* discover(
  roots: readonly string[],
  maximumEntries: number = MAXIMUM_WALK_ENTRIES,
  recall: Recall = () => undefined,
): AsyncGenerator<Discovery> {
  const search = new Search(maximumEntries, recall);
  for (const path of roots) {
    const root = absolutePath(path);
    for await (const found of search.visitRoot(root)) yield "module" in found ? { ...found, root } : found;
  }
}

/** What the search yields before it is known for which root it was made. */
type Finding = { readonly module: FoundModule } | { readonly problem: Problem };

/** The state of one search: where it has been, and how much it may still look at. */
class Search {
  readonly #visitedFolders = new Set<string>();
  readonly #foundLocations = new Set<string>();
  readonly #recall: Recall;
  #entriesLeft: number;

  constructor(maximumEntries: number, recall: Recall) {
    this.#recall = recall;
    this.#entriesLeft = maximumEntries;
  }

  async *visitRoot(root: string): AsyncGenerator<Finding> {
    if (isVst3Name(root)) {
      if (await exists(root)) yield* this.#visitModule(root);
      return;
    }
    let info: Deno.FileInfo;
    try {
      info = await Deno.stat(root);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return;
      yield { problem: problemOf(root, error) };
      return;
    }
    if (info.isDirectory) yield* this.#visitFolder(root);
    else {
      const message = `Cannot scan "${root}": it is neither a folder nor a plugin module`;
      yield { problem: { location: root, code: "not-a-module", message } };
    }
  }

  async *#visitFolder(folder: string): AsyncGenerator<Finding> {
    try {
      const canonical = await Deno.realPath(folder);
      if (this.#visitedFolders.has(canonical)) return;
      this.#visitedFolders.add(canonical);
      for (const entry of await sortedEntries(canonical)) {
        if (this.#entriesLeft-- === 0) yield { problem: walkLimit(canonical) };
        if (this.#entriesLeft < 0) return;
        yield* this.#visitEntry(canonical, entry);
      }
    } catch (error) {
      yield { problem: problemOf(folder, error) };
    }
  }

  async *#visitEntry(folder: string, entry: Deno.DirEntry): AsyncGenerator<Finding> {
    const path = joinPath(folder, entry.name);
    // The folder's links are resolved, so without one of its own the path is the location.
    const recalled = entry.isSymlink ? undefined : this.#recall(path);
    if (recalled !== undefined) yield* this.#found(recalled);
    else if (await isUnreachable(path)) yield* this.#unreachable(path, entry);
    else if (isVst3Name(entry.name)) yield* this.#visitModule(path);
    else if (entry.isDirectory) yield* this.#visitFolder(path);
    else if (entry.isSymlink && await leadsToFolder(path)) yield* this.#visitFolder(path);
  }

  /** Looks at something that is called like a module, which a folder can be too. */
  async *#visitModule(path: string): AsyncGenerator<Finding> {
    let location = path;
    try {
      location = await Deno.realPath(path);
      const info = await Deno.stat(location);
      if (info.isDirectory) yield* this.#visitBundle(location);
      else yield* this.#found(await inspectFile(location, info));
    } catch (error) {
      yield* this.#found(unloadable(location, ...reasonOf(error)));
    }
  }

  async *#visitBundle(location: string): AsyncGenerator<Finding> {
    if (await isVst3Bundle(location)) yield* this.#found(await inspectBundle(location));
    else if ((await sortedEntries(location)).length > 0) yield* this.#visitFolder(location);
    else yield* this.#found(unloadable(location, "empty-bundle", "Has nothing inside"));
  }

  *#unreachable(path: string, entry: Deno.DirEntry): Generator<Finding> {
    const message = "Has a name that is not UTF-8, so it cannot be opened; rename it";
    if (isVst3Name(entry.name)) yield* this.#found(unloadable(path, "path-not-utf-8", message));
    else if (entry.isDirectory) yield { problem: { location: path, code: "path-not-utf-8", message } };
  }

  *#found(module: FoundModule): Generator<Finding> {
    if (this.#foundLocations.has(module.location)) return;
    this.#foundLocations.add(module.location);
    yield { module };
  }
}

async function inspectBundle(location: string): Promise<FoundModule> {
  const found = await findVst3Binary(location);
  if ("code" in found) return unloadable(location, found.code, found.message, found.architectures);
  const info = await Deno.stat(found.path);
  const header = await readBinaryHeader(found.path);
  const problem = checkBinary(header, info.size);
  const architectures = [...new Set([...found.architectures, ...header?.architectures ?? []])].sort();
  if (problem !== undefined) return unloadable(location, problem.code, problem.message, architectures);
  const files = [found.path];
  for (const path of moduleInfoPaths(location)) if (await exists(path)) files.push(path);
  return { format: "vst3", location, architectures, binary: found.path, files };
}

/** A module that is one file: only Windows has such; elsewhere it says what the file is instead. */
async function inspectFile(location: string, info: Deno.FileInfo): Promise<FoundModule> {
  if (!info.isFile) return unloadable(location, "not-a-module", "Is neither a file nor a folder");
  const header = await readBinaryHeader(location);
  const problem = checkBinary(header, info.size);
  const architectures = header?.architectures ?? [];
  if (problem !== undefined) return unloadable(location, problem.code, problem.message, architectures);
  if (header?.kind !== "pe") {
    return unloadable(
      location,
      "not-a-module",
      "Is a bare library; here a VST3 module is a bundle",
      architectures,
    );
  }
  return { format: "vst3", location, architectures, binary: location, files: [location] };
}

function unloadable(
  location: string,
  code: ReasonCode,
  message: string,
  architectures: readonly string[] = [],
): FoundModule {
  return { format: "vst3", location, architectures, files: [], reason: { code, message } };
}

function reasonOf(error: unknown): [ReasonCode, string] {
  if (error instanceof Deno.errors.PermissionDenied) {
    return ["permission-denied", "Cannot be read: permission denied"];
  }
  if (error instanceof Deno.errors.NotFound) return ["not-found", "Is a symbolic link to a missing file"];
  if (isLinkLoop(error)) return ["not-found", "Is a symbolic link that leads back to itself"];
  return ["load-error", `Cannot be read: ${error instanceof Error ? error.message : String(error)}`];
}

function problemOf(location: string, error: unknown): Problem {
  if (error instanceof Deno.errors.PermissionDenied) {
    return { location, code: "permission-denied", message: `Cannot search "${location}": permission denied` };
  }
  if (error instanceof Deno.errors.NotFound) {
    return { location, code: "not-found", message: `Cannot search "${location}": it is gone` };
  }
  if (isLinkLoop(error)) {
    return { location, code: "link-loop", message: `Cannot search "${location}": its links form a loop` };
  }
  const why = error instanceof Error ? error.message : String(error);
  return { location, code: "read-error", message: `Cannot search "${location}": ${why}` };
}

function walkLimit(location: string): Problem {
  const message = `Stopped searching in "${location}": too many files; name a smaller folder`;
  return { location, code: "walk-limit", message };
}

/** Deno has a class for it since 1.39, and the system's own words in the message. */
function isLinkLoop(error: unknown): boolean {
  return error instanceof Deno.errors.FilesystemLoop;
}

async function sortedEntries(folder: string): Promise<Deno.DirEntry[]> {
  const entries = await Array.fromAsync(Deno.readDir(folder));
  return entries.sort((a, b) => a.name < b.name ? -1 : 1);
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** A broken link or one into a folder that may not be read leads to no folder that can be searched. */
async function leadsToFolder(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isDirectory;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}

/**
 * Whether a listed name cannot be opened because it is not UTF-8: Deno then
 * lists it with U+FFFD, a character that a name can also really contain.
 */
async function isUnreachable(path: string): Promise<boolean> {
  return fileName(path).includes("\uFFFD") && !await exists(path);
}
