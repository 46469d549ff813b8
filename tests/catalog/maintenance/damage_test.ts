import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { isDeepStrictEqual } from "node:util";
import { openCatalog, openForReading } from "../../../src/catalog/open_catalog.ts";
import { checkCatalog } from "../../../src/catalog/maintenance/check.ts";
import { listPlugins } from "../../../src/catalog/search/list_plugins.ts";
import { indexPresetChanges } from "../../../src/catalog/presets/index_preset_changes.ts";
import { createFormerTables } from "../../../src/catalog/maintenance/former_tables.ts";
import { repairCatalog } from "../../../src/catalog/maintenance/repair.ts";
import { areAlike, readTableShapes } from "../../../src/catalog/maintenance/table_shape.ts";
import { PluginaryError } from "../../../src/model/pluginary_error.ts";
import { sampleParameter, samplePlugin } from "../../cli/support/scan_events.ts";
import { IS_FULL_RUN, timesOf } from "../../support/counts.ts";
import { SEED } from "../../support/seed.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";
import { withMount } from "../../support/mounts.ts";
import { ourTables, type PlacedRow, readPlacedRows, rowKey } from "../support/row_places.ts";
import { beginScan, commitModule, memoryCatalog, moduleWith } from "../support/test_catalog.ts";
import { foundPreset, presetFile, storePresetFiles } from "../support/store_presets.ts";
import { clapState, keepPreset } from "../support/keep_preset.ts";
import { allCuration, curate } from "../support/curate.ts";

/** Plugins of the catalog that is damaged; enough for trees of two levels. */
const PLUGINS = 120;

/** Fills a catalog with plugins, and says something about each that no scan could say again. */
async function fill(path: string): Promise<void> {
  using catalog = await openCatalog(path);
  const journal = await beginScan(catalog);
  for (let i = 0; i < PLUGINS; i++) {
    const parameters = Array.from(
      { length: 30 },
      (_, p) => sampleParameter({ id: `${p}`, name: `Knob ${i} ${p * 7919}` }),
    );
    const programs = [`Program ${i}`];
    await commitModule(journal, moduleWith(`P${i}`, [samplePlugin({ name: `P${i}`, parameters, programs })]));
  }
  const files = Array.from(
    { length: PLUGINS },
    (_, i) =>
      presetFile(`/presets/${i}.vstpreset`, [
        foundPreset(`Preset ${i}`, { pluginId: `vst3:P${i}`, author: "Ann" }),
      ]),
  );
  await storePresetFiles(catalog, ...files);
  await catalog.write((db) => {
    for (let i = 0; i < PLUGINS; i++) curate(db, `vst3:P${i}`, "note", `note ${i}`.repeat(40));
    for (let i = 0; i < KEPT_PRESETS; i++) {
      const state = clapState(randomBytes(i * 300, i));
      const parameters = [{ id: "0", value: i, text: `${i} dB` }];
      keepPreset(db, { name: `Kept ${i}`, pluginId: `vst3:P${i}`, state, parameters });
    }
  });
  await indexPresetChanges(catalog);
}

/** Kept presets, the largest of which need several pages. */
const KEPT_PRESETS = 40;

/** Bytes that deflating does not make smaller, the same for each number. */
function randomBytes(length: number, seed: number): Uint8Array {
  let state = seed + 1;
  return Uint8Array.from({ length }, () => (state = state * 48271 % 0x7fffffff) & 0xff);
}

Deno.test("no two tables have rows that could be either's", async () => {
  using catalog = await memoryCatalog();
  createFormerTables(catalog.db);
  const shapes = readTableShapes(catalog.db);
  assert.ok(shapes.length > 15);
  for (const [index, a] of shapes.entries()) {
    for (const b of shapes.slice(index + 1)) assert.ok(!areAlike(a, b), `${a.name} and ${b.name}`);
  }
});

Deno.test("checkCatalog() finds nothing in a healthy catalog, and each kind of damage", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("catalog.db");
  await fill(path);
  using catalog = await openCatalog(path);
  assert.deepEqual(await checkCatalog(catalog), []);
  const { db } = catalog;
  db.exec("delete from plugins_fts where rowid = 1");
  db.exec("update descriptions set document = x'00ff00' where id = 2");
  db.exec("delete from installations where id = 3");
  db.exec(
    "pragma foreign_keys = off; insert into journal (location, format, scan_run_id, begun_at) values ('x', 'vst3', 999, '')",
  );
  const codes = new Set((await checkCatalog(catalog)).map(({ code }) => code));
  assert.deepEqual([...codes].sort(), ["descriptions", "foreign-keys", "index", "orphans"]);
});

/** Notes by plugin, which no scan could say again. */
async function notesIn(path: string): Promise<Map<string, string>> {
  using catalog = await openForReading(path);
  return await catalog.read((db) =>
    new Map(allCuration(db).map(([plugin, , note]) => [plugin, String(note)]))
  );
}

/** All rows of a catalog with the pages that hold them. */
async function placedRowsIn(path: string): Promise<Map<string, PlacedRow>> {
  using catalog = await openForReading(path);
  return await catalog.read(readPlacedRows);
}

/** What a catalog that has lost one page must still have, and how. */
class Expectation {
  readonly #rows: ReadonlyMap<string, PlacedRow>;
  readonly #lost: ReadonlySet<PlacedRow>;
  /** Plugins of which something is lost that their rows are filled from. */
  readonly #incomplete = new Set<PlacedRow>();
  readonly #contents: ReadonlySet<unknown>;

  constructor(rows: ReadonlyMap<string, PlacedRow>, page: number) {
    const all = [...rows.values()];
    this.#rows = rows;
    this.#lost = new Set(all.filter(({ pages }) => pages.includes(page)));
    for (const row of all) {
      const needed = [row, ...row.references.values()];
      if (needed.some((one) => this.#lost.has(one))) { for (const one of needed) this.#incomplete.add(one); }
    }
    const modules = all.filter((row) => row.table === "modules" && !this.#lost.has(row));
    this.#contents = new Set(modules.map(({ values }) => values["fingerprint"]));
  }

  /** The rows, each as it must be: those on other pages whose references are there too. */
  rows(): PlacedRow[] {
    return [...this.#rows.values()].filter((row) => this.#mustBeThere(row));
  }

  /** Columns that repair fills anew, or that say something about a row that may be lost. */
  freeColumns(row: PlacedRow): string[] {
    const lost = [...row.references].filter(([, target]) => this.#lost.has(target)).map(([from]) => from);
    if (row.table === "modules") return [...lost, "describer"];
    if (row.table === "preset_files") return [...lost, "stat_key"];
    if (row.table !== "plugins") return lost;
    return ["shown_description_id", ...this.#incomplete.has(row) ? SHOWN_COLUMNS : []];
  }

  #mustBeThere(row: PlacedRow): boolean {
    if (this.#lost.has(row)) return false;
    // Repair lists the presets of the library anew.
    if (row.table === "presets" && row.values["container"] === "library") return false;
    for (const [from, target] of row.references) {
      if (!OPTIONAL_REFERENCES.includes(from) && !this.#mustBeThere(target)) return false;
    }
    if (row.values["container"] === "program") return this.#hasPlugin(row.values["plugin_id"]);
    // A description of a content that no module has any more is of no use to anybody.
    return row.table !== "descriptions" || this.#contents.has(row.values["content_hash"]);
  }

  #hasPlugin(id: unknown): boolean {
    return this.#rows.values().some((row) =>
      row.table === "plugins" && row.values["plugin_id"] === id && !this.#lost.has(row)
    );
  }
}

/** References that a row can do without. */
const OPTIONAL_REFERENCES = ["description_id", "scan_run_id", "texts_id"];

/** What a plugin's row says of the installation that is shown. */
const SHOWN_COLUMNS = ["location", "outcome", "missing_at"];

/** The rows that a repaired catalog should have and has not, or has otherwise. */
async function lostRows(path: string, expectation: Expectation): Promise<string[]> {
  using catalog = await openForReading(path);
  return await catalog.read((db) =>
    expectation.rows().flatMap((row) => {
      const free = expectation.freeColumns(row);
      const there = findRow(db, row);
      if (there === undefined) return [`${rowKey(row.table, row.id)} is lost`];
      const wrong = Object.keys(row.values).filter((name) =>
        !free.includes(name) && !isDeepStrictEqual(row.values[name], there[name])
      );
      return wrong.map((name) =>
        `${rowKey(row.table, row.id)}: ${name} is ${there[name]}, was ${row.values[name]}`
      );
    })
  );
}

/** Features are written anew, with other ids. */
function findRow(db: DatabaseSync, { table, id, values }: PlacedRow): Record<string, unknown> | undefined {
  if (table !== "plugin_features") return db.prepare(`select * from ${table} where id = ?`).get(id);
  const found = db.prepare("select * from plugin_features where plugin_row_id = ? and feature = ?")
    .get(values["plugin_row_id"] as number, values["feature"] as string);
  return found && { ...found, id };
}

/** Uses a damaged catalog as commands do; every error must be one that a person understands. */
async function useIt(path: string): Promise<void> {
  try {
    using catalog = await openForReading(path);
    const { plugins } = await listPlugins(catalog, {
      order: "vendor",
      isReversed: false,
      offset: 0,
      isFull: true,
    });
    await Array.fromAsync(plugins);
    await checkCatalog(catalog);
  } catch (error) {
    assert.ok(error instanceof PluginaryError, `${error instanceof Error ? error.stack : error}`);
  }
}

const FLIPS = timesOf(1000);

Deno.test(`repairCatalog() saves every intact row of ${FLIPS} catalogs with a flipped bit`, async () => {
  await using folder = await TemporaryFolder.make();
  const original = folder.join("original.db");
  await fill(original);
  const bytes = await Deno.readFile(original);
  const rows = await placedRowsIn(original);
  const path = folder.join("catalog.db");
  let repaired = 0;
  for (let i = 0; i < FLIPS; i++) {
    // Spread over the file, all of its header among them.
    const at = i < 40 ? Math.floor(i * 100 / 40) : (i * 2654435761 + (SEED >>> 0)) % bytes.length;
    const bit = (i * 7) % 8;
    const copy = bytes.slice();
    copy[at]! ^= 1 << bit;
    await Deno.writeFile(path, copy);
    await useIt(path);
    let report: Awaited<ReturnType<typeof repairCatalog>>;
    try {
      report = await repairCatalog(path);
    } catch (error) {
      // The marks that tell what the file is: that of another program is never touched.
      assert.ok(
        error instanceof PluginaryError,
        `bit ${bit} of byte ${at}: ${error instanceof Error ? error.stack : error}`,
      );
      assert.ok(["catalog-newer", "catalog-of-other-program"].includes(error.code), `${error.code} at ${at}`);
      assert.ok(at < 100);
      continue;
    }
    if (report !== undefined) {
      repaired++;
      assert.deepEqual(await Deno.readFile(report.damaged), copy, "the damaged catalog is kept as it was");
    }
    const lost = await lostRows(path, new Expectation(rows, Math.floor(at / 4096) + 1));
    assert.deepEqual(lost, [], `bit ${bit} of byte ${at} (page ${Math.floor(at / 4096) + 1})`);
    using catalog = await openForReading(path);
    assert.deepEqual(await checkCatalog(catalog), [], `bit ${bit} of byte ${at}`);
    for await (const { name } of Deno.readDir(folder.path)) {
      if (name.startsWith("catalog.db")) await Deno.remove(folder.join(name));
    }
  }
  assert.ok(repaired > FLIPS / 10, `${repaired} needed a repair`);
});

/** Before and from a letter of a definition: names, types, rules and values of several kinds of things. */
const DEFINED = [
  ["  b", "inary text"],
  ["binary t", "ext"],
  ["TABLE cur", "ation ("],
  ["on installations (desc", "ription_id)"],
  ["on delete cas", "cade"],
  ["default 'sc", "an'"],
  ["references p", "lugins (id)"],
  ["cont", "ent = ''"],
  ['tokenize = "asc', 'ii"'],
  ["tokenize = ", '"ascii"'],
] as const;

Deno.test("repairCatalog() saves every row of a catalog whose definitions have a flipped bit", async () => {
  await using folder = await TemporaryFolder.make();
  const original = folder.join("original.db");
  await fill(original);
  const bytes = await Deno.readFile(original);
  const rows = await placedRowsIn(original);
  const text = new TextDecoder("latin1").decode(bytes);
  for (const [index, [before, after]] of DEFINED.entries()) {
    const words = before + after;
    const path = folder.join(`${index}/catalog.db`);
    const copy = bytes.slice();
    // What is in use of several places, SQLite alone knows.
    for (const { index } of text.matchAll(new RegExp(RegExp.escape(words), "g"))) {
      // Another case would be the same name.
      copy[index + before.length]! ^= 1;
    }
    assert.notDeepEqual(copy, bytes, words);
    await folder.write(`${index}/catalog.db`, copy);
    await useIt(path);
    assert.ok(await repairCatalog(path) !== undefined, words);
    assert.deepEqual(await lostRows(path, new Expectation(rows, 0)), [], words);
    using catalog = await openForReading(path);
    assert.deepEqual(await checkCatalog(catalog), [], words);
  }
});

/** The types do not know yet that SQLite keeps its own table from being written to otherwise. */
const CARELESS = { open: true, defensive: false };

/** Lets a table's tree begin where another's does, as one wrong number in the file can. */
function misleadTree(path: string, table: string, other: string): void {
  using db = new DatabaseSync(path, CARELESS);
  db.exec("pragma writable_schema = on");
  db.prepare(
    `update sqlite_schema set rootpage = (select rootpage from sqlite_schema where name = ?) where name = ?`,
  ).run(other, table);
}

Deno.test("repairCatalog() takes no rows of other tables to which a damaged tree leads", async () => {
  await using folder = await TemporaryFolder.make();
  const original = folder.join("original.db");
  await fill(original);
  const rows = await placedRowsIn(original);
  const filled = [...new Set([...rows.values()].map(({ table }) => table))];
  using healthy = await openForReading(original);
  const pairs = ourTables(healthy.db).flatMap((table) =>
    filled.filter((other) => other !== table).map((other) => [table, other] as const)
  );
  for (const [index, [table, other]] of pairs.entries()) {
    if (!IS_FULL_RUN && index % 40 !== 0) continue;
    const path = folder.join(`${index}.db`);
    await Deno.copyFile(original, path);
    misleadTree(path, table, other);
    await useIt(path);
    assert.ok(await repairCatalog(path) !== undefined, `${table}, ${other}`);
    assert.deepEqual(await lostRows(path, new Expectation(rows, 0)), [], `${table}, ${other}`);
    assert.equal((await placedRowsIn(path)).size, rows.size, `${table}, ${other}`);
  }
});

for (const part of [0.1, 0.5, 0.9]) {
  Deno.test(`repairCatalog() saves what a file has left that was cut to ${part * 100} %`, async () => {
    await using folder = await TemporaryFolder.make();
    const path = folder.join("catalog.db");
    await fill(path);
    const before = (await notesIn(path)).size;
    const { size } = await Deno.stat(path);
    await Deno.truncate(path, Math.floor(size * part));
    await useIt(path);
    const report = await repairCatalog(path);
    assert.ok(report !== undefined);
    using catalog = await openForReading(path);
    assert.deepEqual(await checkCatalog(catalog), []);
    assert.ok((await notesIn(path)).size <= before);
    // As many whole pages of rows as there were are rows now.
    if (part === 0.9) assert.ok(report.tables.some(({ kept }) => kept > PLUGINS / 2));
    assert.ok(report.toRescan >= 0);
  });
}

Deno.test("repairCatalog() saves tags and marks whose pages are gone, and counts the notes that were there", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("catalog.db");
  await fill(path);
  {
    using catalog = await openCatalog(path);
    const { db } = catalog;
    for (let i = 0; i < PLUGINS; i++) {
      curate(db, `vst3:P${i}`, "tag:warm", i % 10 === 0 ? undefined : true);
      curate(db, `vst3:P${i}`, "favorite", true);
      curate(db, "mix", `item:vst3:P${i}`, i + 1, { kind: "collection" });
    }
    curate(db, "warm", "name", "warm", { kind: "tag" });
  }
  const notes = "field = 'note'";
  const said = await saidIn(path, `not ${notes}`);
  const noted = await saidIn(path, notes);
  const pages = [...(await placedRowsIn(path)).values()].filter(({ table }) => table === "curation")
    .flatMap(({ pages }) => pages);
  const bytes = await Deno.readFile(path);
  for (const page of pages) bytes.fill(0xde, (page - 1) * 4096, page * 4096);
  await Deno.writeFile(path, bytes);
  const report = await repairCatalog(path);
  assert.equal(report!.tables.find(({ table }) => table === "curation")!.lost, noted.length);
  assert.deepEqual(await saidIn(path, `not ${notes}`), said);
  using catalog = await openForReading(path);
  assert.deepEqual(await checkCatalog(catalog), []);
});

/** What is said and when, with what was taken back; the places of a collection as their order. */
async function saidIn(path: string, where: string): Promise<unknown[]> {
  using catalog = await openForReading(path);
  return catalog.db.prepare(
    `select kind, target, field, updated_at,
            iif(kind = 'collection', rank() over (order by cast(value as real)), value) as value
       from curation where ${where} order by kind, target, field`,
  ).all();
}

Deno.test("repairCatalog() saves what a log holds whose database is gone", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("catalog.db");
  {
    using catalog = await openCatalog(folder.join("live.db"));
    catalog.db.exec("pragma wal_autocheckpoint = 0");
    const journal = await beginScan(catalog);
    await commitModule(journal, moduleWith("A", [samplePlugin({ name: "A" })]));
    await Deno.copyFile(folder.join("live.db-wal"), `${path}-wal`);
  }
  await assert.rejects(openForReading(path), /write-ahead log/);
  const report = await repairCatalog(path);
  assert.ok(report!.tables.some(({ table, kept }) => table === "plugins" && kept === 1));
  assert.ok((await Deno.stat(`${report!.damaged}-wal`)).size > 0);
});

Deno.test("repairCatalog() leaves a healthy catalog alone, and another program's", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("catalog.db");
  await fill(path);
  const before = await Deno.readFile(path);
  assert.equal(await repairCatalog(path), undefined);
  assert.deepEqual(await Deno.readFile(path), before);
});

Deno.test("a full disk ends a scan's write with a clear error and loses nothing that was stored", async (t) => {
  const isDone = await withMount({ size: "2m" }, async (folder) => {
    const path = `${folder}/catalog.db`;
    let stored = 0;
    {
      using catalog = await openCatalog(path);
      const journal = await beginScan(catalog);
      await assert.rejects(async () => {
        for (; stored < 5000; stored++) {
          const parameters = Array.from(
            { length: 300 },
            (_, p) => sampleParameter({ name: `${crypto.randomUUID()} ${p}` }),
          );
          await commitModule(
            journal,
            moduleWith(`P${stored}`, [samplePlugin({ name: `P${stored}`, parameters })]),
          );
        }
      }, (error) => {
        assert.ok(error instanceof PluginaryError, `${error}`);
        assert.equal(error.code, "catalog-full");
        return true;
      });
    }
    assert.ok(stored > 3);
    using catalog = await openForReading(path);
    const count = catalog.db.prepare("select count(*) as n from plugins").get()!["n"];
    assert.equal(count, stored);
    assert.deepEqual(await checkCatalog(catalog), []);
  });
  if (!isDone) await t.step({ name: "needs the right to mount", ignore: true, fn: () => {} });
});
