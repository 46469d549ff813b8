import type { DatabaseSync } from "node:sqlite";
import dropTables from "../migrations/0015_curation_tables.sql" with { type: "text" };
import { fillRegisters } from "../curation/fill_registers.ts";

/** What identifies and dates each row of these tables. */
const HEAD = "id integer primary key, uuid text not null unique, owner text not null default 'local'";
const TAIL = "updated_at text not null, deleted_at text";

/** The tables of curation before version 14, in which a damaged catalog of that time has it. */
const TABLES = [
  `create table curations (${HEAD}, plugin_id text not null, is_favorite integer not null,
     is_hidden integer not null, note text not null, ${TAIL}, category text, unique (owner, plugin_id)) strict`,
  `create table tags (${HEAD}, name text not null, ${TAIL}, unique (owner, name)) strict`,
  `create table collections (${HEAD}, name text not null, note text not null, ${TAIL}, unique (owner, name)) strict`,
  `create table plugin_tags (id integer primary key, uuid text not null unique,
     tag_id integer not null references tags (id) on delete cascade, owner text not null default 'local',
     plugin_id text not null, ${TAIL}, unique (tag_id, plugin_id)) strict`,
  `create table collection_plugins (id integer primary key, uuid text not null unique,
     collection_id integer not null references collections (id) on delete cascade,
     owner text not null default 'local', plugin_id text not null, position integer not null, ${TAIL},
     unique (collection_id, plugin_id)) strict`,
];

/** Their names: catalogs of today lack these tables, and lose nothing by that. */
export const FORMER_TABLES: readonly string[] = [
  "curations",
  "tags",
  "collections",
  "plugin_tags",
  "collection_plugins",
];

/** Adds the former tables to a new catalog, so that rows for them can be salvaged. */
export function createFormerTables(db: DatabaseSync): void {
  db.exec(TABLES.join(";\n"));
}

/** Moves what the former tables have got to today's, and removes them. */
export function replaceFormerTables(db: DatabaseSync): void {
  fillRegisters(db);
  db.exec(dropTables);
}
