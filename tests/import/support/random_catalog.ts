import type { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import { findPlugins } from "../../../src/catalog/search/find_plugins.ts";
import { importFailure } from "../../../src/catalog/transfer/import_records.ts";
import { indexPlugin } from "../../../src/catalog/plugins/search_index.ts";
import { indexPresetChanges } from "../../../src/catalog/presets/index_preset_changes.ts";
import { markPresetFilesMissing, savePresetFile } from "../../../src/catalog/presets/preset_files.ts";
import { savePresetRow } from "../../../src/catalog/presets/rows/preset_row.ts";
import { parseNote } from "../../../src/model/curation/note.ts";
import type { ScannedModule } from "../../../src/model/module.ts";
import type { Plugin } from "../../../src/model/plugin.ts";
import type { KnownModule } from "../../../src/model/scan_journal.ts";
import { sampleParameter, samplePlugin } from "../../cli/support/scan_events.ts";
import { clapState, keepPreset } from "../../catalog/support/keep_preset.ts";
import { curate } from "../../catalog/support/curate.ts";
import { storeRecord } from "../../catalog/support/store_record.ts";
import { beginScan, commitModule, memoryCatalog, moduleWith } from "../../catalog/support/test_catalog.ts";

/** Something that happens to a catalog. */
export type CatalogEvent =
  | { kind: "scan"; module: number; plugins: number[]; content: number; crashes: boolean; fails: boolean }
  | { kind: "remove"; module: number }
  | { kind: "import"; plugin: number; module: number; hasVendor: boolean }
  | { kind: "failure"; module: number }
  | { kind: "curate"; plugin: number; note: string; isFavorite: boolean; isDeleted: boolean }
  | { kind: "tag"; plugin: number; tag: number }
  | { kind: "collect"; plugin: number; collection: number }
  | { kind: "preset"; plugin: number; module: number; name: string }
  | { kind: "keep"; plugin: number; content: number }
  | { kind: "rule"; plugin: number; module: number };

const few = (count: number) => fc.nat(count - 1);
const texts = fc.oneof(fc.constant(""), fc.string({ unit: "grapheme", maxLength: 12 }));

/** As people could have typed them. */
const notes = texts.map((text) => parseNote(text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, "")));

/** Events about few modules and plugins, so that they meet. */
export const catalogEvents: fc.Arbitrary<CatalogEvent[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant("scan" as const),
        module: few(5),
        plugins: fc.uniqueArray(few(6), { maxLength: 3 }),
        content: few(3),
        crashes: fc.boolean(),
        fails: fc.boolean(),
      }),
    },
    fc.record({ kind: fc.constant("remove" as const), module: few(5) }),
    fc.record({
      kind: fc.constant("import" as const),
      plugin: few(6),
      module: few(6),
      hasVendor: fc.boolean(),
    }),
    fc.record({ kind: fc.constant("failure" as const), module: few(5) }),
    fc.record({
      kind: fc.constant("curate" as const),
      plugin: few(8),
      note: notes,
      isFavorite: fc.boolean(),
      isDeleted: fc.boolean(),
    }),
    fc.record({ kind: fc.constant("tag" as const), plugin: few(8), tag: few(3) }),
    fc.record({ kind: fc.constant("collect" as const), plugin: few(8), collection: few(2) }),
    fc.record({ kind: fc.constant("preset" as const), plugin: few(8), module: few(6), name: texts }),
    fc.record({ kind: fc.constant("keep" as const), plugin: few(3), content: few(3) }),
    fc.record({ kind: fc.constant("rule" as const), plugin: few(8), module: few(5) }),
  ),
  { maxLength: 25 },
);

/**
 * A catalog in memory to which things have happened, one a minute.
 *
 * @param startedAt Of the first; two catalogs with the same are as if they had been written in step.
 */
export async function catalogAfter(
  events: readonly CatalogEvent[],
  startedAt = "2026-01-01T00:00:00.000Z",
): Promise<Catalog> {
  const catalog = await memoryCatalog();
  let at = Date.parse(startedAt);
  for (const event of events) {
    at += 60_000;
    await happen(catalog, event, new Date(at));
  }
  return catalog;
}

async function happen(catalog: Catalog, event: CatalogEvent, at: Date): Promise<void> {
  const time = at.toISOString();
  if (event.kind === "scan") await scanOne(catalog, event, at);
  else if (event.kind === "remove") await removeOne(catalog, event.module, at);
  else if (event.kind === "import") await importOne(catalog, event, time);
  else if (event.kind === "failure") {
    const location = locationOf(event.module);
    await catalog.write((db) =>
      importFailure(db, { name: "x", format: "vst3", location, message: "Bad", at: time })
    );
  } else if (event.kind === "keep") {
    const state = clapState(`state ${event.content}`);
    const parameters = event.content === 0 ? undefined : [{ id: "0", value: 1, text: `${event.content} dB` }];
    await catalog.write((db) =>
      keepPreset(db, { pluginId: idOf(event.plugin), state, at: time, ...(parameters && { parameters }) })
    );
    await indexPresetChanges(catalog);
  } else writeRow(catalog, event, time);
}

async function scanOne(
  catalog: Catalog,
  { module, plugins, content, crashes, fails }: Extract<CatalogEvent, { kind: "scan" }>,
  at: Date,
): Promise<void> {
  const journal = await beginScan(catalog, { now: () => at });
  const described = plugins.map((number) => pluginOf(number, content));
  const reason = { code: "crashed" as const, message: "Crashed", signal: "SIGSEGV" };
  const changes: Partial<ScannedModule> = {
    fingerprint: `sha256:${content}`,
    warnings: content === 1 ? [{ code: "odd", message: "Odd" }] : [],
    ...(crashes ? { outcome: "crashed" as const, reason, plugins: [] } : {}),
    ...(!crashes && fails
      ? { failures: [{ id: idOf(5), name: "Plugin 5", outcome: "crashed" as const, reason }] }
      : {}),
  };
  await commitModule(journal, moduleWith(`Module ${module}`, described, changes));
  await journal.end({ isComplete: !crashes, interruptedBy: crashes ? "SIGINT" : null });
}

async function removeOne(catalog: Catalog, module: number, at: Date): Promise<void> {
  const journal = await beginScan(catalog, { now: () => at });
  const known = journal.known({ location: locationOf(module), format: "vst3" });
  if (known !== undefined) await journal.remove([known as KnownModule], at);
  await journal.end({ isComplete: true, interruptedBy: null });
}

async function importOne(
  catalog: Catalog,
  { plugin, module, hasVendor }: Extract<CatalogEvent, { kind: "import" }>,
  time: string,
): Promise<void> {
  await catalog.write((db) =>
    storeRecord(db, {
      legacyId: `vst3/Plugin ${plugin}`,
      isKeyedById: true,
      format: "vst3",
      name: `Plugin ${plugin}`,
      ...(hasVendor ? { vendor: "Vendor" } : {}),
      rawCategories: ["Fx", "Delay"],
      location: locationOf(module),
      parameters: [[`imported ${plugin}`, "0.5"]],
      updatedAt: time,
    }, time)
  );
}

function writeRow(
  { db }: Catalog,
  event: Extract<CatalogEvent, { kind: "curate" | "tag" | "collect" | "preset" | "rule" }>,
  time: string,
): void {
  // As commands do: what is said is said of the plugin that an id means now.
  const plugin = findPlugins(db, curatedId(event.plugin))[0]?.id ?? curatedId(event.plugin);
  const said = { updatedAt: time, writer: "someone" };
  if (event.kind === "curate") {
    curate(db, plugin, "note", event.note === "" ? undefined : event.note, said);
    curate(db, plugin, "favorite", event.isFavorite && !event.isDeleted ? true : undefined, said);
  } else if (event.kind === "tag") {
    curate(db, `name ${event.tag}`, "name", `Name ${event.tag}`, { ...said, kind: "tag" });
    curate(db, plugin, `tag:name ${event.tag}`, true, said);
  } else if (event.kind === "collect") {
    curate(db, `name ${event.collection}`, `item:${plugin}`, 3, { ...said, kind: "collection" });
  } else if (event.kind === "preset") {
    storePreset(db, event, plugin, time);
    const row = db.prepare("select id from plugins where plugin_id = ?").get(plugin);
    if (row !== undefined) indexPlugin(db, Number(row["id"]));
    db.exec("delete from preset_changes");
  } else {
    db.prepare(
      "insert into overrides (target, name, value, updated_at) values (?, 'timeout', ?, ?) on conflict do nothing",
    )
      .run(plugin, event.module === 0 ? '"text"' : "[1]", time);
    db.prepare(
      `insert into blocklist (location, format, plugin_id, code, message, attempts, blocked_at)
       values (?, 'vst3', ?, 'blocked-by-user', 'x', 0, ?) on conflict do nothing`,
    ).run(locationOf(event.module), event.module === 1 ? null : plugin, time);
    db.prepare(
      "insert into settings (name, value) values ('size-limit-bytes', '1000000000') on conflict do nothing",
    ).run();
  }
}

/** From a module, or from a file that says more, is gone or is broken by now. */
function storePreset(
  db: DatabaseSync,
  { module, plugin: number, name }: Extract<CatalogEvent, { kind: "preset" }>,
  pluginId: string,
  at: string,
): void {
  const said = { pluginId, name, loadKey: `${number}`, description: name };
  if (module < 2) {
    const row = db.prepare("select id from modules where location = ?").get(locationOf(module));
    const source = row === undefined ? {} : { moduleId: Number(row["id"]) };
    savePresetRow(db, { ...said, container: "lv2", location: "/presets/one" }, source, at);
    return;
  }
  const path = `/presets/${module}.fxb`;
  const file = { path, container: "fxb", root: "/presets", statKey: at, sizeBytes: number, at } as const;
  const preset = { ...said, author: `Author ${number}`, tags: [name], isFactory: number % 2 === 0 };
  if (module === 3 && number === 0) markPresetFilesMissing(db, [path], at);
  else if (module === 3 && number === 1) {
    savePresetFile(db, {
      ...file,
      outcome: "failed",
      reason: { code: "invalid", message: name },
      presets: [],
    });
  } else savePresetFile(db, { ...file, outcome: "read", presets: [preset] });
}

function locationOf(module: number): string {
  return `/plugins/Module ${module}.vst3`;
}

function idOf(plugin: number): string {
  return `vst3:${plugin}`;
}

/** Some of what is said is about imported plugins, and some about none that is known. */
function curatedId(plugin: number): string {
  return plugin % 2 === 0 ? idOf(plugin) : `vst3/Plugin ${plugin}`;
}

function pluginOf(number: number, content: number): Plugin {
  return samplePlugin({
    id: idOf(number),
    nativeId: String(number),
    name: `Plugin ${number}`,
    version: `${content}.0`,
    features: content === 0 ? [] : ["audio-effect"],
    parameters: [sampleParameter({ name: `parameter ${content}` })],
    ...(number === 1 ? { replaces: ["vst2:1"] } : {}),
    ...(content === 2 ? { programs: ["One", "Two"] } : {}),
  });
}
