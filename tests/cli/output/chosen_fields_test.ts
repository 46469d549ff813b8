import assert from "node:assert/strict";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { beginScan, commitModule, moduleWith } from "../../catalog/support/test_catalog.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { sampleParameter, samplePlugin } from "../support/scan_events.ts";

/** A home whose catalog has a plugin with a parameter. */
async function sandboxWithPlugin(): Promise<Sandbox> {
  const sandbox = await Sandbox.make();
  using catalog = await openCatalog(sandbox.catalog);
  const journal = await beginScan(catalog);
  const parameters = [sampleParameter({ id: "1", name: "Gain", unit: "dB" })];
  const plugin = samplePlugin({ name: "Amp", vendor: "Jo <jo@example.org>", parameters });
  await commitModule(journal, moduleWith("A", [plugin]));
  await journal.end({ isComplete: true, interruptedBy: null });
  return sandbox;
}

Deno.test("--columns chooses fields of list, search and info for programs, with the plugin's own text", async () => {
  await using sandbox = await sandboxWithPlugin();
  const read = async (...args: string[]) => JSON.parse((await sandbox.run(args)).stdout);
  const choice = ["--json", "--columns", "vendor,name,channels,state"];
  const chosen = { vendor: "Jo <jo@example.org>", name: "Amp", channels: "2>2", state: "" };
  const list = await read("list", ...choice);
  assert.deepEqual([list.total, list.columns, list.plugins], [1, Object.keys(chosen), [chosen]]);
  const found = await read("search", "amp", "--json", "--columns", "name,score,matched");
  assert.deepEqual(Object.keys(found.plugins[0]), ["name", "score", "matched"]);
  assert.equal(found.plugins[0].matched[0].field, "name");
  const info = await read("info", "amp", "--json", "--columns", "name,unit");
  assert.deepEqual(info.plugin.parameters, [{ name: "Gain", unit: "dB" }]);
  assert.deepEqual([info.plugin.name, info.columns], ["Amp", ["name", "unit"]]);
  const csv = (await sandbox.run(["list", "--csv", "--columns", "vendor,name,channels,state"])).stdout;
  assert.equal(csv, "vendor,name,channels,state\nJo <jo@example.org>,Amp,2>2,\n");
});

Deno.test("configured columns are for tables and CSV: documents stay complete", async () => {
  await using sandbox = await sandboxWithPlugin();
  const complete = (await sandbox.run(["list", "--json"])).stdout;
  assert.equal((await sandbox.run(["config", "set", "list.columns", "name,format"])).code, 0);
  assert.equal((await sandbox.run(["list", "--json"])).stdout, complete);
  assert.equal((await sandbox.run(["list", "--csv"])).stdout, "name,format\nAmp,vst3\n");
  assert.equal((await sandbox.run(["list"])).stdout, "NAME  FORMAT\nAmp   vst3\n");
  const { plugins } = JSON.parse((await sandbox.run(["list", "--json", "--columns", "id"])).stdout);
  assert.deepEqual(Object.keys(plugins[0]), ["id"]);
});
