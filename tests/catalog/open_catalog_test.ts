import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { openCatalog, openForReading } from "../../src/catalog/open_catalog.ts";
import { type Migration, MIGRATIONS } from "../../src/catalog/migrations.ts";
import { type LIST_ORDERS, orderTerms } from "../../src/catalog/search/list_order.ts";
import { repairCatalog } from "../../src/catalog/maintenance/repair.ts";
import { checkCatalog } from "../../src/catalog/maintenance/check.ts";
import { LATEST_VERSION } from "../../src/catalog/sqlite/schema_version.ts";
import { listBackups } from "../../src/catalog/backup.ts";
import type { ErrorCode } from "../../src/model/pluginary_error.ts";
import { PluginaryError } from "../../src/model/pluginary_error.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";
import { withReadOnlyMount } from "../support/mounts.ts";
import { TmpfsMount, whyNoMounts } from "../support/tmpfs_mount.ts";

const noMounts = await whyNoMounts();

function fails(code: ErrorCode, text: RegExp): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof PluginaryError, `a clear error and not ${error}`);
    assert.equal(error.code, code);
    assert.match(error.message, text);
    return true;
  };
}

/** The version of the catalogs that this program makes. */
const LATEST = MIGRATIONS.length;

/** The first value of a pragma. */
function pragma(db: DatabaseSync, name: string): unknown {
  return Object.values(db.prepare(`pragma ${name}`).get()!)[0];
}

Deno.test("LATEST_VERSION is that of the last migration", () => {
  assert.equal(LATEST_VERSION, MIGRATIONS.at(-1)!.version);
});

Deno.test("the usual order of lists has an index of its own terms", async () => {
  await using folder = await TemporaryFolder.make();
  using catalog = await openCatalog(folder.join("catalog.db"));
  const planOf = (order: keyof typeof LIST_ORDERS) =>
    catalog.db.prepare(
      `explain query plan select id from plugins p order by ${orderTerms(order, false)} limit 10`,
    )
      .all().map(({ detail }) => String(detail)).join("; ");
  assert.equal(planOf("vendor"), "SCAN p USING COVERING INDEX plugins_list_idx");
});

Deno.test("openCatalog() makes a file with a write-ahead log, foreign keys and room to shrink", async () => {
  await using folder = await TemporaryFolder.make();
  using catalog = await openCatalog(folder.join("new/folder/catalog.db"));
  assert.equal(pragma(catalog.db, "journal_mode"), "wal");
  assert.equal(pragma(catalog.db, "auto_vacuum"), 2);
  assert.equal(pragma(catalog.db, "foreign_keys"), 1);
  assert.equal(pragma(catalog.db, "user_version"), LATEST);
  assert.equal(pragma(catalog.db, "busy_timeout"), 0);
});

Deno.test("openCatalog() makes all tables strict, with integer keys", async () => {
  await using folder = await TemporaryFolder.make();
  using catalog = await openCatalog(folder.join("catalog.db"));
  const tables = catalog.db.prepare(
    "select name, strict from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite%'",
  ).all();
  assert.ok(tables.length > 15);
  for (const { name, strict } of tables) {
    assert.equal(strict, 1, String(name));
    const [key] = catalog.db.prepare("select name, type, pk from pragma_table_info(?)").all(String(name));
    assert.deepEqual({ ...key }, { name: "id", type: "INTEGER", pk: 1 }, String(name));
  }
});

Deno.test("openCatalog() indexes every column that refers to another table", async () => {
  await using folder = await TemporaryFolder.make();
  using catalog = await openCatalog(folder.join("catalog.db"));
  const unindexed = catalog.db.prepare(
    `select t.name || '.' || f."from" as name
       from pragma_table_list t, pragma_foreign_key_list(t.name) f
      where f."from" <> 'id' and not exists (select 1 from pragma_index_list(t.name) l, pragma_index_info(l.name) i
                         where i.seqno = 0 and i.name = f."from")`,
  ).all();
  assert.deepEqual(unindexed.map((row) => row["name"]), []);
});

Deno.test("openCatalog() by eight at once makes one catalog", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("catalog.db");
  const catalogs = await Promise.all(Array.from({ length: 8 }, () => openCatalog(path)));
  for (const catalog of catalogs) {
    assert.equal(pragma(catalog.db, "user_version"), LATEST);
    catalog[Symbol.dispose]();
  }
});

Deno.test("openCatalog() uses no write-ahead log on a network file system", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("catalog.db");
  const networkFileSystem = () => Promise.resolve("NFS");
  using catalog = await openCatalog(path, { networkFileSystem });
  assert.equal(pragma(catalog.db, "journal_mode"), "delete");
});

Deno.test("openCatalog() gives up the write-ahead log of a catalog that has come to a network file system", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("catalog.db");
  {
    using catalog = await openCatalog(path);
    // As if it had been copied from another device.
    catalog.db.exec("update settings set value = 'another' where name = 'device'");
  }
  using catalog = await openCatalog(path, { networkFileSystem: () => Promise.resolve("FUSE") });
  assert.equal(pragma(catalog.db, "journal_mode"), "delete");
});

/** A step that only a later version has. */
const NEXT: Migration = {
  version: LATEST + 1,
  name: "next",
  sql: "create table more (id integer primary key) strict",
};

Deno.test("openCatalog() refuses a newer catalog and leaves every byte of it", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("catalog.db");
  (await openCatalog(path, { migrations: [...MIGRATIONS, NEXT] }))[Symbol.dispose]();
  const before = await Deno.readFile(path);
  await assert.rejects(
    openCatalog(path),
    fails("catalog-newer", new RegExp(`version ${LATEST + 1}.*up to ${LATEST}`)),
  );
  await assert.rejects(openForReading(path), fails("catalog-newer", new RegExp(`version ${LATEST + 1}`)));
  assert.deepEqual(await Deno.readFile(path), before);
  assert.deepEqual((await Array.fromAsync(Deno.readDir(folder.path))).map(({ name }) => name), [
    "catalog.db",
  ]);
});

Deno.test("openCatalog() refuses a newer catalog whose version is still in the log", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("catalog.db");
  using newer = await openCatalog(path, { migrations: [...MIGRATIONS, NEXT] });
  assert.ok((await Deno.stat(`${path}-wal`)).size > 0);
  await assert.rejects(openCatalog(path), fails("catalog-newer", new RegExp(`version ${LATEST + 1}`)));
  assert.equal(pragma(newer.db, "user_version"), LATEST + 1);
});

Deno.test("openCatalog() migrates after a backup, each step in a transaction", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("catalog.db");
  {
    using first = await openCatalog(path);
    first.db.exec("insert into settings (name, value) values ('kept', 'yes')");
  }
  const third = {
    version: LATEST + 2,
    name: "third",
    sql: "create table third (id integer); insert into nowhere values (1)",
  };
  await assert.rejects(openCatalog(path, { migrations: [...MIGRATIONS, NEXT, third] }), /nowhere/);
  using second = await openCatalog(path, { migrations: [...MIGRATIONS, NEXT] });
  assert.equal(pragma(second.db, "user_version"), LATEST + 1, "the first step is done, the second is not");
  assert.equal(second.db.prepare("select 1 from sqlite_schema where name = 'third'").get(), undefined);
  const [backup] = await listBackups(path);
  using old = await openCatalog(backup!.path);
  assert.equal(old.db.prepare("select value from settings where name = 'kept'").get()!["value"], "yes");
});

Deno.test("openCatalog() brings a catalog of any version to the latest, which is then like a new one", async () => {
  const schema = (db: DatabaseSync) =>
    db.prepare("select type, name, sql from sqlite_schema order by name").all();
  await using folder = await TemporaryFolder.make();
  using fresh = await openCatalog(folder.join("fresh.db"));
  for (let version = 1; version < LATEST; version++) {
    const path = folder.join(`${version}.db`);
    {
      using old = await openCatalog(path, { migrations: MIGRATIONS.slice(0, version) });
      old.db.exec(
        `insert into plugins (plugin_id, format, native_id, name, category, is_instrument, outcome, added_at,
                              updated_at, scanned_at)
         values ('vst3:A', 'vst3', 'A', 'Kept', 'other', 0, 'scanned', '', '', '')`,
      );
    }
    using migrated = await openCatalog(path);
    assert.deepEqual(schema(migrated.db), schema(fresh.db), `from version ${version}`);
    assert.equal(migrated.db.prepare("select name from plugins").get()!["name"], "Kept");
  }
});

Deno.test("openCatalog() stops a migration that breaks references", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("catalog.db");
  (await openCatalog(path))[Symbol.dispose]();
  const sql = `pragma defer_foreign_keys = on;
    insert into journal (location, format, scan_run_id, begun_at) values ('a', 'vst3', 99, '')`;
  const migrations = [...MIGRATIONS, { version: LATEST + 1, name: "bad", sql }];
  await assert.rejects(openCatalog(path, { migrations }), /breaks references of "journal"/);
});

/** A file that is none of ours, and what is said of it. */
type NoCatalog = [what: string, make: (path: string) => Promise<void> | void, code: ErrorCode, text: RegExp];

const A_PIPE: NoCatalog = [
  "a pipe",
  async (path) => void await new Deno.Command("mkfifo", { args: [path] }).output(),
  "catalog-not-readable",
  /is not a regular file/,
];

const NO_CATALOGS: NoCatalog[] = [
  [
    "a text file",
    (path) => Deno.writeTextFile(path, "Dear diary,\n".repeat(50)),
    "catalog-not-a-database",
    /is not a database/,
  ],
  ["a folder", (path) => Deno.mkdir(path), "catalog-not-a-database", /is a folder/],
  ...(Deno.build.os === "windows" ? [] : [A_PIPE]),
  [
    "a short file",
    (path) => Deno.writeTextFile(path, "SQLite"),
    "catalog-not-a-database",
    /is not a database/,
  ],
  [
    "another program's database",
    (path) => {
      const db = new DatabaseSync(path);
      db.exec("create table theirs (id integer); pragma user_version = 7");
      db.close();
    },
    "catalog-of-other-program",
    /of another program/,
  ],
  [
    "another program's database of version 0",
    (path) => {
      const db = new DatabaseSync(path);
      db.exec("create table theirs (id integer)");
      db.close();
    },
    "catalog-of-other-program",
    /of another program/,
  ],
  [
    "links in a circle",
    (path) => Deno.symlink(path, path),
    "catalog-not-readable",
    /Too many levels of symbolic links$/,
  ],
  [
    "a log without its database",
    (path) => Deno.writeTextFile(`${path}-wal`, "x".repeat(5000)),
    "catalog-damaged",
    /write-ahead log/,
  ],
];

for (const [what, make, code, text] of NO_CATALOGS) {
  Deno.test(`openCatalog() and openForReading() refuse ${what} and change nothing`, async () => {
    await using folder = await TemporaryFolder.make();
    const path = folder.join("catalog.db");
    await make(path);
    const before = await contentOf(folder.path);
    await assert.rejects(openCatalog(path), fails(code, text));
    await assert.rejects(openForReading(path), fails(code, text));
    if (code === "catalog-not-readable") await assert.rejects(repairCatalog(path), fails(code, text));
    assert.deepEqual(await contentOf(folder.path), before);
  });
}

async function contentOf(folder: string): Promise<Record<string, string>> {
  const content: Record<string, string> = {};
  for await (const { name, isFile } of Deno.readDir(folder)) {
    content[name] = isFile ? (await Deno.readFile(`${folder}/${name}`)).toHex() : "";
  }
  return content;
}

Deno.test("openCatalog() takes an empty file for a catalog that was not begun", async () => {
  await using folder = await TemporaryFolder.make();
  using catalog = await openCatalog(await folder.write("catalog.db", ""));
  assert.equal(pragma(catalog.db, "user_version"), LATEST);
  assert.equal(pragma(catalog.db, "auto_vacuum"), 2);
});

Deno.test("openForReading() is an empty catalog where there is none, and makes no file", async () => {
  await using folder = await TemporaryFolder.make();
  using catalog = await openForReading(folder.join("catalog.db"));
  assert.equal(catalog.db.prepare("select count(*) as n from plugins").get()!["n"], 0);
  assert.deepEqual(await Array.fromAsync(Deno.readDir(folder.path)), []);
});

Deno.test("openForReading() cannot write", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("catalog.db");
  (await openCatalog(path))[Symbol.dispose]();
  using catalog = await openForReading(path);
  assert.throws(() => catalog.db.exec("delete from settings"), /readonly/);
});

Deno.test("openForReading() reads on from a read-only file system, with and without a log, and an older version", async (t) => {
  const isDone = await withReadOnlyMount(async (folder, makeReadOnly) => {
    {
      using catalog = await openCatalog(`${folder}/closed.db`);
      catalog.db.exec("insert into settings (name, value) values ('a', '1')");
    }
    const open = await openCatalog(`${folder}/live.db`);
    open.db.exec("insert into settings (name, value) values ('a', '1')");
    for (const suffix of ["", "-wal"]) {
      await Deno.copyFile(`${folder}/live.db${suffix}`, `${folder}/pending.db${suffix}`);
    }
    open[Symbol.dispose]();
    await makeReadOnly();
    for (const name of ["closed", "pending"]) {
      for (const migrations of [MIGRATIONS, [...MIGRATIONS, NEXT]]) {
        using catalog = await openForReading(`${folder}/${name}.db`, { migrations });
        const row = catalog.db.prepare("select value from settings where name = 'a'").get();
        assert.equal(row!["value"], "1", `${name}, ${migrations.length} migrations`);
        if (migrations.length === 2) assert.equal(pragma(catalog.db, "user_version"), 2);
      }
      await assert.rejects(
        openCatalog(`${folder}/${name}.db`),
        fails("catalog-not-writable", /may not be written|cannot be|Cannot/),
      );
    }
  });
  if (!isDone) await t.step({ name: "needs the right to mount", ignore: true, fn: () => {} });
});

Deno.test("Catalog.write() waits for another's lock without blocking the event loop, then says who is in the way", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("catalog.db");
  using other = await openCatalog(path);
  using catalog = await openCatalog(path, { busyTimeoutMs: 300 });
  other.db.exec("begin immediate");
  let ticks = 0;
  const timer = setInterval(() => ticks++, 10);
  const write = () => catalog.write((db) => db.exec("insert into settings (name, value) values ('b', '2')"));
  await assert.rejects(write(), fails("catalog-busy", /another program has locked it/));
  assert.ok(ticks >= 10, `${ticks} ticks`);
  const later = write();
  setTimeout(() => other.db.exec("commit"), 50);
  await later;
  clearInterval(timer);
});

Deno.test("Catalog.read() never waits for a writer and sees no half of what it writes", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("catalog.db");
  using writer = await openCatalog(path);
  using reader = await openForReading(path, { busyTimeoutMs: 0 });
  const count = () => reader.read((db) => db.prepare("select count(*) as n from settings").get()!["n"]);
  const before = await count();
  writer.db.exec("begin immediate; insert into settings (name, value) values ('c', '3')");
  assert.equal(await count(), before);
  writer.db.exec("commit");
  assert.equal(await count(), Number(before) + 1);
});

Deno.test(`a catalog that a full disk keeps from being created is begun anew${noMounts}`, {
  ignore: noMounts !== "",
}, async () => {
  await using folder = await TemporaryFolder.make();
  await using disk = await TmpfsMount.on(folder.path, "size=48k");
  const path = `${disk.path}/catalog.db`;
  let failures = 0;
  for (let size = 48;; size += 16) {
    await disk.remount(`size=${size}k`);
    try {
      using _created = await openCatalog(path);
      break;
    } catch (error) {
      assert.ok(error instanceof PluginaryError && error.code === "catalog-full", String(error));
      failures++;
    }
    using empty = await openForReading(path);
    assert.deepEqual(empty.db.prepare("select * from plugins").all(), [], `at ${size} KiB`);
    using db = new DatabaseSync(path);
    const version = Number(pragma(db, "user_version"));
    assert.ok([0, LATEST].includes(version), `version ${version} at ${size} KiB`);
  }
  assert.ok(failures > 5, `${failures} sizes were too small`);
  await disk.remount("size=16m");
  using catalog = await openCatalog(path);
  assert.deepEqual(await checkCatalog(catalog), []);
});
