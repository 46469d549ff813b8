import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { findPlugins } from "../../src/catalog/search/find_plugins.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";
import { countRows, memoryCatalog } from "../catalog/support/test_catalog.ts";
import { allPlugins, countsOf, importPaths, importText, legacyRow } from "./support/imports.ts";

const F3_RECORD = {
  id: "vst3/DemoEQ",
  name: "Demo EQ",
  path: "/x/DemoEQ.vst3",
  filename: "DemoEQ.vst3",
  plugin_type: "vst3",
  parameters: { gain_db: { name: "gain_db", value: 0.0 }, mode: { name: "mode", value: "Warm" } },
  manufacturer: "Demo Co",
  name_in_file: null,
};

const F5_RECORD = {
  name: "Demo EQ",
  path: "/x/DemoEQ.vst3",
  type: "vst3",
  manufacturer: "Demo Co",
  params: { gain_db: 0.0, mode: "Warm" },
};

const F1_RECORD = {
  name: "Demo EQ",
  path: "/x/DemoEQ.vst3",
  filename: "DemoEQ",
  type: "vst3",
  params: { gain_db: 0.0, mode: "Warm" },
};

const F4_METADATA = {
  version: "2.0.0",
  created_at: "2025-08-01T10:00:00.000001",
  updated_at: "2025-08-02T10:00:00.000001",
  plugin_count: 1,
  scanner_version: "0.1.0",
};

/** Every variant of the same plugin's record, and what each knows beside its name, location and parameters. */
const VARIANTS: Record<string, { file: unknown; vendor?: string; version?: string }> = {
  F0: { file: { "Demo EQ": { ...F1_RECORD, vendor_name: "Demo Co" } }, vendor: "Demo Co" },
  F1: { file: { "Demo EQ": F1_RECORD } },
  F2: {
    file: {
      "Demo EQ": {
        ...F1_RECORD,
        manufacturer: "Demo Co",
        metadata: { version: "1.2", category: "Fx|EQ", is_instrument: "False" },
      },
    },
    vendor: "Demo Co",
    version: "1.2",
  },
  F3: { file: { "vst3/DemoEQ": F3_RECORD }, vendor: "Demo Co" },
  F4: { file: { metadata: F4_METADATA, plugins: { "vst3/DemoEQ": F3_RECORD } }, vendor: "Demo Co" },
  "F5 as an object": { file: { "vst3/DemoEQ": F5_RECORD }, vendor: "Demo Co" },
  "F5 as an array": { file: [{ id: "vst3/DemoEQ", ...F5_RECORD }], vendor: "Demo Co" },
};

for (const [variant, { file, vendor, version }] of Object.entries(VARIANTS)) {
  Deno.test(`importFiles() reads variant ${variant}`, async () => {
    using catalog = await memoryCatalog();
    const { records, sources } = await importText(catalog, JSON.stringify(file));
    assert.deepEqual(sources.map(({ kind, records, imported }) => ({ kind, records, imported })), [
      { kind: "plugin-list", records: 1, imported: 1 },
    ]);
    assert.deepEqual(records.map(({ result, id }) => ({ result, id })), [
      { result: "imported", id: "vst3/DemoEQ" },
    ]);
    const [plugin] = await allPlugins(catalog);
    assert.equal(plugin!.origin, "import");
    assert.equal(plugin!.id, "vst3/DemoEQ");
    assert.equal(plugin!.format, "vst3");
    assert.equal(plugin!.name, "Demo EQ");
    assert.equal(plugin!.vendor, vendor);
    assert.equal(plugin!.version, version);
    assert.equal(plugin!.location, "/x/DemoEQ.vst3");
    assert.deepEqual(plugin!.installations, []);
    assert.equal(plugin!.isMissing, false);
    assert.equal(plugin!.parameterCount, 2);
    assert.deepEqual(plugin!.parameters!.map(({ name, defaultText }) => [name, defaultText]), [
      ["gain_db", "0"],
      ["mode", "Warm"],
    ]);
  });

  Deno.test(`importing variant ${variant} twice changes nothing`, async () => {
    using catalog = await memoryCatalog();
    await importText(catalog, JSON.stringify(file));
    const before = await allPlugins(catalog);
    assert.deepEqual(countsOf(await importText(catalog, JSON.stringify(file))), { merged: 1 });
    assert.deepEqual(await allPlugins(catalog), before);
  });
}

Deno.test("all variants of one plugin are one plugin, which knows what any of them knew", async () => {
  const files = Object.values(VARIANTS).map(({ file }) => JSON.stringify(file));
  for (const order of [files, files.toReversed()]) {
    using catalog = await memoryCatalog();
    for (const file of order) await importText(catalog, file);
    const plugins = await allPlugins(catalog);
    assert.equal(plugins.length, 1);
    assert.equal(plugins[0]!.vendor, "Demo Co");
    assert.equal(plugins[0]!.version, "1.2");
    assert.equal(plugins[0]!.category, "equalizer");
  }
});

Deno.test("the times of a file without zone are UTC", async () => {
  using catalog = await memoryCatalog();
  await importText(catalog, JSON.stringify(VARIANTS["F4"]!.file));
  const [plugin] = await allPlugins(catalog);
  assert.equal(plugin!.addedAt, "2025-08-01T10:00:00.000Z");
  assert.equal(plugin!.updatedAt, "2025-08-02T10:00:00.000Z");
});

Deno.test("an older record fills in what is not known and replaces nothing", async () => {
  const at = (updated_at: string, record: object) =>
    JSON.stringify({
      metadata: { ...F4_METADATA, updated_at },
      plugins: { "vst3/DemoEQ": { ...F3_RECORD, ...record } },
    });
  using catalog = await memoryCatalog();
  await importText(catalog, at("2025-08-02T00:00:00", { name: "New", manufacturer: null }));
  await importText(catalog, at("2025-08-01T00:00:00", { name: "Old", manufacturer: "Known" }));
  const [plugin] = await allPlugins(catalog);
  assert.equal(plugin!.name, "New");
  assert.equal(plugin!.vendor, "Known");
  assert.equal(plugin!.updatedAt, "2025-08-02T00:00:00.000Z");
});

Deno.test("an Audio Unit with its codes gets its own id, and keeps the old one as an alias", async () => {
  using catalog = await memoryCatalog();
  await importText(
    catalog,
    JSON.stringify({
      Thing: {
        name: "Thing",
        path: "file:///Library/Audio/Plug-Ins/Components/The%20Thing.component/",
        filename: "The Thing",
        type: "aufx",
        params: {},
        vendor_name: "Acme",
        plugin_code: "D!16",
        vendor_code: "-NI-",
      },
      "No Codes": {
        name: "No Codes",
        path: "/Library/Audio/Plug-Ins/Components/NoCodes.component",
        filename: "NoCodes",
        type: "aufx",
        params: {},
        plugin_code: "abc",
        vendor_code: "x",
      },
    }),
  );
  const [own, old] = await allPlugins(catalog);
  assert.equal(own!.id, "au:aufx:D!16:-NI-");
  assert.equal(own!.nativeId, "aufx:D!16:-NI-");
  assert.equal(own!.location, "/Library/Audio/Plug-Ins/Components/The Thing.component");
  assert.deepEqual(findPlugins(catalog.db, "aufx/The Thing").map(({ id }) => id), [own!.id]);
  assert.equal(old!.id, "aufx/NoCodes");
  assert.equal(old!.format, "au");
});

Deno.test("switches and texts that became numbers are read as what they were", async () => {
  using catalog = await memoryCatalog();
  const text = `{"808": {"name": 808, "path": "/x/808.vst3", "filename": 808.0, "type": "vst3",
    "metadata": {"version": 1.5, "is_instrument": "True"},
    "params": {"on": "True", "off": false, "gain_db": -Infinity, "x": NaN, "empty": null, "text": "NaN", "list": [1]}}}`;
  await importText(catalog, text);
  const [plugin] = await allPlugins(catalog);
  assert.equal(plugin!.name, "808");
  assert.equal(plugin!.version, "1.5");
  assert.equal(plugin!.isInstrument, true);
  assert.deepEqual(
    plugin!.parameters!.map(({ id, default: value, defaultText, flags }) => [id, value, defaultText, flags]),
    [
      ["on", 1, "On", ["toggle"]],
      ["off", 0, "Off", ["toggle"]],
      ["gain_db", null, "-Inf", []],
      ["x", null, "", []],
      ["empty", null, "", []],
      ["text", null, "NaN", []],
      ["list", null, "", []],
    ],
  );
});

Deno.test("plugins of one module that are listed by name stay apart", async () => {
  using catalog = await memoryCatalog();
  const record = (name: string) => ({ ...F1_RECORD, name, path: "/x/Shell.vst3", filename: "Shell" });
  const file = JSON.stringify({ One: record("One"), Two: record("Two"), Three: record("Three") });
  await importText(catalog, file);
  assert.deepEqual(countsOf(await importText(catalog, file)), { merged: 3 });
  assert.deepEqual((await allPlugins(catalog)).map(({ id, name }) => [id, name]), [
    ["vst3/Shell", "One"],
    ["vst3/Three", "Three"],
    ["vst3/Two", "Two"],
  ]);
});

Deno.test("a plugin may be called like a part of another variant", async () => {
  const names = ["schema", "plugins", "metadata", "event", "constructor", "__proto__"];
  const file = `{${
    names.map((name) =>
      `"${name}": ${JSON.stringify({ ...F1_RECORD, name, path: `/x/${name}.vst3`, filename: name })}`
    )
  }}`;
  using catalog = await memoryCatalog();
  assert.deepEqual(countsOf(await importText(catalog, file)), { imported: names.length });
  assert.deepEqual((await allPlugins(catalog)).map(({ name }) => name), names.toSorted());
});

Deno.test("importFiles() reads the database, its write-ahead log included, and leaves both as they are", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("plugins.db");
  const source = new DatabaseSync(path);
  source.exec("pragma journal_mode = wal; pragma wal_autocheckpoint = 0");
  source.exec(
    `create table plugins (id text primary key, name text, path text unique, plugin_type text, manufacturer text,
       parameter_count integer, data text, file_mtime real, created_at real, updated_at real)`,
  );
  const insert = source.prepare("insert into plugins values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const data = (name: string) =>
    JSON.stringify({
      ...F3_RECORD,
      id: `vst3/${name}`,
      name,
      path: `/plugins/${name}.vst3`,
      manufacturer: null,
    })
      .replace("0", "-Infinity");
  insert.run(...legacyRow("/plugins/Scanned.vst3", "Scanned", data("Scanned")));
  insert.run(...legacyRow("vst3/Migrated", "Migrated", data("Migrated")));
  insert.run(...legacyRow("/plugins/Broken.vst3", "Broken", "{ no json"));
  insert.run(...legacyRow("/plugins/Large.vst3", "Large", `{"name": "${"x".repeat(17 * 1024 * 1024)}"}`));
  // Its memory is gone and its log is there, as after a crash.
  await Deno.copyFile(path, folder.join("copy.db"));
  await Deno.copyFile(`${path}-wal`, folder.join("copy.db-wal"));
  source.close();

  const before = await stateOf(folder.path);
  using catalog = await memoryCatalog();
  const { sources } = await importPaths(catalog, [folder.join("copy.db")]);
  assert.deepEqual(sources.map(({ kind, imported }) => [kind, imported]), [["database", 4]]);
  assert.deepEqual(
    (await allPlugins(catalog)).map(({ id, vendor, parameterCount }) => [id, vendor, parameterCount]),
    [
      ["vst3/Broken", "Db Vendor", undefined],
      ["vst3/Large", "Db Vendor", undefined],
      ["vst3/Migrated", "Db Vendor", 2],
      ["vst3/Scanned", "Db Vendor", 2],
    ],
  );
  const [plugin] = await allPlugins(catalog);
  assert.equal(plugin!.addedAt, "2025-07-31T22:13:20.500Z");
  assert.equal(plugin!.updatedAt, "2025-07-31T22:13:21.250Z");
  assert.deepEqual(await stateOf(folder.path), before);
});

Deno.test("the list of failures becomes history, once", async () => {
  using catalog = await memoryCatalog();
  const file = JSON.stringify({
    Bad: { path: "/x/Bad.vst3", type: "vst3", error: "Timed out\u001b[31m after 10 s" },
    Nowhere: { path: "", type: "vst3", error: "x" },
  });
  const { records, sources } = await importText(catalog, file);
  assert.equal(sources[0]!.kind, "failure-list");
  assert.deepEqual(records.map(({ result, reason }) => [result, reason?.code]), [
    ["imported", undefined],
    ["skipped", "unknown-location"],
  ]);
  assert.deepEqual(countsOf(await importText(catalog, file)), { merged: 1, skipped: 1 });
  assert.equal(await countRows(catalog, "outcomes"), 1);
  assert.equal(await countRows(catalog, "plugins"), 0);
  const { reason, outcome } = catalog.db.prepare("select reason, outcome from outcomes").get()!;
  assert.deepEqual([outcome, JSON.parse(String(reason))], [
    "failed",
    { code: "load-error", message: "Timed out [31m after 10 s" },
  ]);
});

Deno.test("the ignore list is added to the user's own, once, and keeps what is there", async () => {
  await using folder = await TemporaryFolder.make();
  const own = await folder.write("config/ignore", "# mine\nOld*.vst3");
  const list = await folder.write(
    "ignores.json",
    JSON.stringify(["aufx/ANIMATE", "vst3/RX 10 Connect", "aufx/unknown URL", "dx/Old"]),
  );
  using catalog = await memoryCatalog();
  const dryRun = await importPaths(catalog, [list], { ignoreFile: own, isDryRun: true });
  assert.equal(await Deno.readTextFile(own), "# mine\nOld*.vst3");
  const run = await importPaths(catalog, [list], { ignoreFile: own });
  assert.deepEqual(run, dryRun);
  assert.deepEqual(run.records.map(({ result, id, reason }) => [result, id ?? reason?.code]), [
    ["imported", "ANIMATE.component"],
    ["imported", "RX 10 Connect.vst3"],
    ["skipped", "unknown-location"],
    ["skipped", "unknown-format"],
  ]);
  const text =
    "# mine\nOld*.vst3\n# Imported from an earlier version:\nANIMATE.component\nRX 10 Connect.vst3\n";
  assert.equal(await Deno.readTextFile(own), text);
  assert.deepEqual(countsOf(await importPaths(catalog, [list], { ignoreFile: own })), {
    merged: 2,
    skipped: 2,
  });
  assert.equal(await Deno.readTextFile(own), text);
});

/** Bytes and times of all files of a folder. */
async function stateOf(folder: string): Promise<unknown[]> {
  const files = [];
  for await (const { name } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    const { mtime, size } = await Deno.stat(path);
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await Deno.readFile(path)));
    files.push([name, size, mtime?.getTime(), hash.toHex()]);
  }
  return files.sort();
}
