import { type PresetFile, savePresetFile } from "../../catalog/presets/preset_files.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";

/** Files that are stored in one transaction. */
const MOST_WAITING_FILES = 200;

/** Presets that are stored in one transaction; a file can have thousands. */
const MOST_WAITING_PRESETS = 2000;

/** How long a result may wait for others, in milliseconds: a kill loses no more than that. */
const MOST_WAITING_MS = 500;

/** Stores what files say in the catalog, some at a time: a transaction for each file would take longer than reading it. */
export class PresetJournal {
  readonly #catalog: Catalog;
  #waiting: PresetFile[] = [];
  #presets = 0;
  #since = performance.now();

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
  }

  /** Takes a result; it is stored soon, at the latest by {@linkcode flush}. */
  async save(record: PresetFile): Promise<void> {
    if (this.#waiting.length === 0) this.#since = performance.now();
    this.#waiting.push(record);
    this.#presets += record.presets.length;
    const isFull = this.#waiting.length >= MOST_WAITING_FILES || this.#presets >= MOST_WAITING_PRESETS;
    if (isFull || performance.now() - this.#since >= MOST_WAITING_MS) await this.flush();
  }

  /** Stores all that waits. */
  async flush(): Promise<void> {
    if (this.#waiting.length === 0) return;
    const records = this.#waiting;
    this.#waiting = [];
    this.#presets = 0;
    await this.#catalog.write((db) => {
      for (const record of records) savePresetFile(db, record);
    });
  }
}
