import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { legacyFolders } from "../../src/import/legacy_folder.ts";
import { memoryCatalog } from "../catalog/support/test_catalog.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";
import { allPlugins, countsOf, importPaths, importText } from "./support/imports.ts";

/** A record of a variant by name, of which a test only says what matters to it. */
function record(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { name: "Demo", path: "/x/Demo.vst3", filename: "Demo", type: "vst3", params: {}, ...changes };
}

Deno.test("what is no file of ours is refused, by what is wrong with it", async () => {
  using catalog = await memoryCatalog();
  const cases: [text: string, says: RegExp][] = [
    ["", /it is empty/],
    ["  \n", /it is empty/],
    ["name,vendor\n", /one line per plugin, without parameters/],
    ["\u0000\u0001", /neither a JSON or YAML export nor a database/],
    ["name: Demo\n", /neither a JSON or YAML export nor a database/],
    ['schema: "list"\nschemaVersion: 1\n', /a document of the kind "list"/],
    ["[1, 2, 3]", /contains nothing that earlier versions wrote/],
    ['{"name": "x", "version": 1}', /contains nothing that earlier versions wrote/],
    ['{"schema":"list","schemaVersion":1,"plugins":[]}', /a document of the kind "list"/],
    ['{"event":"started","schema":"scan"}\n', /not those of an export/],
    ["[1, 2", /at line 1, column 6/],
    ['{"a": {"type": "vst3",\n  "path": tru}}', /at line 2, column 11/],
    ["SQLite format 3\u0000 and then nothing", /cannot be opened|not a database|damaged/],
  ];
  for (const [text, says] of cases) {
    await assert.rejects(importText(catalog, text), says, JSON.stringify(text));
  }
  assert.deepEqual(await allPlugins(catalog), []);
});

Deno.test("an empty list is a list", async () => {
  using catalog = await memoryCatalog();
  for (const text of ["{}", "[]", '{"metadata": {"version": "2.0.0"}, "plugins": {}}', "\ufeff[]"]) {
    assert.deepEqual((await importText(catalog, text)).records, []);
  }
});

Deno.test("the database of another program, and a catalog of ours, are refused and left alone", async () => {
  await using folder = await TemporaryFolder.make();
  for (
    const [name, sql] of [
      ["other.db", "create table songs (id integer)"],
      ["view.db", "create view plugins as select 1 as id, 2 as name, 3 as path, 4 as plugin_type, 5 as data"],
      [
        "ours.db",
        "pragma application_id = 1886156135; create table plugins (id, name, path, plugin_type, data)",
      ],
    ] as const
  ) {
    const path = folder.join(name);
    const db = new DatabaseSync(path);
    db.exec(sql);
    db.close();
    const before = await Deno.readFile(path);
    using catalog = await memoryCatalog();
    if (name !== "ours.db") {
      await assert.rejects(importPaths(catalog, [path]), /without a list of plugins/, name);
    }
    assert.deepEqual(await Deno.readFile(path), before);
  }
});

Deno.test("hostile texts are cut and cleaned, and hurt no other record", async () => {
  using catalog = await memoryCatalog();
  const long = "n".repeat(1024 * 1024);
  const nested = `${'{"a":'.repeat(500)}1${"}".repeat(500)}`;
  const file = `{
    "long": ${JSON.stringify(record({ name: long, path: "/x/long.vst3", filename: "long" }))},
    ${JSON.stringify(long)}: ${JSON.stringify(record({ path: "/x/key.vst3", filename: "key", name: "Key" }))},
    "control": ${
    JSON.stringify(record({ name: "a\u001b[31m\nb\u202ec", path: "/x/a\nb.vst3", filename: "control" }))
  },
    "deep": {"name": "Deep", "path": "/x/deep.vst3", "type": "vst3", "params": ${nested}},
    "relative": ${
    JSON.stringify(record({ name: "Relative", path: "../../etc/passwd", filename: "relative" }))
  },
    "path": ${JSON.stringify(record({ name: "Path", path: `/${"p".repeat(5000)}`, filename: "path" }))},
    "proto": ${
    JSON.stringify(record({ name: "Proto", path: "/x/proto.vst3", filename: "proto" })).replace(
      "{}",
      '{"__proto__": 1, "constructor": 2}',
    )
  },
    "null": null,
    "type": ${JSON.stringify(record({ type: "dx" }))},
    "none": {"name": "", "path": "", "filename": "", "type": "vst3", "params": null},
    "same": ${JSON.stringify(record({ name: "Last", path: "/x/last.vst3", filename: "last" }))},
    "same": ${JSON.stringify(record({ name: "Last", path: "/x/last.vst3", filename: "last" }))}
  }`;
  const run = await importText(catalog, file);
  assert.deepEqual(
    run.records.map(({ result, reason }) => reason?.code ?? result),
    [
      "imported",
      "imported",
      "imported",
      "nested-too-deeply",
      "imported",
      "imported",
      "imported",
      "not-a-record",
      "unknown-format",
      "imported",
      "imported",
      "merged",
    ],
  );
  assert.equal(run.sources[0]!.records, run.records.length);
  const plugins = new Map((await allPlugins(catalog)).map((plugin) => [plugin.name, plugin]));
  assert.equal(plugins.get("n".repeat(4096))?.id, "vst3/long");
  const control = plugins.get("a [31m b\u202ec")!;
  assert.equal(control.location, "", "a path with control characters is no path");
  assert.equal(plugins.get("Relative")!.location, "");
  assert.equal(plugins.get("Path")!.location, "");
  assert.deepEqual(plugins.get("Proto")!.parameters!.map(({ id }) => id), ["__proto__", "constructor"]);
  assert.ok(run.records.every(({ name }) => name.length <= 200));
});

Deno.test("what stands before an error is imported, and its place is told", async () => {
  using catalog = await memoryCatalog();
  const records = Array.from(
    { length: 3 },
    (_, i) =>
      `"${i}": ${JSON.stringify(record({ name: `Plugin ${i}`, path: `/x/${i}.vst3`, filename: String(i) }))}`,
  );
  const run = await importText(catalog, `{${records.join(",\n")},\n"4": {"name": }}`);
  assert.deepEqual(countsOf(run), { imported: 3 });
  assert.match(run.sources[0]!.error!.message, /at line 4, column 15: value expected/);
  assert.equal((await allPlugins(catalog)).length, 3);
});

Deno.test("an import that is interrupted keeps what it has told, and goes on when it is repeated", async () => {
  using catalog = await memoryCatalog();
  await using folder = await TemporaryFolder.make();
  const all = Object.fromEntries(
    Array.from({ length: 2500 }, (_, i) => [
      `Plugin ${i}`,
      record({ name: `Plugin ${i}`, path: `/x/${i}.vst3`, filename: String(i) }),
    ]),
  );
  const path = await folder.write("plugins.json", JSON.stringify(all));
  const interrupt = new AbortController();
  const write = catalog.write.bind(catalog);
  catalog.write = async (work) => {
    const result = await write(work);
    interrupt.abort("SIGINT");
    return result;
  };
  const run = await importPaths(catalog, [path], { signal: interrupt.signal });
  catalog.write = write;
  assert.equal(run.records.length, 2000);
  assert.equal((await allPlugins(catalog)).length, 2000);
  assert.deepEqual(countsOf(await importPaths(catalog, [path])), { merged: 2000, imported: 500 });
});

Deno.test("the files of a folder that are none of ours are passed over by name", async () => {
  using catalog = await memoryCatalog();
  await using folder = await TemporaryFolder.make();
  const plain = await folder.write("notes.txt", "hello");
  const list = await folder.write("plugins.json", JSON.stringify({ Demo: record() }));
  const { sources } = await importPaths(catalog, [plain, list], { isNamed: false });
  assert.deepEqual(sources.map(({ path, kind, imported, error }) => [path, kind, imported, error]), [
    [plain, undefined, 0, undefined],
    [list, "plugin-list", 1, undefined],
  ]);
});

Deno.test("earlier versions are looked for where they kept their files on each system", () => {
  const name = "com.twardoch.pedalboard-pluginary";
  const all = (os: typeof Deno.build.os, variables: Record<string, string>) =>
    legacyFolders((variable) => variables[variable], os);
  assert.deepEqual(all("linux", { HOME: "/home/me" }), [
    `/home/me/.cache/${name}`,
    `/home/me/Library/Application Support/${name}`,
  ]);
  assert.deepEqual(all("linux", { HOME: "/home/me", XDG_CACHE_HOME: "/cache" })[0], `/cache/${name}`);
  assert.deepEqual(all("darwin", { HOME: "/Users/me" }), [`/Users/me/Library/Application Support/${name}`]);
  assert.deepEqual(all("windows", { APPDATA: "C:\\Roaming" }), [`C:\\Roaming/${name}`]);
  assert.deepEqual(all("linux", {}), []);
});
