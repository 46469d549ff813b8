import type { Problem } from "../model/documents/scan_document.ts";
import type { PluginFormat } from "../model/plugin_format.ts";
import type { KnownModule, ScanMemory } from "../model/scan_journal.ts";
import { absolutePath } from "../platform/paths.ts";
import { checkNamedPaths, discoverInBatches } from "./discovery/discovery.ts";
import { Exclusions } from "./discovery/exclusions.ts";
import { findRemoved, type RemovalVerdict, type SearchedRoot } from "./discovery/removed_modules.ts";
import { type SearchRoot, searchRoots } from "./discovery/search_paths.ts";
import { type Environment, type SearchSystem, thisSystem } from "./files/search_system.ts";
import type { FormatTable } from "./formats/format_table.ts";
import { type Discovery, type FoundModule, unloadable } from "./formats/found_module.ts";
import { FORMATS } from "./formats/records/formats.ts";
import type { RescanPolicy } from "./planning/rescan_policy.ts";
import { type Decision, ScanPlanner } from "./planning/scan_planner.ts";
import { builtFormats } from "./shim/built_formats.ts";
import type { SurroundedSearch } from "./workers/gather_surroundings.ts";

/** Where and for what to search, and how to compare the finds with earlier scans. */
export interface SearchOptions {
  /** Absolute paths of modules or folders to search; empty for the default locations of this system. */
  readonly paths: readonly string[];
  /** Absolute paths of additional folders to search. */
  readonly folders?: readonly string[];
  /** Formats to search for; unset for every format that exists on this system. */
  readonly formats?: readonly PluginFormat[];
  /** Patterns of paths to exclude, and files with more patterns. */
  readonly exclude?: readonly string[];
  readonly ignoreLists?: readonly string[];
  /** Selects unchanged modules to scan again; unset for none. */
  readonly policy?: RescanPolicy;
  /** Whether the plugins of an empty named folder count as removed; it could also be an unmounted drive. */
  readonly trustsEmptyPaths?: boolean;
  /** Ends the search early. */
  readonly interrupt?: AbortSignal;
  /** Environment variables; unset for those of this process. */
  readonly environment?: Environment;
  /** How long a drive may take to answer, in milliseconds; unset for the usual time. */
  readonly driveLimitMs?: number;
  /** The clock. */
  readonly now?: () => Date;
  /** All formats, for tests; unset for those of this program. */
  readonly table?: FormatTable;
}

/** A module that was found, or a problem that kept the search from looking everywhere. */
export type Find = Extract<Discovery, { module: FoundModule } | { problem: Problem }>;

/** The tools of a search, in addition to its options. */
interface SearchTools {
  readonly system: SearchSystem;
  readonly exclusions: Exclusions;
  /** Formats that the shim was built with; `undefined` if unknown. */
  readonly built: readonly PluginFormat[] | undefined;
}

/** Searches for modules and decides what to do with each. Writes nothing and starts no process. */
export class ModuleSearch {
  readonly #options: SearchOptions;
  readonly #memory: ScanMemory;
  readonly #tools: SearchTools;
  readonly #table: FormatTable;
  readonly #roots: readonly SearchRoot[];
  readonly #formats: readonly PluginFormat[];
  readonly #planner: ScanPlanner;
  /** Locations of modules and of the data that they need, by format. */
  readonly #locations = new Map<PluginFormat, string[]>();
  readonly #problems: Problem[] = [];
  readonly #seen = new Set<string>();
  /** Roots through which modules were found. */
  readonly #fruitful = new Set<string>();
  /** The places that links lead to. */
  readonly #links = new Set<string>();

  private constructor(options: SearchOptions, memory: ScanMemory, tools: SearchTools) {
    this.#options = options;
    this.#memory = memory;
    this.#tools = tools;
    this.#table = options.table ?? FORMATS;
    this.#roots = searchRoots(options, tools.system, this.#table);
    this.#formats = options.formats ?? this.#table.searchedOn(tools.system.os);
    this.#planner = new ScanPlanner(
      memory,
      options.policy ?? {},
      options.now ?? (() => new Date()),
      (format) => this.#table.get(format).worker.runsPluginCode,
    );
  }

  /**
   * Reads the patterns of excluded paths.
   *
   * @param memory The results of earlier scans.
   * @param isForShim Whether modules of formats that the shim lacks are unloadable.
   * @throws {PluginaryError} if a named path does not exist, or a pattern is invalid.
   */
  static async prepare(
    options: SearchOptions,
    memory: ScanMemory,
    { isForShim = true } = {},
  ): Promise<ModuleSearch> {
    const environment = options.environment ?? Deno.env.get;
    await checkNamedPaths([...options.paths, ...options.folders ?? []]);
    const exclusions = await Exclusions.read(options, environment);
    const built = isForShim ? builtFormats(environment) : undefined;
    return new ModuleSearch(options, memory, { system: thisSystem(environment), exclusions, built });
  }

  /** The searched paths, each once. */
  get paths(): string[] {
    return [...new Set(this.#roots.map(({ path }) => path))];
  }

  /** The formats that are searched for. */
  get formats(): PluginFormat[] {
    return [...this.#formats];
  }

  /** The results that the scan of modules needs, without the roots whose drives do not answer. */
  get surrounded(): SurroundedSearch {
    const silent = this.#silentRoots();
    return {
      roots: this.#roots.filter(({ path }) => !silent.has(path)),
      locations: this.#locations,
      system: this.#tools.system,
      table: this.#table,
    };
  }

  /** Searches, in batches as {@linkcode discoverInBatches} gives them. */
  async *batches(): AsyncGenerator<readonly Find[]> {
    const recall = (location: string) => this.#planner.recall(location);
    const isExcluded = (path: string) => this.#tools.exclusions.has(path);
    const local = ["/", this.#tools.system.environment("HOME") ?? "/"];
    const { driveLimitMs, interrupt: signal } = this.#options;
    const search = { isExcluded, recall, local, driveLimitMs, signal, table: this.#table };
    for await (const batch of discoverInBatches(this.#roots, search)) {
      yield batch.flatMap((discovery) => this.#see(discovery));
    }
  }

  /** Decides what to do with a module that was found. */
  async decide({ module, root }: Extract<Find, { module: FoundModule }>): Promise<Decision> {
    return await this.#planner.decide(module, root);
  }

  /** Takes a problem that was met after the search; places that it hides have no removed modules. */
  addProblem(problem: Problem): void {
    this.#problems.push(problem);
  }

  /** Finds the known modules that are gone, once all others have been found and decided about. */
  async findRemoved(): Promise<RemovalVerdict> {
    const known = this.#searchedFor(this.#memory.allKnown());
    const seen = new Set([...this.#seen, ...[...this.#planner.moved].map(({ location }) => location)]);
    // In most scans nothing is missing.
    if (known.every(({ isMissing, location }) => isMissing || seen.has(location))) {
      return { removed: [], problems: [] };
    }
    const silent = this.#silentRoots();
    const { paths, trustsEmptyPaths } = this.#options;
    return await findRemoved(known, {
      roots: this.#searchedRoots().filter(({ path }) => !silent.has(path)),
      seen,
      links: this.#links,
      problems: this.#problems,
      trusted: new Set(trustsEmptyPaths ? paths.map(absolutePath) : []),
    });
  }

  #see(discovery: Discovery): Find[] {
    if ("link" in discovery) this.#links.add(discovery.link);
    else if ("data" in discovery) this.#note(discovery.format, discovery.data);
    else if ("problem" in discovery) {
      this.#problems.push(discovery.problem);
      return [discovery];
    } else return [this.#seeModule(discovery)];
    return [];
  }

  #seeModule({ module: found, root }: Extract<Discovery, { module: FoundModule }>): Find {
    const module = this.#withMissingFormat(found);
    this.#seen.add(module.location);
    this.#fruitful.add(root);
    if (module.binary !== undefined) this.#note(module.format, module.location);
    return { module, root };
  }

  #note(format: PluginFormat, location: string): void {
    const locations = this.#locations.get(format);
    if (locations === undefined) this.#locations.set(format, [location]);
    else locations.push(location);
  }

  /** Marks a module whose format the shim lacks as unloadable, so that no worker gets it. */
  #withMissingFormat(found: FoundModule): FoundModule {
    const { format, location, architectures, binary } = found;
    if (binary === undefined || this.#tools.built?.includes(format) !== false) return found;
    const message = `Has the format ${format}, which this build does not support`;
    return unloadable(format, location, "format-not-built", message, architectures);
  }

  #silentRoots(): Set<string> {
    return new Set(this.#problems.filter(({ code }) => code === "no-answer").map(({ location }) => location));
  }

  /** Each root once: the folders below count as searched when they were for one format. */
  #searchedRoots(): SearchedRoot[] {
    const isRecursive = new Map<string, boolean>();
    for (const root of this.#roots) {
      isRecursive.set(root.path, root.isRecursive || isRecursive.get(root.path) === true);
    }
    return [...isRecursive].map(([path, isRecursive]) => ({
      path,
      isRecursive,
      hasModules: this.#fruitful.has(path),
    }));
  }

  /** The known modules that this search could have found: excluded modules do not count as removed. */
  #searchedFor(known: Iterable<KnownModule>): KnownModule[] {
    const { exclusions } = this.#tools;
    return [...known].filter(({ format, location }) =>
      this.#formats.includes(format) && !exclusions.has(location)
    );
  }
}
