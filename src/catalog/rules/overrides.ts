import type { DatabaseSync } from "node:sqlite";
import type { PluginOverrides } from "../../model/plugin_overrides.ts";
import { forgetFailures } from "./blocklist.ts";
import { fromJson } from "../sqlite/json_column.ts";
import { markBlocked } from "./mark_blocked.ts";
import { namesOfTarget, type RuleTarget } from "./rule_target.ts";

/** One target with the user's overrides for it. */
export interface StoredOverrides extends RuleTarget {
  readonly overrides: PluginOverrides;
  /** When they were last changed. */
  readonly updatedAt: string;
}

/** Overrides with the names of their target. */
export interface NamedOverrides extends StoredOverrides {
  /** Names of the plugins that they concern, as far as they are known. */
  readonly names: string[];
}

/**
 * Replaces the overrides of a target; empty values are not stored.
 *
 * The next scan tries the target again despite earlier failures, which is the
 * purpose of most overrides.
 *
 * @returns The overrides that are now set.
 */
export function replaceOverrides(
  db: DatabaseSync,
  target: RuleTarget,
  overrides: PluginOverrides,
  at: string,
): PluginOverrides {
  const kept = Object.entries(overrides).filter(([, value]) => !isEmpty(value));
  const before = readOverrides(db, target);
  const save = db.prepare(
    `insert into overrides (target, name, value, updated_at) values (?, ?, ?, ?)
     on conflict (target, name) do update
       set value = excluded.value, updated_at = iif(value = excluded.value, updated_at, excluded.updated_at)`,
  );
  for (const [name, value] of kept) save.run(keyOf(target), name, JSON.stringify(value), at);
  const remove = db.prepare("delete from overrides where target = ? and name = ?");
  for (const name of Object.keys(before)) {
    if (!kept.some(([one]) => one === name)) remove.run(keyOf(target), name);
  }
  liftFailures(db, target);
  markBlocked(db, at);
  return Object.fromEntries(kept);
}

function isEmpty(value: unknown): boolean {
  if (value === false || value === undefined) return true;
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

/** The overrides of a target; empty if there are none. */
export function readOverrides(db: DatabaseSync, target: RuleTarget): PluginOverrides {
  return listOverrides(db).find((stored) => keyOf(stored) === keyOf(target))?.overrides ?? {};
}

/** All overrides, by target. */
export function listOverrides(db: DatabaseSync): StoredOverrides[] {
  const rows = db.prepare("select target, name, value, updated_at from overrides order by target, name")
    .all();
  const stored = new Map<string, StoredOverrides>();
  for (const row of rows) {
    const target = String(row["target"]);
    const before = stored.get(target);
    const updatedAt = String(row["updated_at"]);
    stored.set(target, {
      ...targetOf(target),
      overrides: { ...before?.overrides, [String(row["name"])]: fromJson(row["value"]) },
      updatedAt: before === undefined || before.updatedAt < updatedAt ? updatedAt : before.updatedAt,
    });
  }
  return [...stored.values()];
}

/** All overrides, by target, with the names of the plugins that they concern. */
export function listNamedOverrides(db: DatabaseSync): NamedOverrides[] {
  return listOverrides(db).map(({ location, plugin, ...rest }) => ({
    ...(location === undefined ? { plugin: plugin! } : { location }),
    names: namesOfTarget(db, { location, plugin }),
    ...rest,
  }));
}

/** Lifts blocks and delays after failures: the override changes how the target runs. */
function liftFailures(db: DatabaseSync, target: RuleTarget): void {
  const { location, plugin } = target;
  if (location !== undefined) {
    db.prepare("delete from blocklist where code = 'blocked-after-failures' and location = ?").run(location);
  } else {
    db.prepare(
      `delete from blocklist where code = 'blocked-after-failures' and
         (plugin_id = ?1 or (plugin_id is null and location in
           (select m.location from modules m join installations i on i.module_id = m.id
              join plugins p on p.id = i.plugin_row_id where p.plugin_id = ?1)))`,
    ).run(plugin ?? "");
  }
  forgetFailures(db, target);
}

/** An absolute path cannot be mistaken for a plugin id. */
function keyOf({ location, plugin }: RuleTarget): string {
  return location ?? plugin ?? "";
}

function targetOf(key: string): RuleTarget {
  return /^(vst3|au|lv2|ladspa|clap|vst2):/.test(key) ? { plugin: key } : { location: key };
}
