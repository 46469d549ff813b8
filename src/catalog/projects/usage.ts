import type { DatabaseSync } from "node:sqlite";
import type { Plugin } from "../../model/plugin.ts";
import { readPlugins } from "../plugins/read_plugin.ts";
import { statement } from "../sqlite/statement.ts";
import { USAGE } from "../sqlite/usage.ts";

/** Which plugins are listed with their uses. */
export interface UsageOptions {
  /** Lists the installed plugins that no project uses. */
  readonly isNever: boolean;
  /** Unset for all. */
  readonly limit: number | undefined;
  readonly offset: number;
}

/** A plugin, and how projects use it. */
export interface PluginUsage {
  readonly plugin: Plugin;
  /** Places in projects. */
  readonly uses: number;
  readonly projects: number;
  /** When a project with it was last saved. */
  readonly lastUsedAt?: string;
}

/** A page of plugins with their uses. */
export interface UsagePage {
  /** Plugins without limit and offset. */
  readonly total: number;
  /** Projects that count: those that are there, and no copies. */
  readonly projects: number;
  readonly plugins: readonly PluginUsage[];
}

/** Lists the plugins that projects use, the most used first, or those that none uses. */
export function readUsage(db: DatabaseSync, { isNever, limit, offset }: UsageOptions): UsagePage {
  const from = isNever
    ? `plugins p where p.missing_at is null and p.plugin_id not in (select meant_id from (${USAGE}))`
    : `plugins p join (${USAGE}) u on u.meant_id = p.plugin_id`;
  const total = Number(statement(db, `select count(*) as n from ${from}`).get()!["n"]);
  const columns = isNever
    ? "p.id, 0 as uses, 0 as projects, null as last_used_at"
    : "p.id, u.uses, u.projects, u.last_used_at";
  const order = isNever
    ? "p.name collate nocase, p.plugin_id"
    : "u.uses desc, p.name collate nocase, p.plugin_id";
  const rows = statement(db, `select ${columns} from ${from} order by ${order} limit ? offset ?`)
    .all(limit ?? -1, offset);
  const plugins = readPlugins(db, rows.map((row) => Number(row["id"])));
  return {
    total,
    projects: Number(
      statement(db, "select count(*) as n from projects where missing_at is null and is_backup = 0")
        .get()!["n"],
    ),
    plugins: rows.map((row, at) => ({
      plugin: plugins[at]!,
      uses: Number(row["uses"]),
      projects: Number(row["projects"]),
      ...row["last_used_at"] === null ? {} : { lastUsedAt: String(row["last_used_at"]) },
    })),
  };
}
