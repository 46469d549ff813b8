import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import { CatalogJournal, type ScanStart } from "../../../src/catalog/scans/catalog_journal.ts";
import { emptyCatalog } from "../../../src/catalog/open_catalog.ts";
import type { ScannedModule } from "../../../src/model/module.ts";
import type { Plugin } from "../../../src/model/plugin.ts";
import { sampleModule } from "../../cli/support/scan_events.ts";

/** A catalog in memory. */
export async function memoryCatalog(): Promise<Catalog> {
  return await emptyCatalog(":memory:");
}

/** A clock that a test moves. */
export class TestClock {
  #at = Date.parse("2026-01-01T00:00:00.000Z");

  /** The time now. */
  readonly now = (): Date => new Date(this.#at);

  /** Lets time pass. */
  pass(ms: number): void {
    this.#at += ms;
  }
}

/** Begins a scan of which a test only says what matters to it. */
export async function beginScan(
  catalog: Catalog,
  changes: Partial<ScanStart> = {},
): Promise<CatalogJournal> {
  return await CatalogJournal.begin(catalog, {
    toolVersion: "0.0.0",
    paths: [],
    formats: ["vst3"],
    pid: 1,
    host: "here",
    home: "/home/me",
    isFull: true,
    now: () => new Date("2026-01-01T00:00:00.000Z"),
    ...changes,
  });
}

/** Saves a module as a scan does. */
export async function commitModule(journal: CatalogJournal, module: ScannedModule): Promise<ScannedModule> {
  await journal.begin(module);
  return await journal.commit(module, {
    root: "/plugins",
    files: [`${module.location}/x.so`],
    binary: `${module.location}/x.so`,
    statKey: `${module.location} ${module.fingerprint}`,
  });
}

/** A module with these plugins, whose contents are named by a word. */
export function moduleWith(
  name: string,
  plugins: readonly Plugin[],
  changes: Partial<ScannedModule> = {},
): ScannedModule {
  const location = `/plugins/${name}.vst3`;
  return sampleModule({
    location,
    fingerprint: `sha256:${name}`,
    sizeBytes: 100,
    modifiedAt: "2025-12-31T00:00:00.000Z",
    plugins: plugins.map((plugin) => ({ ...plugin, location })),
    ...changes,
  });
}

/** How many rows a table has. */
export async function countRows(catalog: Catalog, table: string): Promise<number> {
  return await catalog.read((db) => Number(db.prepare(`select count(*) as n from ${table}`).get()!["n"]));
}
