import assert from "node:assert/strict";
import fc from "fast-check";
import * as v from "valibot";
import type { Catalog } from "../../src/catalog/sqlite/catalog.ts";
import { exportRecords } from "../../src/catalog/transfer/export_records.ts";
import { writeExportEvents, writeExportJson, writeExportYaml } from "../../src/cli/export/write_export.ts";
import { Output } from "../../src/cli/terminal/output.ts";
import {
  type ExportDocument,
  exportDocumentSchema,
} from "../../src/model/documents/export/export_document.ts";
import {
  EXPORT_LISTS,
  EXPORT_SECTIONS,
  exportSection,
} from "../../src/model/documents/export/export_sections.ts";
import { parse } from "yaml";
import { FakeStream } from "../cli/support/fake_console.ts";
import { memoryCatalog } from "../catalog/support/test_catalog.ts";
import { inOperation } from "../../src/catalog/curation/operations.ts";
import { renamePreset } from "../../src/catalog/library/change_library.ts";
import { listLibrary } from "../../src/catalog/library/library_preset.ts";
import { readVersions } from "../../src/catalog/library/library_version.ts";
import { mergeLibrary } from "../../src/catalog/library/merge_library.ts";
import { checkCatalog } from "../../src/catalog/maintenance/check.ts";
import { readContent } from "../../src/catalog/library/version_content.ts";
import { clapState, keepPreset } from "../catalog/support/keep_preset.ts";
import { allCuration } from "../catalog/support/curate.ts";
import { timesOf } from "../support/counts.ts";
import { validateEvents } from "../support/validate_document.ts";
import { countsOf, importText } from "./support/imports.ts";
import { catalogAfter, type CatalogEvent, catalogEvents } from "./support/random_catalog.ts";

/** What an export would print. */
async function exportText(
  catalog: Catalog,
  write: typeof writeExportJson = writeExportJson,
): Promise<string> {
  const stream = new FakeStream();
  const output = new Output(stream);
  await write(exportRecords(catalog), output);
  await output.flush();
  return stream.text();
}

async function exported(catalog: Catalog): Promise<ExportDocument> {
  return JSON.parse(await exportText(catalog)) as ExportDocument;
}

const WRITERS = [
  ["JSON", writeExportJson],
  ["NDJSON", writeExportEvents],
  ["YAML", writeExportYaml],
] as const;

for (const [name, write] of WRITERS) {
  Deno.test(`an export as ${name} gives the same catalog back`, async () => {
    await fc.assert(
      fc.asyncProperty(catalogEvents, async (events) => {
        using catalog = await catalogAfter(events);
        using copy = await memoryCatalog();
        const run = await importText(copy, await exportText(catalog, write));
        assert.equal(countsOf(run)["skipped"], undefined);
        assert.equal(run.sources[0]!.error, undefined);
        assert.deepEqual(await exported(copy), await exported(catalog));
        assert.deepEqual(indexOf(copy), indexOf(catalog));
      }),
      { numRuns: timesOf(300) },
    );
  });
}

Deno.test("an export has the library of presets, and what is said of it", async () => {
  using catalog = await memoryCatalog();
  using copy = await memoryCatalog();
  const { preset } = await catalog.write((db) => keepPreset(db, { tags: ["Bass"], state: clapState("1") }));
  await catalog.write((db) => keepPreset(db, { state: clapState("2"), note: "louder" }));
  await catalog.write((db) =>
    inOperation(db, "rename", new Date(), (writer) => renamePreset(db, writer, preset, "Cold"))
  );
  // Here the second version is another one.
  await copy.write((db) => mergeLibrary(db, catalog.db));
  copy.db.exec("delete from library_versions where number = 2");
  await copy.write((db) =>
    keepPreset(db, { name: "Cold", state: clapState("2 here"), at: "2026-01-03T00:00:00.000Z" })
  );
  await importText(copy, await exportText(catalog));
  const [merged] = listLibrary(copy.db);
  assert.deepEqual([merged!.name, merged!.tags, merged!.uuid], ["Cold", ["Bass"], preset.uuid]);
  const states = readVersions(copy.db, merged!.rowId).map(({ rowId }) => readContent(copy.db, rowId).state);
  assert.deepEqual(states, ["2", "2 here", "1"].map((state) => clapState(state)));
  const broken = JSON.parse(await exportText(catalog));
  for (const blob of broken.presetBlobs) blob.content = "AAAA";
  using empty = await memoryCatalog();
  const run = await importText(empty, JSON.stringify(broken));
  assert.equal(countsOf(run)["skipped"], 4);
  assert.deepEqual(listLibrary(empty.db), []);
  assert.deepEqual(await checkCatalog(empty), []);
});

Deno.test("importing a catalog's own export changes nothing", async () => {
  await fc.assert(
    fc.asyncProperty(catalogEvents, async (events) => {
      using catalog = await catalogAfter(events);
      const before = await exported(catalog);
      assert.equal(countsOf(await importText(catalog, JSON.stringify(before)))["imported"], undefined);
      assert.deepEqual(await exported(catalog), before);
    }),
    { numRuns: timesOf(200) },
  );
});

Deno.test("after an import everything that was said of plugins is there, from both sides", async () => {
  await fc.assert(
    fc.asyncProperty(catalogEvents, catalogEvents, fc.boolean(), async (mine, theirs, isOlder) => {
      using catalog = await catalogAfter(mine);
      using other = await catalogAfter(
        theirs,
        isOlder ? "2025-01-01T00:00:00.000Z" : "2027-01-01T00:00:00.000Z",
      );
      const said = [...await allSaid(catalog), ...await allSaid(other)];
      await importText(catalog, await exportText(other));
      const now = await allSaid(catalog);
      const aliases = new Map(
        (await exported(catalog)).plugins.flatMap(({ id, aliases }) =>
          aliases.map(({ alias }) => [alias, id])
        ),
      );
      for (const [what, plugin] of said) {
        const current = aliases.get(plugin) ?? plugin;
        assert.ok(now.some(([kept, id]) => kept === what && id === current), `${what} of ${plugin}`);
      }
      const modules = new Map((await exported(catalog)).plugins.map((plugin) => [plugin.id, plugin]));
      for (const { id } of (await exported(other)).plugins) {
        assert.ok(modules.has(id) || aliases.has(id), id);
      }
    }),
    { numRuns: timesOf(200) },
  );
});

/** A plugin in two modules, with two contents, of which the newer catalog has scanned neither with it. */
const TWO_CONTENTS_OF_NEWER_MODULES: [CatalogEvent[], CatalogEvent[], boolean] = [
  [0, 1].map((module) => ({ kind: "scan", module, plugins: [], content: 0, crashes: false, fails: false })),
  [1, 0].map((module, content) => (
    { kind: "scan", module, plugins: [3], content, crashes: false, fails: false }
  )),
  true,
];

/** A plugin that the newer catalog's scan of its module did not find any more, known with another content here. */
const GONE_FROM_A_NEWER_MODULE: [CatalogEvent[], CatalogEvent[], boolean] = [
  [{ kind: "scan", module: 0, plugins: [3], content: 1, crashes: false, fails: false }],
  [[3], []].map((plugins) => (
    { kind: "scan", module: 0, plugins, content: 0, crashes: false, fails: false }
  )),
  false,
];

Deno.test("importing twice what another catalog exported is like importing it once", async () => {
  await fc.assert(
    fc.asyncProperty(catalogEvents, catalogEvents, fc.boolean(), async (mine, theirs, isOlder) => {
      using catalog = await catalogAfter(mine);
      using other = await catalogAfter(
        theirs,
        isOlder ? "2025-01-01T00:00:00.000Z" : "2027-01-01T00:00:00.000Z",
      );
      const text = await exportText(other);
      await importText(catalog, text);
      const once = await exported(catalog);
      await importText(catalog, text);
      assert.deepEqual(await exported(catalog), once);
    }),
    { numRuns: timesOf(200), examples: [TWO_CONTENTS_OF_NEWER_MODULES, GONE_FROM_A_NEWER_MODULE] },
  );
});

/** A scan of one module, about which two catalogs can differ. */
const SCAN: CatalogEvent = {
  kind: "scan",
  module: 0,
  plugins: [0, 2],
  content: 0,
  crashes: false,
  fails: false,
};

Deno.test("of a module that both have scanned the newer scan counts", async () => {
  for (
    const [startedAt, content, plugins] of [["2025-01-01T00:00:00.000Z", "0.0", 2], [
      "2027-01-01T00:00:00.000Z",
      "1.0",
      1,
    ]] as const
  ) {
    using catalog = await catalogAfter([SCAN]);
    using other = await catalogAfter([{ ...SCAN, content: 1, plugins: [0] }], startedAt);
    await importText(catalog, await exportText(other));
    const present = (await exported(catalog)).plugins.filter(({ isMissing }) => !isMissing);
    assert.deepEqual(present.map(({ version }) => version), Array(plugins).fill(content));
  }
});

Deno.test("of a history only what is newer than a catalog's own is taken over, behind that", async () => {
  const history = ({ db }: Catalog) =>
    db.prepare("select at from outcomes order by id").all().map(({ at }) => String(at).slice(0, 4));
  using older = await catalogAfter([SCAN], "2025-01-01T00:00:00.000Z");
  using newer = await catalogAfter([SCAN], "2027-01-01T00:00:00.000Z");
  using catalog = await catalogAfter([SCAN]);
  const { records } = await importText(catalog, await exportText(older));
  assert.deepEqual(records.flatMap(({ reason }) => reason?.code ?? []), [
    "older-history",
    "older-history",
    "unknown-reference",
  ]);
  await importText(catalog, await exportText(newer));
  assert.deepEqual(history(catalog), ["2026", "2027"]);
});

Deno.test("an import that is interrupted leaves modules to be looked at again, and finishes when it is repeated", async () => {
  using other = await catalogAfter([SCAN, { ...SCAN, module: 1, plugins: [3] }]);
  const text = await exportText(other);
  using catalog = await memoryCatalog();
  const cut = text.slice(0, text.indexOf('"vst3:2"'));
  const run = await importText(catalog, cut.slice(0, cut.lastIndexOf("{") - 1));
  assert.match(run.sources[0]!.error!.message, /the end of the file/);
  assert.ok((await exported(catalog)).modules.every((row) => row["describer"] === 0));
  await importText(catalog, text);
  assert.deepEqual(await exported(catalog), await exported(other));
});

Deno.test("what an export says is checked, and what cannot be is left out by name", async () => {
  using other = await catalogAfter([SCAN, { kind: "tag", plugin: 0, tag: 0 }]);
  const document = await exported(other) as unknown as Record<string, unknown[]>;
  const [register] = document["registers"] as Record<string, unknown>[];
  document["registers"]!.push({ ...register, kind: "plug" }, { ...register, updatedAt: "yesterday" });
  const said = { ...register, kind: "plugin", target: "vst3:0" };
  document["registers"]!.push({ ...said, field: "rating", value: "evil" }, { ...said, field: "tag:A:" });
  document["modules"]!.push({ location: 3 });
  const [module] = document["modules"] as Record<string, unknown>[];
  const reason = { code: "constructor", message: "" };
  document["modules"]!.push({ ...module, location: "/x/reason", reason });
  document["modules"]!.push({ ...module, location: "/x/failures", failures: {} });
  document["plugins"]!.push({ id: "vst3:x" });
  using catalog = await memoryCatalog();
  const { records } = await importText(catalog, JSON.stringify(document));
  assert.deepEqual(records.flatMap(({ name, reason }) => reason === undefined ? [] : [[name, reason.code]]), [
    ["", "invalid"],
    ["/x/reason", "invalid"],
    ["/x/failures", "invalid"],
    ["vst3:x", "invalid"],
    ["vst3:0", "invalid"],
    ["vst3:0", "invalid"],
    ["vst3:0", "invalid"],
    ["vst3:0", "invalid"],
  ]);
});

Deno.test("an export of version 1 is read, and says the same in registers", async () => {
  using catalog = await memoryCatalog();
  const head = (uuid: string) => ({ uuid, owner: "local", updatedAt: "2026-01-01T00:00:00.000Z" });
  const tag = { owner: "local", name: "Warm" };
  const plugin = { pluginId: "vst3:0" };
  const { records } = await importText(
    catalog,
    JSON.stringify({
      schema: "export",
      schemaVersion: 1,
      curations: [
        { ...head("1"), ...plugin, isFavorite: true, isHidden: false, note: "mine", category: "reverb" },
        { ...head("2"), pluginId: "vst3:1", isFavorite: true, isHidden: false, note: "", deletedAt: "2026" },
      ],
      tags: [{ ...head("3"), name: "Warm" }],
      pluginTags: [{ ...head("4"), ...plugin, tag }],
      collections: [{ ...head("5"), name: "Live Set", note: "for June" }],
      collectionPlugins: [
        { ...head("6"), ...plugin, position: 2, collection: { owner: "local", name: "Live Set" } },
      ],
    }),
  );
  assert.deepEqual(records.flatMap(({ reason }) => reason ?? []), []);
  assert.deepEqual(allCuration(catalog.db), [
    ["live set", "item:vst3:0", 2],
    ["live set", "name", "Live Set"],
    ["live set", "note", "for June"],
    ["vst3:0", "category", "reverb"],
    ["vst3:0", "favorite", true],
    ["vst3:0", "note", "mine"],
    ["vst3:0", "tag:warm", true],
    ["warm", "name", "Warm"],
  ]);
});

Deno.test("an export of a later version, in another order or without its end is refused", async () => {
  using other = await catalogAfter([SCAN]);
  const document = await exported(other);
  using catalog = await memoryCatalog();
  await assert.rejects(importText(catalog, JSON.stringify({ ...document, schemaVersion: 3 })), /version 3/);
  const { plugins: _, ...rest } = document;
  const run = importText(catalog, JSON.stringify({ ...rest, plugins: document.plugins }));
  assert.match((await run).sources[0]!.error!.message, /"plugins" must come before "registers"/);
  const lines = (await exportText(other, writeExportEvents)).trimEnd().split("\n");
  const cut = await importText(catalog, lines.slice(0, -1).join("\n"));
  assert.match(cut.sources[0]!.error!.message, /the last line is missing/);
});

Deno.test("an export is valid against its schema, its events against theirs, and YAML says the same", async () => {
  await fc.assert(
    fc.asyncProperty(catalogEvents, async (events) => {
      using catalog = await catalogAfter(events);
      const document = await exported(catalog);
      v.parse(exportDocumentSchema, document);
      const lines = (await exportText(catalog, writeExportEvents)).trimEnd().split("\n");
      await validateEvents(lines.map((line) => JSON.parse(line)));
      assert.deepEqual(parse(await exportText(catalog, writeExportYaml)), document);
    }),
    { numRuns: timesOf(100) },
  );
});

/** Tables that are exported within plugins, or made again from what is exported, or that mean something here alone. */
const OTHER_TABLES = [
  "plugins",
  // Their files say the same, and only this computer has them there.
  "projects",
  "project_plugins",
  "descriptions",
  "installations",
  "plugin_features",
  "plugin_aliases",
  "journal",
  "search_entries",
  "search_terms",
  "curation_operations",
  "curation_undo",
  "likeness_changes",
  "likeness_entries",
  "likeness_postings",
  "sibling_groups",
  "preset_changes",
];

/** Columns that are valid in one catalog only, or made of others. */
const NOT_EXPORTED: Readonly<Record<string, readonly string[]>> = {
  modules: ["stat_key"],
  preset_files: ["stat_key"],
  presets: ["public_id", "is_indexed"],
};

Deno.test("every table of the catalog is exported with all its columns, or is known not to be", async () => {
  using catalog = await memoryCatalog();
  const tables = catalog.db.prepare(
    "select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite_%'",
  ).all().map(({ name }) => String(name));
  const sections = EXPORT_LISTS.filter((list) => list !== "plugins").map((list) => EXPORT_SECTIONS[list]);
  const exportedTables: string[] = sections.map(({ table }) => table);
  assert.deepEqual(tables.toSorted(), [...exportedTables, ...OTHER_TABLES].sort());
  for (const list of EXPORT_LISTS.filter((list) => list !== "plugins")) {
    const { table, columns, references } = exportSection(list);
    const actual = catalog.db.prepare("select name from pragma_table_info(?)").all(table).map(({ name }) =>
      String(name)
    );
    const known = ["id", ...columns.map(({ column }) => column), ...references.map(({ column }) => column)];
    known.push(...NOT_EXPORTED[table] ?? []);
    assert.deepEqual(actual.toSorted(), known.sort(), table);
  }
});

/** What the user has said, each with the plugin that it is about. */
async function allSaid(catalog: Catalog): Promise<[what: string, plugin: string][]> {
  const { registers } = await exported(catalog) as unknown as Record<string, Record<string, string>[]>;
  return registers!.filter(({ kind }) => kind !== "tag").map(({ kind, target, field }) =>
    kind === "plugin" ? [field!, target!] : [`collection ${target}`, field!.slice("item:".length)]
  );
}

/** What a search finds, by plugin. */
function indexOf({ db }: Catalog): unknown[] {
  const words = ["plugin", "vendor", "parameter", "imported", "delay", "effect", "two", "a"];
  return words.flatMap((word) =>
    ["plugins_fts", "plugin_contents_fts"].map((index) =>
      db.prepare(
        `select p.plugin_id from ${index} f join plugins p on p.id = f.rowid where ${index} match ? order by 1`,
      ).all(word).map((row) => row["plugin_id"])
    )
  );
}
