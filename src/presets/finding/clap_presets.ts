import type { ClapPresetModule } from "../../catalog/presets/preset_modules.ts";
import type { PresetFileReport } from "../../model/documents/presets/preset_scan_document.ts";
import { fileName } from "../../platform/paths.ts";
import { realPathIfAny } from "../../platform/real_path.ts";
import { changedSources, type Comparison } from "./changed_sources.ts";
import { whyNotSearched } from "./declared_folder.ts";
import { discoveredReading, foundPresets } from "./discovered_presets.ts";
import { declaredRoot } from "./preset_folders.ts";
import type { PresetReader } from "./preset_reader.ts";
import type { PresetRoot } from "./preset_root.ts";
import { type PresetSource, sourceAt } from "./preset_source.ts";

/** What the search for presets of a CLAP module needs. */
export interface ClapSearch extends Omit<Comparison, "sourceOf"> {
  /** The user's home folder, links resolved. */
  readonly home: string | undefined;
  /** A reader with a worker for a module, which can read these places as well. */
  readonly readerOf: (module: ClapPresetModule, readable: readonly string[]) => PresetReader;
}

/** Reads the presets that a CLAP module declares: those inside it, and the files in its folders. */
export class ClapPresets {
  readonly #module: ClapPresetModule;
  readonly #search: ClapSearch;
  /** Places of files that may be searched, links resolved. */
  readonly #places: readonly string[];
  #roots: readonly PresetRoot[] = [];

  constructor(module: ClapPresetModule, search: ClapSearch) {
    this.#module = module;
    this.#search = search;
    this.#places = this.#searchablePlaces();
  }

  /** The folders that have been searched. */
  get roots(): readonly PresetRoot[] {
    return this.#roots;
  }

  /** Reads what has changed; the reports are those of the account. */
  async *run(): AsyncGenerator<PresetFileReport> {
    await using reader = this.#search.readerOf(this.#module, this.#places);
    const endings = yield* this.#readModule(reader);
    if (endings === undefined) return;
    const roots = this.#places.map((path) => declaredRoot(path, endings));
    const changed: PresetSource[] = [];
    const sourceOf: Comparison["sourceOf"] = (place) => sourceAt(place, "clap", [place.path]);
    for await (const found of changedSources(roots, { ...this.#search, sourceOf })) {
      if ("report" in found) yield found.report;
      else changed.push(found.changed);
    }
    this.#roots = roots;
    yield* readSources(changed, reader, this.#search.account);
  }

  /**
   * Reads the presets inside the module and the endings of its files, unless
   * that was done with the same module before.
   *
   * @returns The endings; `undefined` if the module does not tell them.
   */
  async *#readModule(reader: PresetReader): AsyncGenerator<PresetFileReport, readonly string[] | undefined> {
    const { account, isForced, walk } = this.#search;
    const { location, fingerprint, sizeBytes, presetLocations } = this.#module;
    const known = account.known.get(location);
    const endings = known === undefined || known.isMissing || isForced
      ? undefined
      : endingsIn(known.statKey, fingerprint);
    if (known !== undefined && endings !== undefined) {
      yield* account.keep(location, known);
      return known.outcome === "read" ? endings : undefined;
    }
    const told = await reader.ask(presetLocations.includes(location) ? [""] : []);
    if (walk.signal?.aborted) return undefined;
    const source = { path: location, container: "clap", root: location, sizeBytes, isFactory: true } as const;
    if ("fault" in told) {
      yield await account.save({ ...source, statKey: keyWith(fingerprint, []) }, told);
      return undefined;
    }
    const { answer } = told;
    const statKey = keyWith(fingerprint, answer.fileTypes);
    yield await account.save({ ...source, statKey }, { presets: foundPresets(answer, "", true) });
    return answer.fileTypes;
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

/** Reads sources through a worker, and stores what it says. */
export async function* readSources(
  sources: readonly PresetSource[],
  reader: PresetReader,
  account: Comparison["account"],
  whenRead: (count: number) => void = () => {},
): AsyncGenerator<PresetFileReport> {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  for await (const reading of reader.read([...byPath.keys()])) {
    for (const path of reading.files) {
      const source = byPath.get(path)!;
      yield await account.save(source, discoveredReading(reading, source));
    }
    whenRead(reading.files.length);
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
