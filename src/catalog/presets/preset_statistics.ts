import type { DatabaseSync } from "node:sqlite";
import type { PresetContainer } from "../../model/presets/preset_container.ts";
import type {
  PresetFileReason,
  PresetStatsDocument,
} from "../../model/documents/presets/preset_documents.ts";
import { fromJson } from "../sqlite/json_column.ts";

/** Numbers about the presets of a catalog. */
export type PresetStatistics = Omit<PresetStatsDocument, "schema" | "schemaVersion">;

/** Most plugins, authors and tags to name, and most files. */
const MOST_NAMED = 10;
const MOST_FAILURES = 20;

/** Counts the presets of a catalog, and the files that they come from. */
export function readPresetStatistics(db: DatabaseSync): PresetStatistics {
  const counts = db.prepare(
    `select count(*) as presets, ifnull(sum(s.missing_at is not null), 0) as missing,
       ifnull(sum(s.is_factory = 1), 0) as factory, ifnull(sum(s.is_factory = 0), 0) as user,
       ifnull(sum(not exists (select 1 from plugins p where p.plugin_id = s.plugin_id and p.missing_at is null)), 0)
         as withoutPlugin
       from presets s`,
  ).get()! as unknown as Pick<PresetStatistics, "presets" | "missing" | "factory" | "user" | "withoutPlugin">;
  const byContainer = db.prepare(
    "select container, count(*) as presets from presets group by container order by presets desc, container",
  ).all();
  const plugins = db.prepare(
    `select c.plugin_id, ifnull(p.name, c.name) as name, c.presets from
       (select plugin_id, max(plugin_name) as name, count(*) as presets from presets
         where plugin_id <> '' group by plugin_id order by presets desc, plugin_id limit ${MOST_NAMED}) c
       left join plugins p on p.plugin_id = c.plugin_id order by c.presets desc, c.plugin_id`,
  ).all();
  const authors = topOf(db, "select author as value from presets where author <> ''");
  const tags = topOf(db, "select lower(value) as value from presets, json_each(presets.tags)");
  const pluginCount = numberOf(db, "select count(distinct plugin_id) from presets where plugin_id <> ''");
  return {
    ...counts,
    byContainer: byContainer.map((row) => ({
      container: row["container"] as PresetContainer,
      presets: Number(row["presets"]),
    })),
    plugins: plugins.map((row) => ({
      id: String(row["plugin_id"]),
      ...(row["name"] === null ? {} : { name: String(row["name"]) }),
      presets: Number(row["presets"]),
    })),
    otherPlugins: pluginCount - plugins.length,
    authors: authors.top.map(({ value, presets }) => ({ author: value, presets })),
    otherAuthors: authors.others,
    tags: tags.top.map(({ value, presets }) => ({ tag: value, presets })),
    otherTags: tags.others,
    files: countFiles(db),
    failures: readFailures(db),
  };
}

/** The values of a query that most presets have, and how many others there are. */
function topOf(
  db: DatabaseSync,
  select: string,
): { top: { value: string; presets: number }[]; others: number } {
  const top = db.prepare(
    `select value, count(*) as presets from (${select}) group by value order by presets desc, value limit ${MOST_NAMED}`,
  ).all().map((row) => ({ value: String(row["value"]), presets: Number(row["presets"]) }));
  return { top, others: numberOf(db, `select count(distinct value) from (${select})`) - top.length };
}

function countFiles(db: DatabaseSync): PresetStatistics["files"] {
  return db.prepare(
    `select ifnull(sum(outcome = 'read'), 0) as read, ifnull(sum(outcome = 'failed' and missing_at is null), 0) as failed,
       ifnull(sum(missing_at is not null), 0) as missing, ifnull(sum(size_bytes), 0) as sizeBytes from preset_files`,
  ).get()! as unknown as PresetStatistics["files"];
}

function readFailures(db: DatabaseSync): PresetStatistics["failures"] {
  return db.prepare(
    `select path, container, problem from preset_files where outcome = 'failed' and missing_at is null
      order by path limit ${MOST_FAILURES}`,
  ).all().map((row) => {
    const reason = fromJson<PresetFileReason>(row["problem"]);
    return {
      path: String(row["path"]),
      container: row["container"] as PresetContainer,
      ...(reason === undefined ? {} : { reason }),
    };
  });
}

function numberOf(db: DatabaseSync, sql: string): number {
  return Number(Object.values(db.prepare(sql).get()!)[0]);
}
