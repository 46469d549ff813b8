import type { DatabaseSync } from "node:sqlite";
import type { Catalog } from "./catalog.ts";
import { unpackDocument } from "./description_document.ts";
import { catalogError } from "./catalog_error.ts";
import { PluginaryError } from "../model/pluginary_error.ts";

/** Something that is wrong with a catalog. */
export interface Finding {
  readonly code: "integrity" | "foreign-keys" | "index" | "orphans" | "descriptions";
  readonly message: string;
}

/** Damage that is listed; a broken page has thousands of consequences. */
const MOST_MESSAGES = 20;

/** A check, which may itself meet damage. */
type Check = (db: DatabaseSync) => Finding[];

/**
 * Examines a catalog: the file's structure, references between tables, the
 * full-text index, rows that nothing refers to, and each description.
 *
 * @returns Nothing for a healthy catalog.
 */
export async function checkCatalog(catalog: Catalog): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const check of [checkIntegrity, checkReferences, checkIndex, checkOrphans, checkDescriptions]) {
    findings.push(...await runCheck(catalog, check));
  }
  return findings;
}

async function runCheck(catalog: Catalog, check: Check): Promise<Finding[]> {
  try {
    return await catalog.read(check);
  } catch (error) {
    const reason = catalogError(error, catalog.path);
    if (!(reason instanceof PluginaryError) || reason.code !== "catalog-damaged") throw error;
    const cause = reason.cause instanceof Error ? reason.cause.message : reason.message;
    return [{ code: "integrity", message: cause }];
  }
}

function checkIntegrity(db: DatabaseSync): Finding[] {
  return db.prepare(`pragma integrity_check(${MOST_MESSAGES})`).all()
    .map((row) => String(row["integrity_check"]))
    .filter((message) => message !== "ok")
    .map((message) => ({ code: "integrity", message: message.replaceAll(/\s+/g, " ").trim() }));
}

function checkReferences(db: DatabaseSync): Finding[] {
  const counts = new Map<string, number>();
  for (const row of db.prepare("pragma foreign_key_check").all()) {
    const name = `${row["table"]} to ${row["parent"]}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => ({
    code: "foreign-keys",
    message: `${count} references from ${name} lead nowhere`,
  }));
}

/** FTS5's own check needs the right to write; integrity_check does the same for its tables since SQLite 3.44. */
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
        `entries of the index of "${part}" are of no plugin`,
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
      'entries of the index of "search_terms" are of no word',
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
      "plugins are said to be there and have no installation",
    ),
    ...counted(
      db,
      "orphans",
      // A module without describer waits to be scanned again.
      `select count(*) from installations i join modules m on m.id = i.module_id
        where i.description_id is null and m.describer > 0`,
      "installations have no description",
    ),
  ];
}

function checkDescriptions(db: DatabaseSync): Finding[] {
  let damaged = 0;
  for (const row of db.prepare("select summary, document from descriptions").iterate()) {
    if (!isReadable(row)) damaged++;
  }
  if (damaged === 0) return [];
  return [{ code: "descriptions", message: `${damaged} descriptions are damaged` }];
}

/** Whether a description's row still says something. */
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
