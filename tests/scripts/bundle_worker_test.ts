import assert from "node:assert/strict";
import { bundleWorker, isWorkerBundleCurrent } from "../../scripts/bundle_worker.ts";
import { projectPath } from "../../scripts/project_path.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";

Deno.test("the worker's bundle is made of the sources as they are", async () => {
  assert.ok(await isWorkerBundleCurrent(), 'build/worker/worker.js is old: run "deno task build"');
});

Deno.test("the worker's bundle is one file that imports nothing", async () => {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", projectPath("build/worker/worker.js")],
  }).output();
  const { modules } = JSON.parse(new TextDecoder().decode(stdout));
  assert.deepEqual(modules.map((module: { dependencies?: unknown }) => module.dependencies), [undefined]);
});

Deno.test("bundleWorker() makes the bundle once", async () => {
  await using folder = await TemporaryFolder.make();
  const place = { folder: `${folder.path}/worker` };
  assert.equal(await isWorkerBundleCurrent(place), false);
  assert.equal(await bundleWorker(place), true);
  assert.equal(await isWorkerBundleCurrent(place), true);
  assert.equal(await bundleWorker(place), false);
  const names = [...Deno.readDirSync(place.folder)].map((entry) => entry.name).sort();
  assert.deepEqual(names, ["worker.js", "worker.json"]);
});

Deno.test("bundleWorker() makes a bundle again that is lost, damaged or of other sources", async () => {
  await using folder = await TemporaryFolder.make();
  const place = { folder: folder.path };
  await bundleWorker(place);
  const record = JSON.parse(await Deno.readTextFile(`${place.folder}/worker.json`));
  assert.ok(record.sources.includes("src/worker/main.ts"));
  const spoils: (() => Promise<void>)[] = [
    () => Deno.remove(`${place.folder}/worker.js`),
    () => Deno.remove(`${place.folder}/worker.json`),
    () => Deno.writeTextFile(`${place.folder}/worker.json`, "{"),
    () => Deno.writeTextFile(`${place.folder}/worker.json`, JSON.stringify({ ...record, hash: "0" })),
    () =>
      Deno.writeTextFile(
        `${place.folder}/worker.json`,
        JSON.stringify({ ...record, sources: [...record.sources, "src/worker/gone.ts"] }),
      ),
  ];
  for (const spoil of spoils) {
    await spoil();
    assert.equal(await isWorkerBundleCurrent(place), false, String(spoil));
    assert.equal(await bundleWorker(place), true, String(spoil));
  }
});
