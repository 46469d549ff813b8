import type { ClapPresetModule } from "../../catalog/presets/preset_modules.ts";
import type { KnownPresetFile } from "../../catalog/presets/preset_files.ts";
import type { PresetFileReport } from "../../model/documents/presets/preset_scan_document.ts";
import { fileName } from "../../platform/paths.ts";
import { realPathIfAny } from "../../platform/real_path.ts";
import { changedSources, type Comparison } from "./changed_sources.ts";
import { whyNotSearched } from "./declared_folder.ts";
import { discoveredReading, foundPresets } from "./discovered_presets.ts";
import { declaredRoot } from "./preset_folders.ts";
import type { HostAnswer, PresetReader } from "./preset_reader.ts";
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
    const { account, isForced, walk } = this.#search;
    const told = this.#isTold() ? undefined : await reader.ask(this.#isInside ? [""] : []);
    if (walk.signal?.aborted) return;
    const endings = told === undefined
      ? this.#knownEndings()
      : "answer" in told
      ? told.answer.fileTypes
      : undefined;
    // Another version of the plugin can read other things in the same files.
    if (endings !== undefined) yield* this.#readFolders(endings, reader, isForced || this.#hasChanged());
    // Stored when its files are: an interrupted search asks the new version again.
    if (told === undefined) yield* account.keep(this.#module.location, this.#known!);
    else if (!walk.signal?.aborted) yield await this.#saveModule(told);
  }

  async *#readFolders(
    endings: readonly string[],
    reader: PresetReader,
    isForced: boolean,
  ): AsyncGenerator<PresetFileReport> {
    const roots = this.#places.map((path) => declaredRoot(path, endings));
    const changed: PresetSource[] = [];
    const sourceOf: Comparison["sourceOf"] = (place) => sourceAt(place, "clap", [place.path]);
    for await (const found of changedSources(roots, { ...this.#search, isForced, sourceOf })) {
      if ("report" in found) yield found.report;
      else changed.push(found.changed);
    }
    this.#roots = roots;
    yield* readSources(changed, reader, this.#search.account);
  }

  get #known(): KnownPresetFile | undefined {
    return this.#search.account.known.get(this.#module.location);
  }

  /** Whether the module has presets inside it. */
  get #isInside(): boolean {
    return this.#module.presetLocations.includes(this.#module.location);
  }

  /** Whether the same module has been asked before. */
  #isTold(): boolean {
    const known = this.#known;
    return known !== undefined && !known.isMissing && !this.#search.isForced && !this.#hasChanged();
  }

  /** Whether its files may have been read by another version. */
  #hasChanged(): boolean {
    return this.#known !== undefined &&
      endingsIn(this.#known.statKey, this.#module.fingerprint) === undefined;
  }

  /** The endings of its files that the same module has told; `undefined` if it could not. */
  #knownEndings(): readonly string[] | undefined {
    const known = this.#known!;
    return known.outcome === "read" ? endingsIn(known.statKey, this.#module.fingerprint) : undefined;
  }

  async #saveModule(told: HostAnswer): Promise<PresetFileReport> {
    const { account } = this.#search;
    const { location, fingerprint, sizeBytes } = this.#module;
    const source = {
      path: location,
      name: fileName(location),
      container: "clap",
      root: location,
      sizeBytes,
      isFactory: true,
    } as const;
    if ("fault" in told) {
      return await account.save(
        { ...source, statKey: told.isPassing ? "" : keyWith(fingerprint, []) },
        told,
      );
    }
    const { answer } = told;
    const statKey = keyWith(fingerprint, answer.fileTypes);
    return await account.save({ ...source, statKey }, { presets: foundPresets(answer, "", true) });
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
      const isPassing = "fault" in reading && reading.isPassing === true;
      yield await account.save(
        isPassing ? { ...source, statKey: "" } : source,
        discoveredReading(reading, source),
      );
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
