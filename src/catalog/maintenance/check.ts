import type { DatabaseSync } from "node:sqlite";
import type { Catalog } from "../sqlite/catalog.ts";
import type { WorkListener } from "../../model/work_step.ts";
import { unpackDocument } from "../plugins/description_document.ts";
import { catalogError, isDamage } from "../sqlite/catalog_error.ts";
import { damagedBlobs } from "../library/blobs.ts";
import { emptyCatalog } from "../open_catalog.ts";

/** Something that is wrong with a catalog. */
export interface Finding {
  readonly code: "integrity" | "foreign-keys" | "index" | "orphans" | "descriptions" | "library";
  readonly message: string;
}

/** Most messages to list; one broken page can cause thousands. */
const MOST_MESSAGES = 20;

/** A check, which may itself meet damage. */
type Check = (db: DatabaseSync, listener: WorkListener | undefined) => Finding[];

/** Catalogs of this size take a second or longer for some checks. */
const LARGE_BYTES = 16 * 1024 * 1024;

/** Descriptions between two looks at how far their check has come. */
const DESCRIPTIONS_AT_ONCE = 200;

/**
 * Examines a catalog: the file's structure, the definitions of its tables,
 * references between them, the full-text index, rows that nothing refers to,
 * and each description.
 *
 * @returns Nothing for a healthy catalog.
 */
export async function checkCatalog(
  catalog: Catalog,
  listener?: WorkListener,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const expected = await (definitions ??= newDefinitions());
  const checkDefinitions = (db: DatabaseSync) => compareDefinitions(db, expected);
  const checks: readonly (readonly [subject: string, check: Check])[] = [
    ["file", checkIntegrity],
    ["tables", checkDefinitions],
    ["references", checkReferences],
    ["search index", checkIndex],
    ["installations", checkOrphans],
    ["descriptions", checkDescriptions],
    ["library of presets", checkLibrary],
  ];
  for (const [subject, check] of checks) {
    listener?.({ what: `Checking the ${subject}`, isLong: (await sizeOf(catalog)) > LARGE_BYTES });
    findings.push(...await runCheck(catalog, check, listener));
  }
  return findings;
}

/** The size of the file; of one that is being damaged, 0. */
async function sizeOf({ path }: Catalog): Promise<number> {
  try {
    return (await Deno.stat(path)).size;
  } catch (error) {
    if (error instanceof Error) return 0;
    throw error;
  }
}

async function runCheck(
  catalog: Catalog,
  check: Check,
  listener: WorkListener | undefined,
): Promise<Finding[]> {
  try {
    return await catalog.read((db) => check(db, listener));
  } catch (error) {
    if (!isDamage(error)) throw catalogError(error, catalog.path);
    const { cause } = error as Error;
    return [{ code: "integrity", message: (cause instanceof Error ? cause : error as Error).message }];
  }
}

function checkIntegrity(db: DatabaseSync): Finding[] {
  return db.prepare(`pragma integrity_check(${MOST_MESSAGES})`).all()
    .map((row) => String(row["integrity_check"]))
    .filter((message) => message !== "ok")
    .map((message) => ({ code: "integrity", message: message.replaceAll(/\s+/g, " ").trim() }));
}

/** SQLite's definitions of tables and indexes, by type and name. */
type Definitions = ReadonlyMap<string, string>;

let definitions: Promise<Definitions> | undefined;

/**
 * The definitions in a new catalog; a migrated one has the same. Tables created
 * by FTS5 are left out: they depend on its version, and its own check covers
 * them.
 */
async function newDefinitions(): Promise<Definitions> {
  using catalog = await emptyCatalog(":memory:");
  const ours = "name not in (select name from pragma_table_list where type = 'shadow')";
  return readDefinitions(catalog.db, `sql is not null and ${ours}`);
}

/** Reads definitions, regardless of the line endings of the files that they come from. */
function readDefinitions(db: DatabaseSync, where: string): Definitions {
  const rows = db.prepare(`select type, name, tbl_name, sql from sqlite_schema where ${where}`).all();
  return new Map(
    rows.map(({ type, name, tbl_name: table, sql }) => [
      `${type} "${name}"`,
      `${table}: ${String(sql).replaceAll(/\s+/g, " ")}`,
    ]),
  );
}

/** SQLite accepts a table with a damaged column name, so names are compared with ours. Other programs' additions are ignored. */
function compareDefinitions(db: DatabaseSync, expected: Definitions): Finding[] {
  const found = readDefinitions(db, "sql is not null");
  return [...expected].filter(([name, definition]) => found.get(name) !== definition)
    .slice(0, MOST_MESSAGES)
    .map(([name]) => ({ code: "integrity", message: `The definition of ${name} is damaged` }));
}

function checkReferences(db: DatabaseSync): Finding[] {
  const counts = new Map<string, number>();
  for (const row of db.prepare("pragma foreign_key_check").all()) {
    const name = `${row["table"]} to ${row["parent"]}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => ({
    code: "foreign-keys",
    message: `${count} references from ${name} have no target`,
  }));
}

/** FTS5's own check needs write access; integrity_check does the same for its tables since SQLite 3.44. */
function checkIndex(db: DatabaseSync): Finding[] {
  const parts = ["plugins_fts_docsize", "plugin_contents_fts_docsize", "search_entries"];
  return [
    ...parts.flatMap((part) => [
      ...counted(
        db,
        "index",
        `select count(*) from plugins where shown_description_id is not null
           and id not in (select id from ${part})`,
        `plugins are not in the index of "${part}"`,
      ),
      ...counted(
        db,
        "index",
        `select count(*) from ${part} where id not in (select id from plugins)`,
        `entries of the index of "${part}" belong to no plugin`,
      ),
    ]),
    ...counted(
      db,
      "index",
      `select count(*) from (select id from search_terms except select id from search_terms_fts_docsize)`,
      'words are not in the index of "search_terms"',
    ),
    ...counted(
      db,
      "index",
      `select count(*) from (select id from search_terms_fts_docsize except select id from search_terms)`,
      'entries of the index of "search_terms" belong to no word',
    ),
    ...counted(
      db,
      "index",
      `select count(*) from (select id from presets where is_indexed = 1 except select id from presets_fts_docsize)`,
      "presets are not in their index",
    ),
    ...counted(
      db,
      "index",
      `select count(*) from (select id from presets_fts_docsize except select id from presets)`,
      "entries of the index of presets belong to no preset",
    ),
  ];
}

function checkOrphans(db: DatabaseSync): Finding[] {
  return [
    ...counted(
      db,
      "orphans",
      `select count(*) from descriptions where id not in
         (select description_id from installations where description_id is not null)`,
      "descriptions belong to no installation",
    ),
    ...counted(
      db,
      "orphans",
      `select count(*) from plugins where missing_at is null and origin = 'scan'
         and id not in (select plugin_row_id from installations)`,
      "plugins are marked as present but have no installation",
    ),
    ...counted(
      db,
      "orphans",
      // A module without describer waits to be scanned again.
      `select count(*) from installations i join modules m on m.id = i.module_id
        where i.description_id is null and m.describer > 0`,
      "installations have no description",
    ),
    ...counted(
      db,
      "orphans",
      "select count(*) from presets where container = 'program' and plugin_id not in (select plugin_id from plugins)",
      "programs belong to no plugin",
    ),
  ];
}

function checkDescriptions(db: DatabaseSync, listener: WorkListener | undefined): Finding[] {
  const total = Number(db.prepare("select count(*) as n from descriptions").get()!["n"]);
  let done = 0;
  let damaged = 0;
  for (const row of db.prepare("select summary, document from descriptions").iterate()) {
    if (!isReadable(row)) damaged++;
    if (++done % DESCRIPTIONS_AT_ONCE === 0) listener?.({ what: "Checking the descriptions", done, total });
  }
  if (damaged === 0) return [];
  return [{ code: "descriptions", message: `${damaged} descriptions are damaged` }];
}

function checkLibrary(db: DatabaseSync): Finding[] {
  const damaged = [...damagedBlobs(db)].length;
  return damaged === 0 ? [] : [{ code: "library", message: `${damaged} states of presets are damaged` }];
}

/** Whether a description can be read. */
export function isReadable(row: Record<string, unknown>): boolean {
  try {
    JSON.parse(String(row["summary"]));
    unpackDocument(row["document"] as Uint8Array);
    return true;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}

function counted(db: DatabaseSync, code: Finding["code"], sql: string, what: string): Finding[] {
  const count = Number(Object.values(db.prepare(sql).get()!)[0]);
  return count === 0 ? [] : [{ code, message: `${count} ${what}` }];
}
