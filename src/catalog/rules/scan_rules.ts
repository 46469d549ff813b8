import type { DatabaseSync } from "node:sqlite";
import { type Block, type ModuleBlocks, NO_BLOCKS } from "../../model/block.ts";
import { mergeOverrides, type PluginOverrides } from "../../model/plugin_overrides.ts";
import type { ModuleKey } from "../../model/scan_journal.ts";
import { fromJson, present, text } from "../sqlite/json_column.ts";

/** The rules for one module. */
interface ModuleRules {
  module?: Block;
  readonly plugins: Map<string, Block>;
  readonly overrides: PluginOverrides[];
}

/** A module that contains a plugin. */
interface Place {
  readonly id: string;
  readonly key: ModuleKey;
  /** Number of plugins in the module. */
  readonly plugins: number;
}

/** Means every format, for a block or an override that names a path. */
const ANY_FORMAT = "";

/** The user's overrides and all blocks, by module, held in memory. */
export class ScanRules {
  readonly #modules = new Map<string, ModuleRules>();
  /** Blocks of plugins wherever they are. */
  readonly #plugins = new Map<string, Block>();

  private constructor(rows: readonly RuleRow[], places: readonly Place[]) {
    const overrides = new Map<string, PluginOverrides>();
    for (const row of rows) {
      if (row.rule === "block") this.#addBlock(row);
      else overrides.set(row.target, { ...overrides.get(row.target), [row.name]: fromJson(row.value) });
    }
    const skips = new Map(rows.filter(isSkip).map(({ target, at }) => [target, skipBlock(at)]));
    for (const [id, block] of skips) this.#plugins.set(id, block);
    this.#addPlaces(places, overrides);
    for (const [target, override] of overrides) {
      const rules = this.#rulesOf(ANY_FORMAT, target);
      rules.overrides.push(override);
      const skip = skips.get(target);
      if (skip !== undefined) rules.module ??= skip;
    }
  }

  /** Reads all rules; one query suffices for most catalogs, which have none. */
  static read(db: DatabaseSync): ScanRules {
    const rows = db.prepare(
      `select json_object('rule', 'block', 'location', location, 'format', format, 'pluginId', plugin_id,
                'code', code, 'message', message, 'attempts', attempts, 'fingerprint', fingerprint,
                'at', blocked_at) as row from blocklist
       union all
       select json_object('rule', 'override', 'target', target, 'name', name, 'value', value, 'at', updated_at)
         from overrides`,
    ).all().map(({ row }) => fromJson<RuleRow>(row)!);
    return new ScanRules(rows, rows.length === 0 ? [] : readPlaces(db));
  }

  /** The overrides of a module; those for its path go before those for one of its plugins. */
  overrides({ format, location }: ModuleKey): PluginOverrides {
    if (this.#modules.size === 0) return NO_OVERRIDES;
    const exact = this.#modules.get(keyOf(format, location))?.overrides ?? [];
    return mergeOverrides([...exact, ...this.#modules.get(keyOf(ANY_FORMAT, location))?.overrides ?? []]);
  }

  /** The blocks of a module and its plugins. */
  blocks({ format, location }: ModuleKey): ModuleBlocks {
    if (this.#modules.size + this.#plugins.size === 0) return NO_BLOCKS;
    const anyFormat = this.#modules.get(keyOf(ANY_FORMAT, location));
    const exact = this.#modules.get(keyOf(format, location));
    const plugins = new Map([...exact?.plugins ?? [], ...this.#plugins]);
    return { ...present({ module: anyFormat?.module ?? exact?.module }), plugins };
  }

  #addBlock(row: BlockRow): void {
    const { location, format, pluginId, code, message, attempts, fingerprint, at } = row;
    const block = { code, message, attempts, at, ...present({ fingerprint: text(fingerprint) }) };
    if (location === "" && pluginId !== null) this.#plugins.set(pluginId, block);
    else if (pluginId !== null) this.#rulesOf(format, location).plugins.set(pluginId, block);
    else this.#rulesOf(format, location).module = block;
  }

  /** A module is blocked if all of its plugins are. */
  #addPlaces(places: readonly Place[], overrides: ReadonlyMap<string, PluginOverrides>): void {
    const blocked = new Map<ModuleRules, number>();
    for (const { id, key, plugins } of places) {
      const rules = this.#rulesOf(key.format, key.location);
      const override = overrides.get(id);
      if (override !== undefined) rules.overrides.push(override);
      const block = this.#plugins.get(id);
      if (block === undefined) continue;
      const count = (blocked.get(rules) ?? 0) + 1;
      blocked.set(rules, count);
      if (count === plugins) rules.module ??= block;
    }
  }

  #rulesOf(format: string, location: string): ModuleRules {
    const key = keyOf(format, location);
    let rules = this.#modules.get(key);
    if (rules === undefined) this.#modules.set(key, rules = { plugins: new Map(), overrides: [] });
    return rules;
  }
}

const NO_OVERRIDES: PluginOverrides = {};

/** A row of the blocklist. */
interface BlockRow {
  readonly rule: "block";
  readonly location: string;
  readonly format: string;
  readonly pluginId: string | null;
  readonly code: Block["code"];
  readonly message: string;
  readonly attempts: number;
  readonly fingerprint: string | null;
  readonly at: string;
}

/** A row of the overrides; the value is JSON. */
interface OverrideRow {
  readonly rule: "override";
  readonly target: string;
  readonly name: keyof PluginOverrides;
  readonly value: string;
  readonly at: string;
}

type RuleRow = BlockRow | OverrideRow;

/** Neither a location nor a format can contain it. */
function keyOf(format: string, location: string): string {
  return `${format}\0${location}`;
}

function isSkip(row: RuleRow): row is OverrideRow {
  return row.rule === "override" && row.name === "skip" && row.value === "true";
}

function skipBlock(at: string): Block {
  return { code: "blocked-by-user", message: "Skipped by an override", attempts: 0, at };
}

/** Reads the modules of the plugins that blocks or overrides name. */
function readPlaces(db: DatabaseSync): Place[] {
  const rows = db.prepare(
    `select p.plugin_id, m.location, m.format,
            (select count(*) from installations where module_id = m.id) as plugins
       from plugins p
       join installations i on i.plugin_row_id = p.id
       join modules m on m.id = i.module_id
      where p.plugin_id in (select target from overrides union select plugin_id from blocklist where location = '')
      order by p.plugin_id`,
  ).all();
  return rows.map((row) => ({
    id: String(row["plugin_id"]),
    key: { location: String(row["location"]), format: row["format"] as ModuleKey["format"] },
    plugins: Number(row["plugins"]),
  }));
}
