import { DatabaseSync } from "node:sqlite";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { joinPath } from "../../platform/paths.ts";
import { catalogError } from "../sqlite/catalog_error.ts";
import { APPLICATION_ID } from "../sqlite/database_header.ts";

/** A row of an earlier version's database. */
export interface LegacyRow {
  /** The values of the columns, by the names used in its records. */
  readonly columns: Readonly<Record<string, unknown>>;
  /** The record as JSON; unset if it is too large to read. */
  readonly data?: string;
  /** As stored in the row. */
  readonly createdAt: unknown;
  readonly updatedAt: unknown;
}

/** Longest record that is read, as in files. */
const MAXIMUM_DATA_BYTES = 16 * 1024 * 1024;

/** A copy of an earlier version's database: opening the file itself could change it and the files beside it. */
export class LegacyDatabase implements Disposable {
  readonly #db: DatabaseSync;
  readonly #folder: string;
  readonly #path: string;
  /** The number of rows. */
  readonly total: number;

  private constructor(db: DatabaseSync, folder: string, path: string, total: number) {
    this.#db = db;
    this.#folder = folder;
    this.#path = path;
    this.total = total;
  }

  /**
   * Copies a database, including its write-ahead log, and opens the copy.
   *
   * @throws {PluginaryError} when it is another program's, a catalog, or damaged.
   */
  static async open(path: string): Promise<LegacyDatabase> {
    const folder = await Deno.makeTempDir({ prefix: "pluginary-import-" });
    let db: DatabaseSync | undefined;
    try {
      const copy = joinPath(folder, "plugins.db");
      await copyIfThere(path, copy);
      await copyIfThere(`${path}-wal`, `${copy}-wal`);
      db = new DatabaseSync(copy, { timeout: 0 });
      db.exec("pragma trusted_schema = off");
      requirePlugins(db, path);
      return new LegacyDatabase(db, folder, path, countRows(db));
    } catch (error) {
      db?.close();
      await Deno.remove(folder, { recursive: true });
      throw explained(error, path);
    }
  }

  /** The rows, one at a time, in the order in which they were stored. */
  *rows(): Generator<LegacyRow> {
    const columns = columnsOf(this.#db, "plugins");
    const optional = (name: string) => columns.has(name) ? name : `null as ${name}`;
    try {
      const rows = this.#db.prepare(
        `select id, name, path, plugin_type, ${optional("manufacturer")}, ${optional("created_at")},
                ${
          optional("updated_at")
        }, iif(length(data) <= ${MAXIMUM_DATA_BYTES}, cast(data as text), null) as data
           from plugins order by rowid`,
      );
      rows.setReadBigInts(false);
      for (const row of rows.iterate()) {
        const { id, name, path, plugin_type, manufacturer, created_at, updated_at, data } = row;
        yield {
          columns: { id, name, path, plugin_type, manufacturer },
          ...(data === null ? {} : { data: String(data) }),
          createdAt: created_at,
          updatedAt: updated_at,
        };
      }
    } catch (error) {
      throw explained(error, this.#path);
    }
  }

  [Symbol.dispose](): void {
    if (!this.#db.isOpen) return;
    this.#db.close();
    Deno.removeSync(this.#folder, { recursive: true });
  }
}

/** @throws {PluginaryError} when it is not a database of an earlier version. */
function requirePlugins(db: DatabaseSync, path: string): void {
  if (Number(db.prepare("pragma application_id").get()!["application_id"]) === APPLICATION_ID) {
    throw new PluginaryError(
      "import-not-recognized",
      `Cannot import "${path}": it is a catalog of pluginary`,
      'Use "pluginary catalog restore" to replace your catalog with it, or export it: "PLUGINARY_CATALOG=FILE pluginary export --json"',
    );
  }
  // A view could compute an endless number of rows.
  const tables = new Set(
    db.prepare("select name from sqlite_schema where type = 'table' and sql not like 'create virtual%'").all()
      .map((row) => String(row["name"])),
  );
  const columns = tables.has("plugins") ? columnsOf(db, "plugins") : new Set();
  if (["id", "name", "path", "plugin_type", "data"].every((name) => columns.has(name))) return;
  throw new PluginaryError(
    "import-not-recognized",
    `Cannot import "${path}": it is a database without a list of plugins`,
  );
}

function columnsOf(db: DatabaseSync, table: string): Set<string> {
  return new Set(
    db.prepare("select name from pragma_table_info(?)").all(table).map((row) => String(row["name"])),
  );
}

function countRows(db: DatabaseSync): number {
  return Number(db.prepare("select count(*) as n from plugins").get()!["n"]);
}

/** Without the mode: a read-only copy could not be opened. */
async function copyIfThere(from: string, to: string): Promise<void> {
  let source: Deno.FsFile;
  try {
    source = await Deno.open(from);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound && from.endsWith("-wal")) return;
    throw error;
  }
  const target = await Deno.create(to);
  await source.readable.pipeTo(target.writable);
}

/** Rewords SQLite's error for a file that is not our catalog. */
function explained(error: unknown, path: string): unknown {
  const reason = catalogError(error, path);
  if (!(reason instanceof PluginaryError) || !reason.code.startsWith("catalog-")) return reason;
  return new PluginaryError(
    "import-not-readable",
    `Cannot import "${path}": ${reason.message.slice(reason.message.lastIndexOf(": ") + 2)}`,
    undefined,
    { cause: error },
  );
}
