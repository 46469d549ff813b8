import { countPresetsIn } from "../../catalog/presets/count_presets.ts";
import { indexPresetChanges } from "../../catalog/presets/index_preset_changes.ts";
import {
  type KnownPresetFile,
  knownPresetFiles,
  markPresetFilesMissing,
} from "../../catalog/presets/preset_files.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import type { PresetFileReport } from "../../model/documents/presets/preset_scan_document.ts";
import type { PresetScanSummary } from "../../model/presets/preset_scan_summary.ts";
import type { Problem } from "../../model/documents/scan_document.ts";
import type { FoundPreset } from "../../model/presets/found_preset.ts";
import { PresetJournal } from "./preset_journal.ts";
import type { PresetSource } from "./preset_source.ts";
import type { PresetContainer } from "../../model/presets/preset_container.ts";
import type { PresetFault } from "./file_fault.ts";

/** What a source says: its presets, or why it cannot be read. */
export type SourceReading =
  /** The container is the one that the contents show, where that is not the name's. */
  | { readonly presets: readonly FoundPreset[]; readonly container?: PresetContainer }
  | { readonly fault: PresetFault };

/** Compares what is there with what the catalog knows, stores what has changed, and counts. */
export class PresetAccount {
  readonly problems: Problem[] = [];
  readonly removed: string[] = [];
  /** The results of earlier scans, by their paths. */
  readonly known: ReadonlyMap<string, KnownPresetFile>;
  readonly #catalog: Catalog;
  readonly #journal: PresetJournal;
  readonly #now: () => Date;
  readonly #seen = new Set<string>();
  readonly #kept: string[] = [];
  readonly #counts = { files: 0, presets: 0, failures: 0, added: 0, modified: 0, unchanged: 0 };

  private constructor(catalog: Catalog, known: ReadonlyMap<string, KnownPresetFile>, now: () => Date) {
    this.#catalog = catalog;
    this.known = known;
    this.#journal = new PresetJournal(catalog);
    this.#now = now;
  }

  /** Begins with what the catalog knows. */
  static async begin(catalog: Catalog, now: () => Date): Promise<PresetAccount> {
    return new PresetAccount(catalog, await catalog.read(knownPresetFiles), now);
  }

  /** The numbers so far. */
  get summary(): PresetScanSummary {
    return { ...this.#counts, removed: this.removed.length };
  }

  /** The known files that are in the catalog as there and have not been seen. */
  unseen(): (KnownPresetFile & { readonly path: string })[] {
    return [...this.known].filter(([path, { isMissing }]) => !isMissing && !this.#seen.has(path))
      .map(([path, known]) => ({ ...known, path }));
  }

  /** Whether this scan has a result for a file; two plugins can declare the same folder. */
  hasSeen(path: string): boolean {
    return this.#seen.has(path);
  }

  /** Keeps the earlier result of a source; one that could not be read is told again. */
  keep(path: string, { container, outcome, reason }: KnownPresetFile): PresetFileReport[] {
    this.#seen.add(path);
    this.#kept.push(path);
    this.#counts.unchanged++;
    this.#count(outcome, 0);
    if (outcome === "read") return [];
    const why = reason === undefined ? {} : { reason };
    return [{ location: path, container, outcome, change: "unchanged", presets: 0, ...why }];
  }

  /** Stores what a source says. */
  async save(source: PresetSource, reading: SourceReading): Promise<PresetFileReport> {
    const { path } = source;
    this.#seen.add(path);
    const former = this.known.get(path);
    const change = changeOf(source, former);
    this.#counts[change]++;
    const presets = "fault" in reading ? [] : reading.presets;
    const container = "container" in reading ? reading.container : source.container;
    const outcome = "fault" in reading ? "failed" : "read";
    const reason = "fault" in reading ? { reason: reading.fault } : {};
    this.#count(outcome, presets.length);
    const { isFactory: _, name: __, ...file } = source;
    await this.#journal.save({
      ...file,
      container,
      outcome,
      ...reason,
      presets,
      at: this.#now().toISOString(),
    });
    return { location: path, container, outcome, change, presets: presets.length, ...reason };
  }

  /** Marks files as gone; their presets stay in the catalog for what refers to them. */
  async remove(paths: readonly string[]): Promise<void> {
    this.removed.push(...paths);
    if (paths.length === 0) return;
    await this.#catalog.write((db) => markPresetFilesMissing(db, paths, this.#now().toISOString()));
  }

  /** Stores all that waits to be stored, lets search find it, and counts the presets of the files that were kept. */
  async end(): Promise<void> {
    await this.#journal.flush();
    await indexPresetChanges(this.#catalog);
    const kept = this.#kept.splice(0);
    if (kept.length > 0) this.#counts.presets += await this.#catalog.read((db) => countPresetsIn(db, kept));
  }

  #count(outcome: "read" | "failed", presets: number): void {
    this.#counts.files++;
    this.#counts.presets += presets;
    if (outcome === "failed") this.#counts.failures++;
  }
}

/** A file that was read right after its last change had no key then; that it has one now is no news. */
function changeOf(
  { statKey }: PresetSource,
  former: KnownPresetFile | undefined,
): PresetFileReport["change"] {
  if (former === undefined || former.isMissing) return "added";
  return former.statKey === "" || former.statKey === statKey ? "unchanged" : "modified";
}
