import type { ReasonCode } from "../../model/module.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";
import type { Problem } from "../../model/documents/scan_document.ts";
import { absolutePathFrom, fileName, joinPath, parentFolder } from "../../platform/paths.ts";
import { formatOfName, isBundle, isLv2Bundle } from "../formats/bundle_kind.ts";
import { exists, isFolder, isUnreachable, sortedEntries } from "../files/file_system.ts";
import { type Discovery, type FoundModule, type Recall, unloadable } from "../formats/found_module.ts";
import type { ModuleInspector } from "../formats/module_inspector.ts";
import type { SearchRoot } from "./search_paths.ts";
import { answeringRoots, answerWithin, DRIVE_LIMIT_MS, NO_ANSWER, silentDrive } from "./silent_drive.ts";

/**
 * Most files and folders that one search looks at. A home folder searched by
 * mistake would otherwise keep the scan busy for hours.
 */
export const MAXIMUM_WALK_ENTRIES = 200_000;

/** How long the search may keep the program from anything else, in milliseconds. */
const BREATH_MS = 20;

/**
 * Makes sure that the paths that a person named exist, so that a typing error
 * is noticed before anything is scanned.
 *
 * @throws {PluginaryError} `path-not-found` for the first that does not.
 */
export async function checkNamedPaths(paths: readonly string[]): Promise<void> {
  const looks = await Promise.allSettled(
    paths.map((path) => answerWithin(Deno.lstat(path), NAMED_PATH_LIMIT_MS)),
  );
  for (const [index, look] of looks.entries()) {
    if (look.status === "fulfilled" || look.reason instanceof Deno.errors.PermissionDenied) continue;
    throw new PluginaryError(
      "path-not-found",
      `Cannot scan "${paths[index]}": it does not exist`,
      "Name a plugin or a folder that holds plugins, or no path at all for the usual folders",
      { cause: look.reason },
    );
  }
}

/** A path on a drive that takes longer is left to the search, which waits as long as it takes. */
const NAMED_PATH_LIMIT_MS = 2000;

/** What a search leaves out, and where it ends. */
export interface DiscoveryOptions {
  /** Whether something that was found below a root is to be left alone, with all below it. */
  readonly isExcluded?: (path: string) => boolean;
  /** Bound on the files and folders looked at. */
  readonly maximumEntries?: number;
  /** What need not be looked into again; nothing by default. */
  readonly recall?: Recall;
  /** Paths on drives that this computer cannot do without, so that they need not be asked whether they are there. */
  readonly local?: readonly string[];
  /** How long a drive may take to answer; unset for the usual time. */
  readonly driveLimitMs?: number | undefined;
  /** Ends the wait for drives; the search itself ends when nobody asks for more. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Searches files and folders for modules. Runs no plugin code.
 *
 * Bundles are not descended into, links are followed once, and each module is
 * found once, whatever number of links leads to it. The order is that of the
 * roots and, within each, of the names.
 *
 * The file system is read in one go and not in parallel: some hundred modules
 * take less time than as many switches between threads. Only the first look at
 * the roots can take long, when a drive sleeps or a server is gone, so that one
 * lets the program go on, and a root that does not answer is left out.
 *
 * @param roots Those that do not exist are passed over.
 * @returns What was found between two moments in which the program went on:
 *     a generator's promise for each of thousands of modules takes too long.
 */
export async function* discoverInBatches(
  roots: readonly SearchRoot[],
  options: DiscoveryOptions = {},
): AsyncGenerator<readonly Discovery[]> {
  const search = new Search(options);
  let batch: Discovery[] = [];
  let lastBreath = performance.now();
  const { local = ["/"], driveLimitMs = DRIVE_LIMIT_MS, signal } = options;
  const answering = await answeringRoots(roots, local, driveLimitMs, signal);
  batch.push(...answering.problems.map((problem) => ({ problem })));
  for (const root of answering.roots) {
    for (const discovery of search.visitRoot(root)) {
      if (discovery === NEEDS_INSPECTOR) search.inspector = await loadInspector();
      else if ("asks" in discovery) await search.ask(discovery.asks, driveLimitMs, signal);
      else batch.push(isAudioUnit(discovery) ? await completed(discovery, search) : discovery);
      if (performance.now() - lastBreath < BREATH_MS) continue;
      yield batch;
      batch = [];
      // Any asynchronous call lets the rest go on; the first timer of a program would load 5 ms of code.
      await Promise.allSettled([Deno.lstat(root.path)]);
      lastBreath = performance.now();
    }
  }
  yield batch;
}

/** What {@linkcode discoverInBatches} finds, one by one. */
export async function* discover(
  roots: readonly SearchRoot[],
  options: DiscoveryOptions = {},
): AsyncGenerator<Discovery> {
  for await (const batch of discoverInBatches(roots, options)) yield* batch;
}

async function loadInspector(): Promise<ModuleInspector> {
  const { ModuleInspector } = await import("../formats/module_inspector.ts");
  return await ModuleInspector.make();
}

/** Yielded, once, by a search that has to look into something, which it then does with {@linkcode Search.inspector}. */
const NEEDS_INSPECTOR = Symbol("needs inspector");

/** What a search yields as it goes; `asks` is a path of which {@linkcode Search.ask} is to find out whether it answers. */
type Step = Discovery | typeof NEEDS_INSPECTOR | { readonly asks: string };

/** A module that was found. */
type ModuleDiscovery = Extract<Discovery, { module: FoundModule }>;

function isAudioUnit(discovery: Discovery): discovery is ModuleDiscovery {
  return "module" in discovery && discovery.module.format === "au";
}

async function completed(discovery: ModuleDiscovery, { inspector }: Search): Promise<ModuleDiscovery> {
  return { ...discovery, module: await inspector?.complete(discovery.module) ?? discovery.module };
}

/** Extensions of libraries, first those of this system; others are looked at only when a person names them. */
const LIBRARY_EXTENSIONS: readonly string[] = [".so", ".dll", ".dylib"];
const OWN_LIBRARY_EXTENSIONS: readonly string[] = Deno.build.os === "windows"
  ? [".dll"]
  : Deno.build.os === "darwin"
  ? [".so", ".dylib"]
  : [".so"];

/** The state of one search: where it has been, and how much it may still look at. */
class Search {
  /** Has to be there when the search goes on after {@linkcode NEEDS_INSPECTOR}. */
  inspector: ModuleInspector | undefined;
  /** Paths that do not answer. */
  readonly #silent = new Set<string>();
  readonly #visitedFolders = new Set<string>();
  readonly #foundLocations = new Set<string>();
  readonly #isExcluded: (path: string) => boolean;
  readonly #recall: Recall;
  #entriesLeft: number;

  constructor(options: DiscoveryOptions) {
    this.#isExcluded = options.isExcluded ?? (() => false);
    this.#recall = options.recall ?? (() => undefined);
    this.#entriesLeft = options.maximumEntries ?? MAXIMUM_WALK_ENTRIES;
  }

  /** Finds out whether a path answers; where one has not, others get little time to. */
  async ask(path: string, limitMs: number, signal?: AbortSignal): Promise<void> {
    const isFirst = this.#silent.size === 0;
    const answer = await answerWithin(hasAnswered(path), isFirst ? limitMs : SHORT_LIMIT_MS, signal);
    if (answer === NO_ANSWER) this.#silent.add(path);
  }

  *visitRoot(root: SearchRoot): Generator<Step> {
    const format = formatOfName(root.path);
    const isWanted = format !== undefined && root.formats.includes(format);
    let info: Deno.FileInfo;
    try {
      // A broken link can be a module that a person named; a root of the defaults that leads nowhere is none.
      if (isWanted && exists(root.path)) return yield* this.#visitModule(root.path, format, root);
      info = Deno.statSync(root.path);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) yield { problem: problemOf(root.path, error) };
      return;
    }
    if (info.isDirectory) yield* this.#visitFolderOrBundle(root.path, root);
    else if (isLibraryName(root.path, LIBRARY_EXTENSIONS)) yield* this.#visitLibrary(root.path, root);
    else yield { problem: notAModule(root.path) };
  }

  *#visitFolder(folder: string, root: SearchRoot): Generator<Step> {
    try {
      const canonical = Deno.realPathSync(folder);
      // The same folder can be searched for other formats by another root.
      const visit = `${root.formats.join()} ${root.home ?? ""} ${root.isRecursive} ${canonical}`;
      if (this.#visitedFolders.has(visit)) return;
      this.#visitedFolders.add(visit);
      // What lies below a root was found, not named.
      const below = { ...root, isNamed: false };
      for (const entry of sortedEntries(canonical)) {
        if (this.#entriesLeft-- === 0) yield { problem: walkLimit(canonical) };
        if (this.#entriesLeft < 0) return;
        const path = joinPath(canonical, entry.name);
        if (this.#isExcluded(path) || (entry.isSymlink && (yield* this.#leadsNowhere(path)))) continue;
        // The folder's links are resolved, so without one of its own the path is the location.
        const recalled = entry.isSymlink ? undefined : this.#recall(path);
        if (recalled !== undefined && root.formats.includes(recalled.format)) {
          if (!this.#isKnown(path)) yield { module: recalled, root: root.path };
        } else yield* this.#visitEntry(path, entry, below);
      }
    } catch (error) {
      yield { problem: problemOf(folder, error) };
    }
  }

  /** A link can lead to a drive that does not answer, for which this search would wait and all else with it. */
  *#leadsNowhere(path: string): Generator<Step, boolean> {
    const target = linkTarget(path);
    if (target === undefined || parentFolder(target) === parentFolder(path)) return false;
    yield { asks: target };
    if (!this.#silent.has(target)) return false;
    yield { problem: silentDrive(target) };
    return true;
  }

  *#visitEntry(path: string, entry: Deno.DirEntry, root: SearchRoot): Generator<Step> {
    const format = formatOfName(entry.name);
    const isWanted = format !== undefined && root.formats.includes(format);
    if (isUnreachable(path, entry.name)) {
      yield* this.#unreachable(path, isWanted ? format : undefined, entry, root);
    } else if (isWanted) yield* this.#visitModule(path, format, root, entry);
    else if (entry.isDirectory || (entry.isSymlink && isFolder(path))) {
      yield* this.#visitSubfolder(path, root);
    } else if (isLibraryName(entry.name, OWN_LIBRARY_EXTENSIONS)) {
      yield* this.#visitLibrary(path, root, entry);
    }
  }

  /** A bundle of a format that is not searched for is passed over with all that is in it. */
  *#visitSubfolder(path: string, root: SearchRoot): Generator<Step> {
    try {
      if (root.formats.includes("lv2") && isLv2Bundle(path)) yield* this.#visitModule(path, "lv2", root);
      else if (root.isRecursive && !isBundle(path)) yield* this.#visitFolder(path, root);
    } catch (error) {
      yield { problem: problemOf(path, error) };
    }
  }

  *#visitFolderOrBundle(path: string, root: SearchRoot): Generator<Step> {
    try {
      const isBundle = root.formats.includes("lv2") && isLv2Bundle(path);
      if (isBundle) yield* this.#visitModule(path, "lv2", root);
      else yield* this.#visitFolder(path, root);
    } catch (error) {
      yield { problem: problemOf(path, error) };
    }
  }

  /**
   * Looks at something that is called like a module, which a folder can be too.
   *
   * @param entry What the folder says of it; its own links are resolved, so without one here the path is the location.
   */
  *#visitModule(
    path: string,
    format: PluginFormat,
    root: SearchRoot,
    entry?: Deno.DirEntry,
  ): Generator<Step> {
    let location = path;
    try {
      location = canonicalPath(path, entry);
      if (location !== path && this.#isExcluded(location)) return;
      const info = entry?.isDirectory || entry?.isFile ? entry : Deno.statSync(location);
      if (info.isDirectory) yield* this.#visitModuleFolder(location, format, root);
      else if (info.isFile) yield* this.#found((yield* this.#inspect()).file(location, format), root);
      else {
        const message = "Is neither a file nor a folder";
        yield* this.#found(unloadable(format, location, "not-a-module", message), root);
      }
    } catch (error) {
      yield* this.#found(unloadable(format, location, ...reasonOf(error)), root);
    }
  }

  *#visitModuleFolder(location: string, format: PluginFormat, root: SearchRoot): Generator<Step> {
    if (format === "lv2") return yield* this.#visitLv2(location, root);
    const module = (yield* this.#inspect()).folder(location, format);
    if (module !== undefined) yield* this.#found(module, root);
    else if (root.isRecursive) yield* this.#visitFolder(location, root);
  }

  /** A folder that is called like an LV2 bundle, is none and holds none was meant to be one. */
  *#visitLv2(location: string, root: SearchRoot): Generator<Step> {
    if (isLv2Bundle(location)) {
      const module = (yield* this.#inspect()).lv2(location, root.isNamed === true);
      if (module !== undefined) yield* this.#found(module, root);
      else if (!this.#isKnown(location)) yield { lv2Data: location };
      return;
    }
    let isEmpty = true;
    if (root.isRecursive) {
      for (const discovery of this.#visitFolder(location, root)) {
        isEmpty = false;
        yield discovery;
      }
    }
    if (isEmpty) yield* this.#found((yield* this.#inspect()).brokenLv2(location), root);
  }

  *#visitLibrary(path: string, root: SearchRoot, entry?: Deno.DirEntry): Generator<Step> {
    if (!root.formats.includes("ladspa") && !root.formats.includes("vst2") && !root.isNamed) return;
    let location = path;
    try {
      location = canonicalPath(path, entry);
      if (location !== path && this.#isExcluded(location)) return;
      const { formats, home, isNamed = false } = root;
      const inspector = yield* this.#inspect();
      const module = inspector.library(location, {
        formats,
        isNamed,
        ...(home === undefined ? {} : { home }),
      });
      if (module !== undefined) yield* this.#found(module, root);
    } catch (error) {
      if (root.home !== "ladspa" && !root.isNamed) return;
      yield* this.#found(unloadable("ladspa", location, ...reasonOf(error)), root);
    }
  }

  *#unreachable(
    path: string,
    format: PluginFormat | undefined,
    entry: Deno.DirEntry,
    root: SearchRoot,
  ): Generator<Step> {
    const message = "Has a name that is not UTF-8, so it cannot be opened; rename it";
    if (format !== undefined) yield* this.#found(unloadable(format, path, "path-not-utf-8", message), root);
    else if (entry.isDirectory) yield { problem: { location: path, code: "path-not-utf-8", message } };
  }

  *#inspect(): Generator<Step, ModuleInspector> {
    if (this.inspector === undefined) yield NEEDS_INSPECTOR;
    return this.inspector!;
  }

  *#found(module: FoundModule, root: SearchRoot): Generator<Step> {
    if (this.#isKnown(module.location)) return;
    yield { module: root.isNamed ? { ...module, isNamed: true } : module, root: root.path };
  }

  #isKnown(location: string): boolean {
    if (this.#foundLocations.has(location)) return true;
    this.#foundLocations.add(location);
    return false;
  }
}

/** How long a path gets to answer when another one has not, in milliseconds. */
const SHORT_LIMIT_MS = 1000;

async function hasAnswered(path: string): Promise<void> {
  try {
    await Deno.stat(path);
  } catch (error) {
    // Whatever it is, it is an answer.
    if (!(error instanceof Error)) throw error;
  }
}

/** Where a link leads, be there something or not; `undefined` for what cannot be read. */
function linkTarget(path: string): string | undefined {
  try {
    return absolutePathFrom(parentFolder(path), Deno.readLinkSync(path));
  } catch (error) {
    // Whatever it is, the search meets it again and says what is wrong.
    if (error instanceof Error) return undefined;
    throw error;
  }
}

function canonicalPath(path: string, entry: Deno.DirEntry | undefined): string {
  return entry?.isDirectory || entry?.isFile ? path : Deno.realPathSync(path);
}

function isLibraryName(path: string, extensions: readonly string[]): boolean {
  const name = fileName(path).toLowerCase();
  return extensions.some((extension) => name.endsWith(extension));
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

function notAModule(location: string): Problem {
  const message = `Cannot scan "${location}": it is neither a folder nor a plugin module`;
  return { location, code: "not-a-module", message };
}

function walkLimit(location: string): Problem {
  const message = `Stopped searching in "${location}": too many files; name a smaller folder`;
  return { location, code: "walk-limit", message };
}

/** Deno has a class for it since 1.39, and the system's own words in the message. */
function isLinkLoop(error: unknown): boolean {
  return error instanceof Deno.errors.FilesystemLoop;
}
