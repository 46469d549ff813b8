// Makes a catalog of any size, of real products and generated ones with realistic
// names, parameters and presets, as one scan of as many modules leaves it:
//
//   deno run -A scripts/bench/make_catalog.ts PLUGINS FILE
import type { DatabaseSync } from "node:sqlite";
import { updateSiblings } from "../../src/catalog/alike/sibling_index.ts";
import { openCatalog } from "../../src/catalog/open_catalog.ts";
import { transact } from "../../src/catalog/sqlite/transaction.ts";
import { DESCRIBER_VERSION } from "../../src/model/describer.ts";
import { fillCatalog } from "../../tests/relevance/support/relevance_catalog.ts";

/** When the only scan began. */
const SCANNED_AT = "2026-01-01T00:00:00.000Z";

/** One in so many modules is also on the blocklist. */
const BLOCKED_SHARE = 100;

/** Makes the file, which must not exist yet. */
export async function makeCatalog(plugins: number, file: string): Promise<void> {
  using catalog = await openCatalog(file);
  // A file that is lost with the machine is made again, so nothing waits for the disk.
  catalog.db.exec("pragma synchronous = off");
  fillCatalog(catalog, plugins);
  transact(catalog.db, () => addScan(catalog.db, plugins));
  await updateSiblings(catalog);
}

/** Adds the scan that has found the plugins, each in a module of its own. */
function addScan(db: DatabaseSync, plugins: number): void {
  const summary = {
    modules: plugins,
    plugins,
    failures: 0,
    added: plugins,
    updated: 0,
    removed: 0,
    unchanged: 0,
  };
  const { lastInsertRowid: scan } = db.prepare(
    `insert into scan_runs (started_at, ended_at, pid, host, tool_version, paths, formats, is_complete, summary)
     values (?, ?, 1, 'studio', '0.1.0', '["/plugins"]', '[]', 1, ?)`,
  ).run(
    SCANNED_AT,
    SCANNED_AT,
    JSON.stringify({ ...summary, byOutcome: { scanned: plugins }, byFormat: {} }),
  );
  db.prepare(
    `insert into modules (id, location, format, root, fingerprint, stat_key, files, binary, architectures, size_bytes,
       modified_at, is_in_user_folder, outcome, failures, warnings, duration_ms, worker, describer, added_at,
       updated_at, scanned_at)
     select id, location, format, '/plugins', printf('sha256:%064x', id), printf('%x', id), json_array(location),
       location, '["x86_64"]', 100000 + id % 50000000, added_at, 0, 'scanned', '[]', '[]', 5 + id % 200, 'w1', ?,
       added_at, added_at, added_at
     from plugins`,
  ).run(DESCRIBER_VERSION);
  db.exec(
    `insert into installations (module_id, plugin_row_id, description_id, position, outcome)
     select id, id, shown_description_id, 0, 'scanned' from plugins`,
  );
  db.prepare(
    `insert into outcomes (location, format, scan_run_id, outcome, fingerprint, duration_ms, at)
     select location, format, ?, outcome, fingerprint, duration_ms, scanned_at from modules`,
  ).run(scan);
  db.prepare(
    `insert into changes (scan_run_id, location, format, change, plugin_ids)
     select ?, location, format, 'added', json_array(plugin_id) from plugins`,
  ).run(scan);
  db.prepare(
    `insert into blocklist (location, format, code, message, attempts, fingerprint, blocked_at)
     select location, format, 'blocked-after-failures', 'it crashed 3 times', 3, fingerprint, scanned_at
     from modules where id % ? = 0`,
  ).run(BLOCKED_SHARE);
}

if (import.meta.main) {
  const [plugins, file] = [Number(Deno.args[0]), Deno.args[1]];
  if (!Number.isInteger(plugins) || plugins < 1 || file === undefined) {
    console.error("Usage: deno run -A scripts/bench/make_catalog.ts PLUGINS FILE");
    Deno.exit(2);
  }
  await makeCatalog(plugins, file);
}
