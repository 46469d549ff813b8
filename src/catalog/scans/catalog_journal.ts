import type { DatabaseSync } from "node:sqlite";
import type { RemovedModule, ScannedModule } from "../../model/module.ts";
import type { ScanSummary } from "../../model/documents/scan_document.ts";
import type { ModuleBlocks } from "../../model/block.ts";
import type { PluginOverrides } from "../../model/plugin_overrides.ts";
import type { KnownModule, ModuleKey, ModuleState, ScanJournal } from "../../model/scan_journal.ts";
import type { Catalog } from "../sqlite/catalog.ts";
import { isInFolder } from "../../platform/paths.ts";
import { toJson } from "../sqlite/json_column.ts";
import { CatalogMemory } from "./catalog_memory.ts";
import { readModuleOutlines } from "./known_modules.ts";
import { statement } from "../sqlite/statement.ts";

/** The record of a scan's start. */
export interface ScanStart {
  readonly toolVersion: string;
  readonly paths: readonly string[];
  readonly formats: readonly string[];
  readonly pid: number;
  readonly host: string;
  /** The user's home folder; its plugins take precedence over the system's. */
  readonly home?: string | undefined;
  /**
   * Whether modules are returned in full: with buses, parameters and programs,
   * and unchanged modules with more than a table shows.
   */
  readonly isFull: boolean;
  readonly now: () => Date;
}

/** How a scan ended. */
export interface ScanEnd {
  readonly isComplete: boolean;
  readonly interruptedBy: string | null;
  /** Unset for a scan that an error ended. */
  readonly summary?: ScanSummary;
}

/** A result that waits to be stored. */
interface WaitingResult {
  readonly module: ScannedModule;
  readonly state: ModuleState;
  readonly resolve: (saved: ScannedModule) => void;
  readonly reject: (error: unknown) => void;
}

/** Old scans are deleted only now and then: a scan that finds nothing new should do no other work. */
const SCANS_BETWEEN_CLEANUPS = 20;

/** The journal of one scan in a catalog; the caller holds the scan lock. */
export class CatalogJournal implements ScanJournal {
  readonly #catalog: Catalog;
  readonly #start: ScanStart;
  readonly #scanRunId: number;
  readonly #memory: CatalogMemory;
  #outlines: Map<number, ScannedModule> | undefined;
  /** Modules that are on record as under way although they have answered. */
  #answered: ModuleKey[] = [];
  #waiting: WaitingResult[] = [];
  /** Words that this scan has put into the index. */
  readonly #terms = new Set<string>();

  private constructor(catalog: Catalog, start: ScanStart, scanRunId: number, memory: CatalogMemory) {
    this.#catalog = catalog;
    this.#start = start;
    this.#scanRunId = scanRunId;
    this.#memory = memory;
  }

  /** Records the start of a scan, and the end of earlier scans that died before recording it. */
  static async begin(catalog: Catalog, start: ScanStart): Promise<CatalogJournal> {
    return await catalog.write((db) => {
      const memory = CatalogMemory.read(db);
      return new CatalogJournal(catalog, start, beginRun(db, start), memory);
    });
  }

  known(key: ModuleKey): KnownModule | undefined {
    return this.#memory.known(key);
  }

  allKnown(): Iterable<KnownModule> {
    return this.#memory.allKnown();
  }

  overrides(key: ModuleKey): PluginOverrides {
    return this.#memory.overrides(key);
  }

  blocks(key: ModuleKey): ModuleBlocks {
    return this.#memory.blocks(key);
  }

  interruptions(key: ModuleKey): number {
    return this.#memory.interruptions(key);
  }

  /** @throws {PluginaryError} `catalog-replaced`, before any work whose result would be lost. */
  async begin({ location, format }: ModuleKey): Promise<void> {
    this.#catalog.requireInPlace();
    const answered = this.#answered;
    this.#answered = [];
    await this.#catalog.write((db) => {
      for (const module of answered) forgetJob(db, module);
      statement(
        db,
        `insert into journal (location, format, scan_run_id, begun_at) values (?, ?, ?, ?)
         on conflict (location, format) do update
           set scan_run_id = excluded.scan_run_id, begun_at = excluded.begun_at`,
      ).run(location, format, this.#scanRunId, this.#now());
    });
  }

  hasAnswered(key: ModuleKey): void {
    this.#answered.push(key);
  }

  /** Stores all results that are ready in one transaction, since each transaction writes to all parts of the index. */
  async commit(module: ScannedModule, state: ModuleState): Promise<ScannedModule> {
    const { promise, resolve, reject } = Promise.withResolvers<ScannedModule>();
    this.#waiting.push({ module, state, resolve, reject });
    if (this.#waiting.length === 1) setTimeout(() => this.#storeWaiting(), 0);
    return await promise;
  }

  async #storeWaiting(): Promise<void> {
    const results = this.#waiting;
    this.#waiting = [];
    try {
      const saved = await this.#store(results);
      for (const [index, { resolve }] of results.entries()) resolve(saved[index]!);
    } catch (error) {
      for (const { reject } of results) reject(error);
    }
  }

  async #store(results: readonly WaitingResult[]): Promise<ScannedModule[]> {
    // Loaded at the first change: otherwise a scan of unchanged modules takes 1.3 times the processor time.
    const [{ saveModule }, { ChangedRows }] = await Promise.all([
      import("./save_module.ts"),
      import("../plugins/changed_rows.ts"),
    ]);
    let isRepeated = false;
    return await this.#catalog.write((db) => {
      // What the first attempt wrote has been rolled back.
      if (isRepeated) this.#terms.clear();
      isRepeated = true;
      const changed = new ChangedRows();
      const stored = results.map(({ module, state }) => {
        const saved = saveModule(db, module, state, {
          scanRunId: this.#scanRunId,
          at: this.#now(),
          isInUserFolder: (location) => this.#isInUserFolder(location),
          changed,
          isFull: this.#start.isFull,
        });
        forgetJob(db, module);
        return saved;
      });
      changed.index(db, this.#terms);
      return stored;
    });
  }

  async abandon(key: ModuleKey): Promise<void> {
    await this.#catalog.write((db) => forgetJob(db, key));
  }

  async keep(known: KnownModule, key: ModuleKey, state: ModuleState): Promise<ScannedModule> {
    const { rowId } = this.#memory.known(known)!;
    const hasMoved = known.location !== key.location;
    const isSame = !hasMoved && !known.isMissing && known.statKey === state.statKey &&
      known.root === state.root;
    if (isSame && !this.#start.isFull) return this.#outlines?.get(rowId) ?? await this.#outline(rowId);
    return await this.#keepWhole(rowId, known, key, {
      state,
      isSame,
      change: hasMoved ? "moved" : "unchanged",
    });
  }

  async #outline(rowId: number): Promise<ScannedModule> {
    this.#outlines ??= await this.#catalog.read((db) => readModuleOutlines(db, this.#memory.allKnown()));
    return this.#outlines.get(rowId)!;
  }

  async #keepWhole(
    rowId: number,
    known: ModuleKey,
    key: ModuleKey,
    { state, isSame, change }: { state: ModuleState; isSame: boolean; change: "moved" | "unchanged" },
  ): Promise<ScannedModule> {
    if (!isSame) await this.#update(rowId, known, key, state);
    const { readModule } = await import("./read_module.ts");
    return await this.#catalog.read((db) => readModule(db, rowId, change, this.#start.isFull));
  }

  async remove(modules: readonly KnownModule[], at: Date): Promise<RemovedModule[]> {
    if (modules.length === 0) return [];
    const { markMissing } = await import("./update_module.ts");
    return await this.#catalog.write((db) =>
      modules.map((module) => {
        const { rowId } = this.#memory.known(module)!;
        forgetJob(db, module);
        return markMissing(db, rowId, at.toISOString(), this.#scanRunId);
      })
    );
  }

  /**
   * Records the end of the scan, and deletes old scans now and then.
   *
   * @throws {PluginaryError} `catalog-replaced`.
   */
  async end({ isComplete, interruptedBy, summary }: ScanEnd): Promise<void> {
    if (this.#scanRunId % SCANS_BETWEEN_CLEANUPS === 0) {
      const { boundScanRuns } = await import("./scan_history.ts");
      await this.#catalog.write(boundScanRuns);
    }
    await this.#catalog.write((db) => {
      statement(
        db,
        "update scan_runs set ended_at = ?, is_complete = ?, interrupted_by = ?, summary = ? where id = ?",
      ).run(this.#now(), isComplete ? 1 : 0, interruptedBy, toJson(summary), this.#scanRunId);
    });
    this.#catalog.requireInPlace();
  }

  async #update(rowId: number, known: ModuleKey, key: ModuleKey, state: ModuleState): Promise<void> {
    const { updateModule } = await import("./update_module.ts");
    await this.#catalog.write((db) =>
      updateModule(db, rowId, key, state, {
        at: this.#now(),
        isInUserFolder: this.#isInUserFolder(key.location),
        scanRunId: this.#scanRunId,
        formerLocation: known.location,
      })
    );
  }

  #isInUserFolder(location: string): boolean {
    const { home } = this.#start;
    return home !== undefined && isInFolder(home, location);
  }

  #now(): string {
    return this.#start.now().toISOString();
  }
}

function forgetJob(db: DatabaseSync, { location, format }: ModuleKey): void {
  statement(db, "delete from journal where location = ? and format = ?").run(location, format);
}

/** Other scans recorded as running have died, since this one holds the lock. */
function beginRun(db: DatabaseSync, { toolVersion, paths, formats, pid, host, now }: ScanStart): number {
  const at = now().toISOString();
  statement(
    db,
    `update scan_runs set interrupted_by = 'crash',
       ended_at = ifnull((select max(at) from outcomes where scan_run_id = scan_runs.id), started_at)
      where ended_at is null`,
  ).run();
  statement(db, "update journal set interruptions = interruptions + 1").run();
  const { lastInsertRowid } = statement(
    db,
    `insert into scan_runs (started_at, pid, host, tool_version, paths, formats) values (?, ?, ?, ?, ?, ?)`,
  ).run(at, pid, host, toolVersion, JSON.stringify(paths), JSON.stringify(formats));
  return Number(lastInsertRowid);
}
