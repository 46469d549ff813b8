import { DatabaseSync } from "node:sqlite";
import type { WorkListener } from "../../model/work_step.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { fileName, joinPath, parentFolder } from "../../platform/paths.ts";
import { catalogError, isDamage } from "../sqlite/catalog_error.ts";
import { checkCatalog, isReadable } from "./check.ts";
import type { SqlValue } from "../sqlite/json_column.ts";
import { mergePages } from "./log_reader.ts";
import { createFormerTables, FORMER_TABLES, replaceFormerTables } from "./former_tables.ts";
import { moveAside } from "./move_aside.ts";
import { readIndexedCuration } from "./indexed_curation.ts";
import { damagedBlobs } from "../library/blobs.ts";
import { updateAllListedRows } from "../library/listed_rows.ts";
import { readHeader } from "../sqlite/database_header.ts";
import { inspectFile, openCatalog, openForReading } from "../open_catalog.ts";
import { findCategoriesAgain } from "../plugins/find_categories.ts";
import { emptyLikeness } from "../alike/empty_likeness.ts";
import { forgetSiblings } from "../plugins/other_formats.ts";
import { rebuildIndex } from "../plugins/search_index.ts";
import { completePresets } from "../presets/rows/complete_presets.ts";
import { indexPresets } from "../presets/rows/preset_index.ts";
import { fillVendorKeys } from "../plugins/vendor_keys.ts";
import { PageReader, type RawRow } from "./page_reader.ts";
import { refreshPlugin } from "../plugins/refresh_plugin.ts";
import { SalvagedRows } from "./salvaged_rows.ts";
import {
  countLaterColumns,
  fits,
  readTableShapes,
  type TableShape,
  withLaterColumns,
} from "./table_shape.ts";
import { transact } from "../sqlite/transaction.ts";
import { reasonOf } from "../../platform/reason_of.ts";

/** Rows of one table that a repair saved. */
export interface SalvagedTable {
  readonly table: string;
  readonly kept: number;
  /**
   * Rows that were found but not kept: a row that they refer to is lost, or they
   * contradict other rows. Of curation also those that only an index has.
   */
  readonly lost: number;
}

/** Result of a repair. */
export interface RepairReport {
  /** New path of the damaged catalog. */
  readonly damaged: string;
  readonly tables: SalvagedTable[];
  /** Unreadable parts of pages; the number of rows in them is unknown. */
  readonly unreadable: number;
  /** Modules that the next scan reads again, since some of their data is lost. */
  readonly toRescan: number;
}

/**
 * Saves the readable rows of a catalog in a new one, which takes its place; the
 * damaged one stays beside it. The caller holds the scan lock. A file of
 * another program or of a newer version is not touched.
 *
 * A catalog without findings of {@linkcode checkCatalog} is not changed.
 *
 * Rows are read through SQLite where its trees lead to them, and straight from
 * the pages where they do not.
 */
export async function repairCatalog(
  path: string,
  listener?: WorkListener,
  now: Date = new Date(),
): Promise<RepairReport | undefined> {
  await refuseForeign(path);
  const folder = await makeRepairFolder(path);
  try {
    const copy = joinPath(folder, fileName(path));
    listener?.({ what: "Copying the catalog" });
    await copyWithLog(path, copy);
    if (await isHealthy(copy, listener)) return undefined;
    // Opening the copy may have changed it.
    const hasLog = await copyWithLog(path, copy);
    const repaired = joinPath(folder, "repaired.db");
    const report = await salvage(copy, repaired, hasLog, listener);
    const damaged = await moveAside(path, now);
    await Deno.rename(repaired, path);
    return { damaged, ...report };
  } catch (error) {
    throw catalogError(error, path);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Beside the catalog, so that the result only has to be renamed. */
async function makeRepairFolder(path: string): Promise<string> {
  try {
    return await Deno.makeTempDir({ dir: parentFolder(path), prefix: ".pluginary-repair-" });
  } catch (error) {
    const why = reasonOf(error);
    throw new PluginaryError(
      "catalog-not-writable",
      `Cannot repair the catalog "${path}": cannot write beside it: ${why}`,
      "Make its folder writable, or copy the file elsewhere and name the copy with PLUGINARY_CATALOG",
      { cause: error },
    );
  }
}

/** A version this high is a flipped bit: no release has had so many migrations. */
const IMPOSSIBLE_VERSION = 1000;

/** @throws {PluginaryError} for a file of another program or of a newer version of this one. */
async function refuseForeign(path: string): Promise<void> {
  try {
    await inspectFile(path);
  } catch (error) {
    if (!(error instanceof PluginaryError) || error.code === "catalog-not-readable") throw error;
    if (error.code === "catalog-damaged" || error.code === "catalog-not-a-database") return;
    const { version } = readHeader(path);
    const isOurs = error.code === "catalog-newer" ? version > IMPOSSIBLE_VERSION : await hasOurTables(path);
    if (!isOurs) throw error;
  }
}

/** Whether the file contains the text of our schema, even if its application id is damaged. */
async function hasOurTables(path: string): Promise<boolean> {
  const text = new TextDecoder("latin1").decode(await Deno.readFile(path));
  return ["plugin_aliases", "plugin_features", "plugins_fts"].every((name) => text.includes(name));
}

async function isHealthy(path: string, listener: WorkListener | undefined): Promise<boolean> {
  try {
    using catalog = await openForReading(path);
    return (await checkCatalog(catalog, listener)).length === 0;
  } catch (error) {
    if (error instanceof PluginaryError) return false;
    throw error;
  }
}

/** @returns Whether there is a log that is not empty. */
async function copyWithLog(path: string, copy: string): Promise<boolean> {
  for (const suffix of ["", "-wal", "-shm", "-journal"]) await removeIfThere(copy + suffix);
  if (!await copyIfThere(path, copy)) await Deno.writeFile(copy, new Uint8Array());
  return await copyIfThere(`${path}-wal`, `${copy}-wal`) && (await Deno.stat(`${copy}-wal`)).size > 0;
}

async function removeIfThere(path: string): Promise<void> {
  try {
    await Deno.remove(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

async function copyIfThere(from: string, to: string): Promise<boolean> {
  try {
    await Deno.copyFile(from, to);
    await Deno.chmod(to, 0o600).catch((error) => {
      if (!(error instanceof Deno.errors.NotSupported)) throw error;
    });
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Salvaged rows by table name. */
type Rows = ReadonlyMap<string, SalvagedRows>;

async function salvage(
  copy: string,
  repaired: string,
  hasLog: boolean,
  listener: WorkListener | undefined,
): Promise<Omit<RepairReport, "damaged">> {
  const log = hasLog ? await Deno.readFile(`${copy}-wal`) : undefined;
  using target = await openCatalog(repaired);
  createFormerTables(target.db);
  const shapes = readTableShapes(target.db);
  const rows: Rows = new Map(shapes.map(({ name }) => [name, new SalvagedRows()]));
  const { isComplete, isMerged } = readThroughSqlite(copy, shapes, rows, listener);
  let unreadable = 0;
  let lostCuration = 0;
  if (!isComplete) {
    listener?.({ what: "Reading what is left of damaged pages", isLong: true });
    const file = await Deno.readFile(copy);
    const bytes = log === undefined || isMerged ? file : mergePages(file, log);
    readPages(bytes, shapes, rows, () => unreadable++);
    lostCuration = addIndexedCuration(copy, shapes, rows);
  }
  const tables = writeRows(target.db, shapes, rows, listener).map((table) =>
    table.table === "curation" ? { ...table, lost: table.lost + lostCuration } : table
  );
  transact(target.db, () => replaceFormerTables(target.db));
  const isIntact = isComplete && tables.every(({ lost }) => lost === 0);
  listener?.({ what: "Rebuilding the search index", isLong: true });
  const toRescan = transact(target.db, () => mend(target.db, isIntact, listener));
  target.db.prepare("pragma wal_checkpoint(truncate)").all();
  return { tables, unreadable, toRescan };
}

/** Reads the rows that SQLite still finds; it takes the log and deleted rows into account. */
function readThroughSqlite(
  copy: string,
  shapes: readonly TableShape[],
  rows: Rows,
  listener: WorkListener | undefined,
): { isComplete: boolean; isMerged: boolean } {
  let isMerged = false;
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(copy, { enableForeignKeyConstraints: false });
    // So that the pages, read later, include the log.
    isMerged = db.prepare("pragma wal_checkpoint(truncate)").get()?.["busy"] === 0 &&
      db.prepare("select count(*) as n from sqlite_schema").get()!["n"] !== 0;
    let isComplete = true;
    for (const [done, shape] of shapes.entries()) {
      listener?.({ what: "Reading the tables", done, total: shapes.length });
      if (FORMER_TABLES.includes(shape.name) && !hasTable(db, shape.name)) continue;
      isComplete = readTable(db, shape, rows.get(shape.name)!) && isComplete;
    }
    listener?.({ what: "Checking what was read" });
    const [verdict] = db.prepare("pragma integrity_check(1)").all();
    return { isComplete: isComplete && verdict?.["integrity_check"] === "ok", isMerged };
  } catch (error) {
    if (!isDamage(error) && !isNoDatabase(error)) throw error;
    return { isComplete: false, isMerged };
  } finally {
    db?.close();
  }
}

function hasTable(db: DatabaseSync, name: string): boolean {
  return db.prepare("select 1 from sqlite_schema where type = 'table' and name = ?").get(name) !== undefined;
}

function isNoDatabase(error: unknown): boolean {
  return error instanceof Error && /not a database|unable to open/.test(error.message);
}

/**
 * Reads from both ends as far as possible; rows in between are read from the
 * pages.
 *
 * @returns Whether all rows were read.
 */
function readTable(db: DatabaseSync, shape: TableShape, rows: SalvagedRows): boolean {
  const { name } = shape;
  const names = readableColumns(db, shape).join(", ");
  for (const order of ["asc", "desc"]) {
    const sequence: RawRow[] = [];
    try {
      for (const row of db.prepare(`select ${names} from ${name} order by id ${order}`).iterate()) {
        const values = Object.values(row) as SqlValue[];
        sequence.push({ id: Number(values[0]), values: withLaterColumns(shape, [null, ...values.slice(1)]) });
      }
      return order === "asc";
    } catch (error) {
      if (!isDamage(error)) throw error;
    } finally {
      rows.add(order === "asc" ? sequence : sequence.reverse());
    }
  }
  return false;
}

/** A catalog of an earlier version lacks columns that later ones have added. */
function readableColumns(db: DatabaseSync, { name, columns }: TableShape): string[] {
  const known = new Set(
    db.prepare("select name from pragma_table_info(?)").all(name).map((row) => String(row["name"])),
  );
  const names = columns.map((column) => column.name);
  const missing = known.size === 0 ? 0 : names.filter((column) => !known.has(column)).length;
  return missing > 0 && missing <= countLaterColumns({ name }) ? names.slice(0, -missing) : names;
}

/**
 * Adds rows that SQLite no longer finds. Rows that it has found are newer,
 * except rows of other tables to which a damaged tree has led it.
 */
function readPages(bytes: Uint8Array, shapes: readonly TableShape[], rows: Rows, onDamage: () => void): void {
  const sequences: [SalvagedRows, RawRow[]][] = [];
  for (const page of new PageReader(bytes).pages(onDamage)) {
    for (const [name, sequence] of rowsByTable(page, shapes)) {
      sequences.push([rows.get(name)!, sequence]);
      for (const [other, salvaged] of rows) if (other !== name) salvaged.dropStrangers(sequence);
    }
  }
  for (const [salvaged, sequence] of sequences) salvaged.add(sequence);
}

/**
 * Adds what the indexes alone still say of curation.
 *
 * @returns How many things people said are lost.
 */
function addIndexedCuration(copy: string, shapes: readonly TableShape[], rows: Rows): number {
  const shape = shapes.find(({ name }) => name === "curation")!;
  const salvaged = rows.get(shape.name)!;
  const indexed = readIndexedCuration(copy, shape);
  salvaged.add(indexed.rows);
  return indexed.incomplete.filter((id) => !salvaged.has(id)).length;
}

function rowsByTable(page: readonly RawRow[], shapes: readonly TableShape[]): Map<string, RawRow[]> {
  const found = new Map<string, RawRow[]>();
  for (const row of page) {
    const shape = shapes.find((candidate) => fits(candidate, withLaterColumns(candidate, row.values)));
    if (shape === undefined) continue;
    const whole = { ...row, values: withLaterColumns(shape, row.values) };
    found.set(shape.name, [...found.get(shape.name) ?? [], whole]);
  }
  return found;
}

/** Writes the rows, without contradictory rows and dangling references. */
function writeRows(
  db: DatabaseSync,
  shapes: readonly TableShape[],
  rows: Rows,
  listener: WorkListener | undefined,
): SalvagedTable[] {
  db.exec("pragma foreign_keys = off");
  return transact(db, () => {
    const kept = new Map<string, number>();
    for (const [done, shape] of shapes.entries()) {
      listener?.({ what: "Writing the tables", done, total: shapes.length });
      db.exec(`delete from ${shape.name}`);
      kept.set(shape.name, insertRows(db, shape, rows.get(shape.name)!));
    }
    // A version whose state is damaged refers to a lost row then.
    const damaged = deleteDamagedBlobs(db);
    kept.set("preset_blobs", kept.get("preset_blobs")! - damaged);
    for (const [table, count] of deleteStrays(db)) kept.set(table, kept.get(table)! - count);
    return shapes.map(({ name }) => ({
      table: name,
      kept: kept.get(name)!,
      lost: rows.get(name)!.size - kept.get(name)!,
    }));
  });
}

/** @returns How many contents of presets were not those that were stored. */
function deleteDamagedBlobs(db: DatabaseSync): number {
  const damaged = [...damagedBlobs(db)];
  for (const row of damaged) db.prepare("delete from preset_blobs where id = ?").run(row);
  return damaged.length;
}

function insertRows(db: DatabaseSync, shape: TableShape, rows: SalvagedRows): number {
  const { name, columns } = shape;
  const places = columns.map(() => "?").join(", ");
  const insert = db.prepare(`insert or ignore into ${name} values (${places})`);
  let count = 0;
  for (const [id, values] of rows) {
    if (fits(shape, values)) count += Number(insert.run(id, ...values.slice(1)).changes);
  }
  return count;
}

/**
 * Deletes rows that refer to a lost row, or only the reference if it is optional.
 *
 * @returns The number of deleted rows by table.
 */
function deleteStrays(db: DatabaseSync): Map<string, number> {
  const deleted = new Map<string, number>();
  for (;;) {
    const strays = db.prepare("pragma foreign_key_check").all();
    if (strays.length === 0) return deleted;
    for (const { table, rowid, fkid } of strays) {
      const key = db.prepare(
        `select f."from" as name, f.on_delete as action from pragma_foreign_key_list(?) f where f.id = ?`,
      ).get(table!, fkid!)!;
      if (key["action"] === "SET NULL") {
        db.prepare(`update ${table} set ${key["name"]} = null where id = ?`).run(rowid!);
      } else if (db.prepare(`delete from ${table} where id = ?`).run(rowid!).changes === 1) {
        deleted.set(String(table), (deleted.get(String(table)) ?? 0) + 1);
      }
    }
  }
}

/** Restores lost installations from the content that a description and a module share. */
function relinkDescriptions(db: DatabaseSync): void {
  db.exec(
    `insert or ignore into installations (module_id, plugin_row_id, description_id, position, outcome)
       select m.id, d.plugin_row_id, d.id, 0, m.outcome from descriptions d
         join modules m on m.fingerprint = d.content_hash
        where d.id not in (select description_id from installations where description_id is not null)`,
  );
  db.exec(
    `delete from descriptions where id not in
       (select description_id from installations where description_id is not null)`,
  );
}

/** Plugins between two looks at how far their index has come. */
const PLUGINS_AT_ONCE = 50;

/** Descriptions that a damaged number has given to a plugin with a description of its own. */
const DESCRIPTIONS_OF_OTHERS = `select distinct d.id from descriptions d
  join installations i on i.description_id = d.id and i.plugin_row_id <> d.plugin_row_id
 where exists (select 1 from installations o
                where o.plugin_row_id = d.plugin_row_id and o.description_id <> d.id)`;

/** Columns of modules that hold JSON. */
const JSON_COLUMNS = [
  "files",
  "architectures",
  "failures",
  "warnings",
  "reason",
  "confinement",
  "preset_locations",
];

/**
 * Removes unreadable rows, rebuilds the index, and makes the next scan read
 * modules again where data may be lost.
 *
 * @returns The number of modules that the scan will read again.
 */
function mend(db: DatabaseSync, isIntact: boolean, listener: WorkListener | undefined): number {
  let isHarmed = !isIntact;
  const forget = (table: string, id: SqlValue) => {
    isHarmed = true;
    db.prepare(`delete from ${table} where id = ?`).run(id);
  };
  for (const { id } of db.prepare(DESCRIPTIONS_OF_OTHERS).all()) forget("descriptions", id!);
  const unlinked = db.prepare(
    `update installations set description_id = null where description_id is not null and not exists
       (select 1 from descriptions d
         where d.id = installations.description_id and d.plugin_row_id = installations.plugin_row_id)`,
  ).run().changes;
  if (unlinked > 0) isHarmed = true;
  for (const row of db.prepare("select id, summary, document from descriptions").all()) {
    if (isReadable(row)) continue;
    db.prepare("update installations set description_id = null where description_id = ?").run(row["id"]!);
    forget("descriptions", row["id"]!);
  }
  const valid = JSON_COLUMNS.map((name) => `(${name} is null or json_valid(${name}))`).join(" and ");
  for (const { id } of db.prepare(`select id from modules where not (${valid})`).all()) {
    db.prepare("delete from installations where module_id = ?").run(id!);
    forget("modules", id!);
  }
  relinkDescriptions(db);
  findCategoriesAgain(db);
  db.exec("update plugins set shown_description_id = null");
  completePresets(db);
  updateAllListedRows(db);
  db.exec("update presets set tags = '[]' where not json_valid(tags) or json_type(tags) <> 'array'");
  db.exec(
    "update preset_files set problem = null, stat_key = '' where not json_valid(ifnull(problem, 'null'))",
  );
  // Their files say it again.
  db.exec(
    `delete from projects where not json_valid(ifnull(problem, 'null')) or id in (
       select project_id from project_plugins where not (json_valid(tracks) and json_valid(presets)))`,
  );
  // For plugins whose description is lost; the others are indexed from their descriptions.
  fillVendorKeys(db);
  rebuildIndex(db);
  // The next search for similar plugins makes it anew, and the next scan the groups of siblings.
  emptyLikeness(db);
  forgetSiblings(db);
  const plugins = db.prepare("select id, updated_at from plugins").all();
  for (const [done, { id, updated_at }] of plugins.entries()) {
    if (done % PLUGINS_AT_ONCE === 0) {
      listener?.({ what: "Indexing the plugins", done, total: plugins.length });
    }
    refreshPlugin(db, Number(id), String(updated_at), { isScanned: false, isNew: true });
  }
  indexPresets(db);
  if (!isHarmed) return 0;
  // No file has this key, so the next search for presets reads all of them.
  db.exec("update preset_files set stat_key = ''");
  // Describer 0 is older than every real one, so the next scan renews these.
  return Number(db.prepare("update modules set describer = 0").run().changes);
}
