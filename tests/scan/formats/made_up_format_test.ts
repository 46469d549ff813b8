import assert from "node:assert/strict";
import type { ScannedModule } from "../../../src/model/module.ts";
import type { PluginFormat } from "../../../src/model/plugin_format.ts";
import { NO_JOURNAL } from "../../../src/model/scan_journal.ts";
import { FormatTable } from "../../../src/scan/formats/format_table.ts";
import { NATIVE_CODE, type PluginFormatRecord } from "../../../src/scan/formats/plugin_format_record.ts";
import { FORMATS } from "../../../src/scan/formats/records/formats.ts";
import { scan, type ScanOptions } from "../../../src/scan/scanner.ts";
import { makeBundle } from "../../support/bundles.ts";
import { PATIENT_LIMITS } from "../../support/fake_workers.ts";
import { makeScripted, scriptedWorker } from "../../support/scripted_workers.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

/** A format that the model does not have: its modules are text files. */
const TOY_NAME = "toy" as PluginFormat;

/** Its modules are files, a folder with `toys.txt` is data, and each trait of the record differs from the default. */
const TOY: PluginFormatRecord = {
  format: TOY_NAME,
  folders: { variable: "TOY_PATH", isRecursive: true, unix: ["toy"], mac: ["TOY"], windows: [] },
  named: {
    extension: "toy",
    manifest: "toys.txt",
    load: () =>
      Promise.resolve({
        file: (location) => ({
          format: TOY_NAME,
          location,
          architectures: [],
          binary: location,
          files: [location],
        }),
        folder: () => Promise.resolve("data"),
      }),
  },
  worker: { ...NATIVE_CODE, isServedByOne: true, reportsEmptyModules: false },
  findSurroundings: ({ found }) =>
    Promise.resolve({
      folders: found.filter((location) => !location.endsWith(".toy")),
      files: [],
      extrasOf: (nativeId) => ({ replaces: [`toy:old-${nativeId}`] }),
      problems: [],
    }),
  readResources: () =>
    Promise.resolve({
      declared: [],
      warnings: [{ code: "toy-warning", message: "Is a toy" }],
      extrasOf: () => Promise.resolve({ rawCategories: ["Toy"] }),
    }),
};

const TABLE = new FormatTable([TOY, FORMATS.get("vst3")]);

async function modulesOf(folder: TemporaryFolder, more: Partial<ScanOptions> = {}): Promise<ScannedModule[]> {
  const events = scan({
    version: "0.0.0",
    paths: [folder.path],
    jobs: 2,
    journal: NO_JOURNAL,
    environment: () => undefined,
    worker: scriptedWorker(),
    limits: PATIENT_LIMITS,
    table: TABLE,
    ...more,
  });
  const modules: ScannedModule[] = [];
  for await (const event of events) if (event.event === "module") modules.push(event.module);
  return modules;
}

Deno.test("scan() finds and scans modules of a format for which there is only a record", async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write("below/bear.o.ooc.toy", "a bear");
  await folder.write("data/toys.txt", "bears and cars");
  await makeScripted(folder, "other", { list: "o", plugins: ["o"] });
  const modules = await modulesOf(folder);
  const toy = modules.find(({ format }) => format === TOY_NAME);
  assert.equal(toy?.location, folder.join("below/bear.o.ooc.toy"));
  assert.deepEqual([toy.format, toy.outcome], [TOY_NAME, "scanned"]);
  assert.deepEqual(toy.plugins.map(({ id }) => id), ["toy:0", "toy:1"]);
  assert.deepEqual(toy.plugins[0]!.rawCategories, ["Toy"]);
  assert.deepEqual(toy.plugins[0]!.replaces, ["toy:old-0"]);
  assert.deepEqual(toy.failures.map(({ id, outcome }) => [id, outcome]), [["toy:2", "crashed"]]);
  assert.deepEqual(toy.warnings, [{ code: "toy-warning", message: "Is a toy" }]);
  assert.equal(modules.length, 2);
});

Deno.test("scan() searches the folders of a format for which there is only a record", async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write("a.o.o.toy", "a");
  await makeBundle(folder, "b.o.o.vst3");
  const environment = (name: string) => name === "TOY_PATH" ? folder.path : undefined;
  const modules = await modulesOf(folder, { paths: [], formats: [TOY_NAME], environment });
  assert.deepEqual(modules.map(({ location }) => location), [folder.join("a.o.o.toy")]);
});

Deno.test("scan() does not report an empty module of a format that has no such modules", async () => {
  await using folder = await TemporaryFolder.make();
  const path = await folder.write("empty.o..toy", "nothing");
  assert.deepEqual(await modulesOf(folder), []);
  assert.deepEqual((await modulesOf(folder, { paths: [path] })).map(({ outcome }) => outcome), ["scanned"]);
});
