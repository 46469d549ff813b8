import type { DatabaseSync } from "node:sqlite";
import type { ModuleBlocks } from "../../model/block.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";
import type { PluginOverrides } from "../../model/plugin_overrides.ts";
import type { ModuleKey, ScanMemory } from "../../model/scan_journal.ts";
import { ScanRules } from "../rules/scan_rules.ts";
import { statement } from "../sqlite/statement.ts";
import { readKnownModules, type StoredModule } from "./known_modules.ts";

/** The contents of a catalog that decide about a scan, read at its start. */
export class CatalogMemory implements ScanMemory {
  readonly #known: ReadonlyMap<string, StoredModule>;
  readonly #interruptions: ReadonlyMap<string, number>;
  readonly #rules: ScanRules;

  private constructor(
    known: readonly StoredModule[],
    interruptions: ReadonlyMap<string, number>,
    rules: ScanRules,
  ) {
    this.#known = new Map(known.map((module) => [keyOf(module), withBlock(module, rules)]));
    this.#interruptions = interruptions;
    this.#rules = rules;
  }

  /** Reads a catalog before a scan has recorded its start there. */
  static read(db: DatabaseSync): CatalogMemory {
    return new CatalogMemory(readKnownModules(db), readInterruptions(db), ScanRules.read(db));
  }

  known(key: ModuleKey): StoredModule | undefined {
    return this.#known.get(keyOf(key));
  }

  allKnown(): Iterable<StoredModule> {
    return this.#known.values();
  }

  overrides(key: ModuleKey): PluginOverrides {
    return this.#rules.overrides(key);
  }

  blocks(key: ModuleKey): ModuleBlocks {
    return this.#rules.blocks(key);
  }

  interruptions(key: ModuleKey): number {
    return this.#interruptions.get(keyOf(key)) ?? 0;
  }
}

function withBlock(module: StoredModule, rules: ScanRules): StoredModule {
  const block = rules.blocks(module).module;
  return block === undefined ? module : { ...module, block };
}

/** Neither a location nor a format can contain it. */
function keyOf({ location, format }: ModuleKey): string {
  return `${format}\0${location}`;
}

/** A job that is still on record was interrupted once more than it says, by the scan that last began it. */
function readInterruptions(db: DatabaseSync): Map<string, number> {
  const rows = statement(db, "select location, format, interruptions + 1 as interruptions from journal")
    .all();
  return new Map(rows.map((row) => [
    keyOf({ location: String(row["location"]), format: row["format"] as PluginFormat }),
    Number(row["interruptions"]),
  ]));
}
