import type { ReasonCode } from "../../model/reason_code.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import type { Problem } from "../../model/documents/scan_document.ts";
import { absolutePathFrom, fileName, joinPath, parentFolder } from "../../platform/paths.ts";
import { exists, isFile, isFolder, isUnreachable, sortedEntries } from "../files/file_system.ts";
import type { FormatTable, NamedFormat } from "../formats/format_table.ts";
import { type Discovery, type FoundModule, type Recall, unloadable } from "../formats/found_module.ts";
import type { NamedInspection } from "../formats/plugin_format_record.ts";
import { FORMATS } from "../formats/records/formats.ts";
import { linkedOrigin } from "./linked_origin.ts";
import type { SearchRoot } from "./search_paths.ts";
import { isLinkLoop, problemOf, walkLimit } from "./search_problem.ts";
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
 * @param hint What a person may name.
 * @throws {PluginaryError} `path-not-found` for the first that does not.
 */
export async function checkNamedPaths(paths: readonly string[], hint = PLUGIN_HINT): Promise<void> {
  const looks = await Promise.allSettled(
    paths.map((path) => answerWithin(Deno.lstat(path), NAMED_PATH_LIMIT_MS)),
  );
  for (const [index, look] of looks.entries()) {
    if (look.status === "fulfilled" || look.reason instanceof Deno.errors.PermissionDenied) continue;
    throw new PluginaryError(
      "path-not-found",
      `Cannot scan "${paths[index]}": it does not exist`,
      hint,
      { cause: look.reason },
    );
  }
}

const PLUGIN_HINT = "Name a plugin or a folder that holds plugins, or no path at all for the usual folders";

/** A path on a drive that takes longer is left to the search, which waits as long as it takes. */
const NAMED_PATH_LIMIT_MS = 2000;

/** The limits of a search, and the modules that it need not look into. */
export interface DiscoveryOptions {
  /** Whether a find below a root is left alone, with everything below it. */
  readonly isExcluded?: (path: string) => boolean;
  /** Bound on the files and folders looked at. */
  readonly maximumEntries?: number;
  /** Modules that need not be looked into again; none by default. */
  readonly recall?: Recall;
  /** Paths on drives that this computer cannot do without, so that nobody asks whether they are there. */
  readonly local?: readonly string[];
  /** How long a drive may take to answer; unset for the usual time. */
  readonly driveLimitMs?: number | undefined;
  /** Ends the wait for drives; the search itself ends when nobody asks for more. */
  readonly signal?: AbortSignal | undefined;
  /** The formats by which modules are recognized. */
  readonly table?: FormatTable;
}

/**
 * Searches files and folders for modules. Runs no plugin code.
 *
 * Bundles are not descended into, links are followed once, and each module is
 * found once, however many links lead to it. The order is that of the roots
 * and, within each, of the names.
 *
 * The file system is read synchronously: some hundred modules take less time
 * than as many switches between threads. Only the first look at the roots can
 * take long, when a drive sleeps or a server is gone, so the program goes on
 * meanwhile, and a root that does not answer is left out.
 *
 * @param roots Those that do not exist are passed over.
 * @returns Batches of the finds between two moments in which the program went
 *     on: a generator's promise for each of thousands of modules takes too long.
 */
export async function* discoverInBatches(
  roots: readonly SearchRoot[],
  options: DiscoveryOptions = {},
): AsyncGenerator<readonly Discovery[]> {
  const { local = ["/"], driveLimitMs = DRIVE_LIMIT_MS, signal } = options;
  const answering = await answeringRoots(roots, local, driveLimitMs, signal);
  yield answering.problems.map((problem) => ({ problem }));
  const search = new Search(options);
  for (const root of answering.roots) yield* search.visitRoot(root);
  yield search.takeBatch();
}

/** The finds of {@linkcode discoverInBatches}, one by one. */
export async function* discover(
  roots: readonly SearchRoot[],
  options: DiscoveryOptions = {},
): AsyncGenerator<Discovery> {
  for await (const batch of discoverInBatches(roots, options)) yield* batch;
}

/** Extensions of libraries, first those of this system; others are looked at only when a person names them. */
const LIBRARY_EXTENSIONS: readonly string[] = [".so", ".dll", ".dylib"];
const OWN_LIBRARY_EXTENSIONS: readonly string[] = Deno.build.os === "windows"
  ? [".dll"]
  : Deno.build.os === "darwin"
  ? [".so", ".dylib"]
  : [".so"];

/** A folder that is to be searched. */
interface Descent {
  readonly folder: string;
  /** Whether no link is left to resolve in its path. */
  readonly isCanonical?: boolean;
  /** Its entries, where they had to be read to know that it is no bundle. */
  readonly entries?: readonly Deno.DirEntry[] | undefined;
  /** The format whose ending the folder has. */
  readonly record?: NamedFormat;
}

/** The state of one search: the places where it has been, and how much it may still look at. */
class Search {
  readonly #table: FormatTable;
  readonly #inspections = new Map<NamedFormat, Promise<NamedInspection>>();
  /** Paths that do not answer. */
  readonly #silent = new Set<string>();
  readonly #visitedFolders = new Set<string>();
  readonly #foundLocations = new Set<string>();
  readonly #isExcluded: (path: string) => boolean;
  readonly #recall: Recall;
  readonly #driveLimitMs: number;
  readonly #signal: AbortSignal | undefined;
  #entriesLeft: number;
  #batch: Discovery[] = [];
  /** How many finds there have been, in this batch and before. */
  #finds = 0;
  #lastBreath = performance.now();

  constructor(options: DiscoveryOptions) {
    this.#table = options.table ?? FORMATS;
    this.#isExcluded = options.isExcluded ?? (() => false);
    this.#recall = options.recall ?? (() => undefined);
    this.#entriesLeft = options.maximumEntries ?? MAXIMUM_WALK_ENTRIES;
    this.#driveLimitMs = options.driveLimitMs ?? DRIVE_LIMIT_MS;
    this.#signal = options.signal;
  }

  /** The finds since the last call. */
  takeBatch(): readonly Discovery[] {
    const batch = this.#batch;
    this.#batch = [];
    return batch;
  }

  /** Searches a root, and yields batches for as long as that takes; the last finds stay for {@linkcode takeBatch}. */
  async *visitRoot(root: SearchRoot): AsyncGenerator<readonly Discovery[]> {
    const descent = await this.#lookAtRoot(root);
    if (descent !== undefined) yield* this.#descend(descent, root);
  }

  async #lookAtRoot(root: SearchRoot): Promise<Descent | undefined> {
    const record = this.#wanted(root.path, root);
    let info: Deno.FileInfo;
    try {
      const bundle = root.isNamed ? this.#bundleAround(root) : undefined;
      if (bundle !== undefined) {
        return await this.#visitModule(bundle.path, bundle.record, { ...root, path: bundle.path });
      }
      // A person may have named a broken link to a module; a default folder that leads nowhere is passed over.
      if (record !== undefined && !isFolder(root.path) && exists(root.path)) {
        return await this.#visitModule(root.path, record, root);
      }
      info = Deno.statSync(root.path);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) this.#tell({ problem: problemOf(root.path, error) });
      return undefined;
    }
    if (info.isDirectory) return await this.#lookAtRootFolder(root);
    if (isLibraryName(root.path, LIBRARY_EXTENSIONS)) await this.#visitLibrary(root.path, root);
    else this.#tell({ problem: notAModule(root.path) });
    return undefined;
  }

  /** The bundle that a library was named from the inside of, under its own path or where a link leads. */
  #bundleAround({ path, formats }: SearchRoot): { path: string; record: NamedFormat } | undefined {
    if (!isFile(path)) return undefined;
    for (const library of [path, Deno.realPathSync(path)]) {
      const folder = parentFolder(library);
      const isInContents = fileName(parentFolder(folder)) === "Contents";
      if (!isInContents && !isLibraryName(library, LIBRARY_EXTENSIONS)) continue;
      const bundle = isInContents ? parentFolder(parentFolder(folder)) : folder;
      const record = this.#table.ofBundle(bundle, formats);
      if (record !== undefined) return { path: bundle, record };
    }
    return undefined;
  }

  /** A folder is searched whatever its name, unless a person named a bundle. */
  async #lookAtRootFolder(root: SearchRoot): Promise<Descent | undefined> {
    try {
      const bundle = root.isNamed ? this.#table.ofBundle(root.path, root.formats) : undefined;
      if (bundle === undefined) return { folder: root.path };
      return await this.#visitModule(root.path, bundle, root);
    } catch (error) {
      this.#tell({ problem: problemOf(root.path, error) });
      return undefined;
    }
  }

  async *#descend(descent: Descent, root: SearchRoot): AsyncGenerator<readonly Discovery[]> {
    const { folder, record } = descent;
    const before = this.#finds;
    yield* this.#visitFolder(descent, root);
    if (record !== undefined && this.#finds === before) await this.#tellEmpty(folder, record, root);
  }

  async *#visitFolder(
    { folder, isCanonical = false, entries }: Descent,
    root: SearchRoot,
  ): AsyncGenerator<readonly Discovery[]> {
    try {
      const canonical = isCanonical ? folder : Deno.realPathSync(folder);
      // Another root can search the same folder for other formats.
      const visit = `${root.formats.join()} ${root.home ?? ""} ${root.isRecursive} ${canonical}`;
      if (this.#visitedFolders.has(visit)) return;
      this.#visitedFolders.add(visit);
      // A person has named the root, and nothing below it.
      const below = { ...root, isNamed: false };
      for (const entry of entries ?? sortedEntries(canonical)) {
        if (this.#entriesLeft-- === 0) this.#tell({ problem: walkLimit(canonical) });
        if (this.#entriesLeft < 0) return;
        const path = joinPath(canonical, entry.name);
        if (this.#isExcluded(path) || (entry.isSymlink && await this.#leadsNowhere(path))) continue;
        // The folder's links are resolved, so a path without a link of its own is the location.
        const recalled = entry.isSymlink ? undefined : this.#recall(path);
        if (recalled !== undefined && root.formats.includes(recalled.format)) {
          if (!this.#isKnownModule(recalled)) this.#tell({ module: recalled, root: root.path });
        } else {
          const descent = await this.#visitEntry(path, entry, below);
          if (descent !== undefined) yield* this.#descend(descent, below);
        }
        if (performance.now() - this.#lastBreath >= BREATH_MS) yield await this.#breathe(root.path);
      }
    } catch (error) {
      this.#tell({ problem: problemOf(folder, error) });
    }
  }

  /** Lets the rest of the program go on. Any asynchronous call does; the first timer of a program would load 5 ms of code. */
  async #breathe(path: string): Promise<readonly Discovery[]> {
    await Promise.allSettled([Deno.lstat(path)]);
    this.#lastBreath = performance.now();
    return this.takeBatch();
  }

  /** A link can lead to a drive that does not answer, and this search would wait for it, and all else with it. */
  async #leadsNowhere(path: string): Promise<boolean> {
    const target = linkTarget(path);
    if (target === undefined || parentFolder(target) === parentFolder(path)) return false;
    await this.#ask(target);
    if (!this.#silent.has(target)) {
      this.#batch.push({ link: linkEnd(path) });
      return false;
    }
    this.#tell({ problem: silentDrive(target) });
    return true;
  }

  /** Finds out whether a path answers; after a first one that did not, others get little time. */
  async #ask(path: string): Promise<void> {
    const limitMs = this.#silent.size === 0 ? this.#driveLimitMs : SHORT_LIMIT_MS;
    const answer = await answerWithin(hasAnswered(path), limitMs, this.#signal);
    if (answer === NO_ANSWER) this.#silent.add(path);
  }

  async #visitEntry(path: string, entry: Deno.DirEntry, root: SearchRoot): Promise<Descent | undefined> {
    const record = this.#wanted(entry.name, root);
    if (isUnreachable(path, entry.name)) this.#tellUnreachable(path, record, entry, root);
    else if (record !== undefined) return await this.#visitModule(path, record, root, entry);
    else if (entry.isDirectory || (entry.isSymlink && isFolder(path))) {
      return await this.#visitSubfolder(path, root, entry);
    } else if (isLibraryName(entry.name, OWN_LIBRARY_EXTENSIONS)) await this.#visitLibrary(path, root, entry);
    return undefined;
  }

  /** The format that a name stands for, if the root is searched for that. */
  #wanted(path: string, root: SearchRoot): NamedFormat | undefined {
    const record = this.#table.ofName(path);
    return record !== undefined && root.formats.includes(record.format) ? record : undefined;
  }

  /** A bundle of a format that is not searched for is passed over with everything inside. */
  async #visitSubfolder(
    path: string,
    root: SearchRoot,
    entry: Deno.DirEntry,
  ): Promise<Descent | undefined> {
    // A look for a manifest that is missing takes five times as long as the list of the folder, which is needed anyway.
    const entries = root.isRecursive ? entriesIfAny(path) : undefined;
    try {
      if (entries === undefined || this.#table.mayHaveManifest(entries)) {
        const bundle = this.#table.ofManifest(path, root.formats);
        if (bundle !== undefined) return await this.#visitModule(path, bundle, root);
        if (!root.isRecursive || this.#table.ofManifest(path) !== undefined) return undefined;
      }
      if (this.#table.ofContents(path) !== undefined) return undefined;
      return { folder: path, isCanonical: !entry.isSymlink, entries };
    } catch (error) {
      this.#tell({ problem: problemOf(path, error) });
      return undefined;
    }
  }

  /**
   * Looks at a file or folder with the name or the manifest of a module.
   *
   * @param entry Its entry in its folder, whose own links are resolved: without a link here the path is the location.
   */
  async #visitModule(
    path: string,
    record: NamedFormat,
    root: SearchRoot,
    entry?: Deno.DirEntry,
  ): Promise<Descent | undefined> {
    const { format } = record;
    let location = path;
    try {
      location = canonicalPath(path, entry);
      if (location !== path && this.#isExcluded(location)) return undefined;
      const info = entry?.isDirectory || entry?.isFile ? entry : Deno.statSync(location);
      if (info.isDirectory) return await this.#visitModuleFolder(location, record, root);
      if (info.isFile) this.#tellModule((await this.#inspection(record)).file(location), root);
      else {
        const message = "Is neither a file nor a folder";
        this.#tellModule(unloadable(format, location, "not-a-module", message), root);
      }
    } catch (error) {
      this.#tellModule(unloadable(format, location, ...reasonOf(error)), root);
    }
    return undefined;
  }

  async #visitModuleFolder(
    location: string,
    record: NamedFormat,
    root: SearchRoot,
  ): Promise<Descent | undefined> {
    const inspection = await this.#inspection(record);
    const contents = await inspection.folder(location, root.isNamed === true);
    if (contents === "plain") {
      if (root.isRecursive) return { folder: location, record };
      await this.#tellEmpty(location, record, root);
    } else if (contents !== "data") this.#tellModule(contents, root);
    else if (!this.#isKnown(location)) this.#tell({ data: location, format: record.format });
    return undefined;
  }

  async #visitLibrary(path: string, root: SearchRoot, entry?: Deno.DirEntry): Promise<void> {
    const { formats, home, isNamed = false } = root;
    const { libraries, presumed } = this.#table;
    const isUsual = libraries.some(({ format, library }) => library.isUsual && formats.includes(format));
    if (!isUsual && !isNamed) return;
    let location = path;
    try {
      location = canonicalPath(path, entry);
      if (location !== path && this.#isExcluded(location)) return;
      const { inspectLibrary } = await import("../formats/library_file.ts");
      const module = await inspectLibrary(location, { formats, home, isNamed }, this.#table);
      if (module !== undefined) this.#tellModule(module, root);
    } catch (error) {
      if (presumed === undefined || (home !== presumed.format && !isNamed)) return;
      this.#tellModule(unloadable(presumed.format, location, ...reasonOf(error)), root);
    }
  }

  #inspection(record: NamedFormat): Promise<NamedInspection> {
    const loaded = this.#inspections.get(record) ?? record.named.load();
    this.#inspections.set(record, loaded);
    return loaded;
  }

  #tellUnreachable(
    path: string,
    record: NamedFormat | undefined,
    entry: Deno.DirEntry,
    root: SearchRoot,
  ): void {
    const code = "path-not-utf-8";
    const message = "Has a name that is not UTF-8 and cannot be opened; rename it";
    if (record !== undefined) this.#tellModule(unloadable(record.format, path, code, message), root);
    else if (entry.isDirectory) this.#tell({ problem: { location: path, code, message } });
  }

  /** A plain folder with a module's ending may have been meant to be one. */
  async #tellEmpty(folder: string, record: NamedFormat, root: SearchRoot): Promise<void> {
    const module = (await this.#inspection(record)).emptyFolder?.(folder);
    if (module !== undefined) this.#tellModule(module, root);
  }

  #tellModule(module: FoundModule, root: SearchRoot): void {
    if (this.#isKnownModule(module)) return;
    this.#tell({ module: root.isNamed ? { ...module, isNamed: true } : module, root: root.path });
  }

  #tell(discovery: Discovery): void {
    this.#finds++;
    this.#batch.push(discovery);
  }

  /** A bundle made of links and the one that they lead to are one installation. */
  #isKnownModule(module: FoundModule): boolean {
    return this.#isKnown(linkedOrigin(module) ?? module.location);
  }

  #isKnown(location: string): boolean {
    if (this.#foundLocations.has(location)) return true;
    this.#foundLocations.add(location);
    return false;
  }
}

/** The entries of a folder; `undefined` where they cannot be listed, which the search meets again and reports. */
function entriesIfAny(folder: string): readonly Deno.DirEntry[] | undefined {
  try {
    return sortedEntries(folder);
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/** How long a path gets to answer when another one has not, in milliseconds. */
const SHORT_LIMIT_MS = 1000;

async function hasAnswered(path: string): Promise<void> {
  try {
    await Deno.stat(path);
  } catch (error) {
    // Any error is an answer.
    if (!(error instanceof Error)) throw error;
  }
}

/** The target of a link, whether it exists or not; `undefined` for a link that cannot be read. */
function linkTarget(path: string): string | undefined {
  try {
    return absolutePathFrom(parentFolder(path), Deno.readLinkSync(path));
  } catch (error) {
    // The search meets any error again and reports it.
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/** Most links that are followed one after the other, as on Linux. */
const MAXIMUM_LINKS = 40;

/** The place that a link leads to in the end; where nothing is there, the missing path. */
function linkEnd(link: string): string {
  let path = link;
  for (let links = 0; links < MAXIMUM_LINKS; links++) {
    try {
      return Deno.realPathSync(path);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const target = linkTarget(path);
      if (target === undefined) break;
      path = target;
    }
  }
  return path;
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

function notAModule(location: string): Problem {
  const message = `Cannot scan "${location}": it is neither a folder nor a plugin module`;
  return { location, code: "not-a-module", message };
}
