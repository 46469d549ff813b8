import {
  type ClapPresetModule,
  type PresetModules,
  readPresetModules,
} from "../../catalog/presets/preset_modules.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import type { ConfinementPolicy } from "../../model/confinement.ts";
import type { PresetFileReport, PresetScanEnd } from "../../model/documents/presets/preset_scan_document.ts";
import type { WorkListener } from "../../model/work_step.ts";
import { isReaperPresetName, PRESET_ENDINGS } from "../../file_formats/presets/preset_endings.ts";
import type { Problem } from "../../model/documents/scan_document.ts";
import { homeFolder } from "../../platform/folders.ts";
import { compareBytes, fileName, isAt } from "../../platform/paths.ts";
import { realPathIfAny } from "../../platform/real_path.ts";
import { Exclusions } from "../../scan/discovery/exclusions.ts";
import { type Environment, thisSystem } from "../../scan/files/search_system.ts";
import { Breath } from "./breath.ts";
import { filesOfBundle, isPresetBundle, readableForBundle } from "./bundle_files.ts";
import { changedSources, type Comparison } from "./changed_sources.ts";
import { ClapPresets, type ClapSearch, readSources } from "./clap_presets.ts";
import { findMissingClapPresets, isInsideModule } from "./missing_clap_presets.ts";
import { findMissing } from "./missing_presets.ts";
import { PresetAccount } from "./preset_account.ts";
import { type PresetRequest, presetRoots } from "./preset_folders.ts";
import type { PresetRoot } from "./preset_root.ts";
import { type PresetSource, sourceAt } from "./preset_source.ts";
import { PresetReader } from "./preset_reader.ts";
import type { PresetPlace } from "./preset_walk.ts";

/** Where to search for presets, and how. */
export interface PresetScanOptions extends PresetRequest {
  readonly catalog: Catalog;
  readonly environment: Environment;
  /** Whether unchanged files are read again. */
  readonly isForced?: boolean;
  /** How plugins that read their own presets are confined; unset for the best confinement of this system. */
  readonly confinement?: ConfinementPolicy;
  /** Ends the search in order; its reason names the interruption, like `SIGINT`. */
  readonly interrupt?: AbortSignal;
  readonly listener?: WorkListener | undefined;
  /** How long a drive may take to answer, in milliseconds; unset for the usual time. */
  readonly driveLimitMs?: number;
  /** The clock. */
  readonly now?: () => Date;
}

/**
 * Finds the presets on disk and in CLAP plugins and stores them in the catalog.
 * What has not changed since the last time costs a look at its size and times.
 */
export class PresetScan {
  readonly #options: PresetScanOptions;
  readonly #account: PresetAccount;
  readonly #modules: PresetModules;
  readonly #roots: readonly PresetRoot[];
  readonly #comparison: Omit<Comparison, "sourceOf">;
  readonly #startedAt = performance.now();

  private constructor(
    options: PresetScanOptions,
    account: PresetAccount,
    modules: PresetModules,
    exclusions: Exclusions,
  ) {
    const { environment, interrupt, driveLimitMs } = options;
    this.#options = options;
    this.#account = account;
    this.#modules = modules;
    this.#roots = presetRoots(options, thisSystem(environment));
    this.#comparison = {
      account,
      isForced: options.isForced === true,
      walk: {
        isExcluded: (path) => exclusions.has(path),
        local: ["/", environment("HOME") ?? "/"],
        driveLimitMs,
        signal: interrupt,
      },
    };
  }

  /**
   * Reads what the catalog knows.
   *
   * @throws {PluginaryError} `ignore-list` for the user's list of patterns, if it cannot be read.
   */
  static async prepare(options: PresetScanOptions): Promise<PresetScan> {
    const { catalog, environment, now = () => new Date() } = options;
    return new PresetScan(
      options,
      await PresetAccount.begin(catalog, now),
      await catalog.read(readPresetModules),
      await Exclusions.read({}, environment),
    );
  }

  /** The searched files and folders. */
  get paths(): string[] {
    return this.#roots.map(({ path }) => path);
  }

  /** Searches, and reports files that are new, that have changed, and that cannot be read. */
  async *run(): AsyncGenerator<PresetFileReport> {
    try {
      const roots = [...this.#roots];
      yield* this.#searchFolders();
      for (const module of this.#claps()) {
        if (this.#isInterrupted) return;
        this.#tell(`Asking "${fileName(module.location)}" for its presets`);
        const presets = new ClapPresets(module, this.#clapSearch());
        yield* presets.run();
        roots.push(...presets.roots);
      }
      if (this.#isInterrupted) return;
      await this.#findMissing(roots);
    } finally {
      await this.#account.end();
    }
  }

  async #findMissing(roots: readonly PresetRoot[]): Promise<void> {
    const unseen = [...this.#account.unseen()];
    const files = unseen.filter((file) => !isInsideModule(file));
    const { missing, problems } = findMissing(files, roots, this.#account.problems);
    this.#account.problems.push(...problems);
    const searched = new Set(roots.map(({ path }) => path));
    const ofClap = this.#options.paths.length > 0
      ? []
      : await findMissingClapPresets(unseen, this.#modules.clapPlaces, searched, this.#comparison.walk);
    await this.#account.remove([...new Set([...missing, ...ofClap])]);
  }

  /** The results, once it has run. */
  get end(): PresetScanEnd {
    const { problems, removed, summary } = this.#account;
    const { interrupt } = this.#options;
    return {
      problems: problems.toSorted((a, b) => compareBytes(a.location, b.location)),
      removed: removed.toSorted(compareBytes),
      summary,
      durationMs: Math.round(performance.now() - this.#startedAt),
      complete: !this.#isInterrupted,
      interruptedBy: this.#isInterrupted ? String(interrupt?.reason) : null,
    };
  }

  get #isInterrupted(): boolean {
    return this.#options.interrupt?.aborted === true;
  }

  async *#searchFolders(): AsyncGenerator<PresetFileReport> {
    this.#tell("Searching for presets");
    const files: PresetSource[] = [];
    const bundles: PresetSource[] = [];
    const sourceOf = (place: PresetPlace) => this.#sourceOf(place);
    for await (const found of changedSources(this.#roots, { ...this.#comparison, sourceOf })) {
      if ("report" in found) yield found.report;
      else (found.changed.container === "lv2" ? bundles : files).push(found.changed);
    }
    yield* this.#readFiles(files);
    if (bundles.length > 0) yield* this.#readBundles(bundles);
  }

  #sourceOf(place: PresetPlace): PresetSource | undefined {
    const { path, name, kind, root } = place;
    if (kind === "file") {
      const container = PRESET_ENDINGS.get(name.slice(name.lastIndexOf(".") + 1).toLowerCase());
      // In a folder of any name such a file can be anything.
      const isForeign = container === "reaper-ini" && root.saidBy === "person" && !isReaperPresetName(name);
      if (isForeign && path !== realPathIfAny(root.path)) return undefined;
      if (container !== undefined) return sourceAt(place, container, [path]);
      // Only a person can have named such a file.
      this.#account.problems.push(notAPreset(path));
      return undefined;
    }
    if (this.#modules.lv2.has(path)) return undefined;
    if (!this.#account.known.has(path) && !isPresetBundle(path)) return undefined;
    return sourceAt(place, "lv2", filesOfBundle(path));
  }

  async *#readFiles(sources: readonly PresetSource[]): AsyncGenerator<PresetFileReport> {
    if (sources.length === 0) return;
    const { readPresetSource } = await import("./read_preset_source.ts");
    const breath = new Breath();
    for (const [done, source] of sources.entries()) {
      if (this.#isInterrupted) return;
      this.#tell("Reading files of presets", done, sources.length);
      yield await this.#account.save(source, readPresetSource(source));
      if (breath.isDue) await breath.take();
    }
  }

  /** One worker reads all bundles, as data: no code of theirs runs. */
  async *#readBundles(sources: readonly PresetSource[]): AsyncGenerator<PresetFileReport> {
    const { environment, interrupt } = this.#options;
    const readable = sources.flatMap(({ path }) => readableForBundle(path));
    await using reader = new PresetReader({ format: "lv2", location: "", readable, environment }, interrupt);
    let done = 0;
    const tell = () => this.#tell("Reading LV2 presets", done, sources.length);
    tell();
    yield* readSources(sources, reader, this.#account, (count) => {
      done += count;
      tell();
    });
  }

  /** The CLAP modules with presets, as far as this search is about them. */
  #claps(): ClapPresetModule[] {
    const paths = this.#options.paths.map(realPathIfAny);
    if (paths.length === 0) return [...this.#modules.clap];
    return this.#modules.clap.filter(({ location, presetLocations }) =>
      [location, ...presetLocations].some((place) =>
        paths.some((path) => isAt(path, place) || isAt(place, path))
      )
    );
  }

  #clapSearch(): ClapSearch {
    const { environment, confinement, interrupt } = this.#options;
    const home = homeFolder(environment);
    return {
      ...this.#comparison,
      home: home === undefined ? undefined : realPathIfAny(home),
      readerOf: ({ location, binary, overrides }, readable) =>
        new PresetReader(
          { format: "clap", location, binary, readable, environment, confinement, overrides },
          interrupt,
        ),
    };
  }

  #tell(what: string, done?: number, total?: number): void {
    const step = done === undefined || total === undefined ? { what } : { what, done, total };
    this.#options.listener?.(step);
  }
}

function notAPreset(location: string): Problem {
  const message = `Cannot read "${location}": no kind of preset file has this ending`;
  return { location, code: "not-a-preset", message };
}
