import assert from "node:assert/strict";
import { Sandbox } from "../../support/sandbox.ts";
import { validateDocument, validateEvents } from "../../support/validate_document.ts";

const GOOD = new URL("../../../build/fixtures/vst3/good.vst3", import.meta.url).pathname;
const COLUMNS = ["name", "outcome", "channels"];

Deno.test("pluginary scan --columns chooses the fields of plugins in documents and events", async () => {
  await using sandbox = await Sandbox.make();
  const args = ["scan", GOOD, "--columns", COLUMNS.join()];
  const { stdout } = await sandbox.run([...args, "--json"]);
  const document = JSON.parse(stdout);
  await validateDocument(document);
  const [module] = document.modules;
  assert.deepEqual([document.columns, module.location, module.outcome], [COLUMNS, GOOD, "scanned"]);
  for (const plugin of module.plugins) assert.deepEqual(Object.keys(plugin), COLUMNS);
  const events = (await sandbox.run([...args, "--ndjson"])).stdout.trimEnd().split("\n").map((line) =>
    JSON.parse(line)
  );
  await validateEvents(events);
  assert.deepEqual(events[0].columns, COLUMNS);
  const found = events.find(({ event }) => event === "module");
  assert.deepEqual(found.module.plugins, module.plugins);
  const { plugins } = JSON.parse((await sandbox.run(["scan", GOOD, "--json"])).stdout).modules[0];
  assert.ok("parameters" in plugins[0]);
});
