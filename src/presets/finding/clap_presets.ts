import type { ClapPresetModule } from "../../catalog/presets/preset_modules.ts";
import type { PresetFileReport } from "../../model/documents/presets/preset_scan_document.ts";
import type { DiscoveredPresets } from "../../model/presets/plugin_state.ts";
import { fileName } from "../../platform/paths.ts";
import { realPathIfAny } from "../../platform/real_path.ts";
import { type PluginHost, PluginHostError } from "../../scan/plugin_host.ts";
import { changedSources, type Comparison } from "./changed_sources.ts";
import { whyNotSearched } from "./declared_folder.ts";
import { discoveredReading, foundPresets } from "./discovered_presets.ts";
import type { PresetAccount } from "./preset_account.ts";
import { declaredRoot } from "./preset_folders.ts";
import type { PresetRoot } from "./preset_root.ts";
import { type PresetSource, sourceAt } from "./preset_source.ts";
import { faultOf, readThroughHost } from "./read_through_host.ts";

/** What the search for presets of CLAP modules needs. */
export interface ClapSearch extends Omit<Comparison, "sourceOf"> {
  /** The user's home folder, links resolved. */
  readonly home: string | undefined;
  /** Starts a worker for a module, which can read these places as well. */
  readonly start: (module: ClapPresetModule, readable: readonly string[]) => Promise<PluginHost>;
}

/** Reads the presets that a CLAP module declares: those inside it, and the files in its folders. */
export class ClapPresets {
  readonly #module: ClapPresetModule;
  readonly #search: ClapSearch;
  /** Places of files that may be searched, links resolved. */
  readonly #places: readonly string[];
  #roots: readonly PresetRoot[] = [];
  /** The worker that has listed the endings, for the files that follow. */
  #host: PluginHost | undefined;

  constructor(module: ClapPresetModule, search: ClapSearch) {
    this.#module = module;
    this.#search = search;
    this.#places = this.#searchablePlaces();
  }

  /** The folders that have been searched. */
  get roots(): readonly PresetRoot[] {
    return this.#roots;
  }

  /** Reads what has changed; the reports are those of {@linkcode PresetAccount}. */
  async *run(): AsyncGenerator<PresetFileReport> {
    const { walk, account } = this.#search;
    try {
      const endings = yield* this.#readModule();
      if (endings === undefined || walk.signal?.aborted) return;
      const roots = this.#places.map((path) => declaredRoot(path, endings));
      const changed: PresetSource[] = [];
      const sourceOf: Comparison["sourceOf"] = (place) => sourceAt(place, "clap", [place.path]);
      for await (const found of changedSources(roots, { ...this.#search, sourceOf })) {
        if ("report" in found) yield found.report;
        else changed.push(found.changed);
      }
      this.#roots = roots;
      yield* this.#readFiles(changed, account);
    } finally {
      await this.#host?.stop();
    }
  }

  /**
   * Reads the presets inside the module and the endings of its files, unless
   * that was done with the same module before.
   *
   * @returns The endings; `undefined` if the module does not tell them.
   */
  async *#readModule(): AsyncGenerator<PresetFileReport, readonly string[] | undefined> {
    const { account, isForced, walk } = this.#search;
    const { location, fingerprint, sizeBytes, presetLocations } = this.#module;
    const known = account.known.get(location);
    if (known !== undefined && !known.isMissing && !isForced) {
      const endings = endingsIn(known.statKey, fingerprint);
      if (endings !== undefined) {
        yield* account.keep(location, known);
        return known.outcome === "read" ? endings : undefined;
      }
    }
    const source = { path: location, container: "clap", root: location, sizeBytes, isFactory: true } as const;
    const answer = await this.#ask(presetLocations.includes(location) ? [""] : []);
    if (walk.signal?.aborted) return undefined;
    if (answer instanceof PluginHostError) {
      const statKey = keyWith(fingerprint, []);
      yield await account.save({ ...source, statKey }, { fault: faultOf(answer) });
      return undefined;
    }
    const statKey = keyWith(fingerprint, answer.fileTypes);
    yield await account.save({ ...source, statKey }, { presets: foundPresets(answer, "", true) });
    return answer.fileTypes;
  }

  async *#readFiles(
    sources: readonly PresetSource[],
    account: PresetAccount,
  ): AsyncGenerator<PresetFileReport> {
    const byPath = new Map(sources.map((source) => [source.path, source]));
    const start = async () => {
      const host = this.#host ?? await this.#start();
      this.#host = undefined;
      return host;
    };
    try {
      for await (const reading of readThroughHost([...byPath.keys()], start, this.#search.walk.signal)) {
        for (const path of reading.files) {
          const source = byPath.get(path)!;
          yield await account.save(source, discoveredReading(reading, source));
        }
      }
    } catch (error) {
      if (!(error instanceof PluginHostError)) throw error;
      // The module that has just told its endings cannot be loaded again; the files stay for the next scan.
      account.problems.push({ location: this.#module.location, code: "read-error", message: error.message });
    }
  }

  async #ask(files: string[]): Promise<DiscoveredPresets | PluginHostError> {
    const { walk: { signal } } = this.#search;
    const interrupt = () => void this.#host?.stop();
    try {
      this.#host = await this.#start();
      signal?.addEventListener("abort", interrupt);
      return await this.#host.presetFiles(files);
    } catch (error) {
      await this.#host?.stop();
      this.#host = undefined;
      if (error instanceof PluginHostError) return error;
      throw error;
    } finally {
      signal?.removeEventListener("abort", interrupt);
    }
  }

  async #start(): Promise<PluginHost> {
    return await this.#search.start(this.#module, this.#places);
  }

  #searchablePlaces(): string[] {
    const { account, home } = this.#search;
    const { location, presetLocations } = this.#module;
    const places = new Set<string>();
    for (const declared of presetLocations.filter((path) => path !== location)) {
      const path = realPathIfAny(declared);
      const why = whyNotSearched(path, home);
      if (why === undefined) places.add(path);
      else {
        const message = `"${
          fileName(location)
        }" keeps presets in "${declared}", which is not searched: ${why}`;
        account.problems.push({ location: declared, code: "not-searched", message });
      }
    }
    return [...places];
  }
}

/** All on which the search in a module's folders depends: the module itself, and the endings that it has told. */
function keyWith(fingerprint: string, endings: readonly string[]): string {
  return `${fingerprint} ${endings.join(" ")}`;
}

/** The endings in such a key; `undefined` if it belongs to another state of the module. */
function endingsIn(key: string, fingerprint: string): string[] | undefined {
  if (!key.startsWith(`${fingerprint} `)) return undefined;
  return key.slice(fingerprint.length + 1).split(" ").filter((ending) => ending !== "");
}
