import assert from "node:assert/strict";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { DuplicatesSandbox, SHELF } from "./support/duplicates_sandbox.ts";

/** The ids of each plugin that is there more than once, after a merge and a split. */
const DECIDED = [["vst3:Alone", "lv2:Only here"], ["vst3:Amp", "lv2:Amp"], ["vst3:Gate"]];

async function decided(): Promise<DuplicatesSandbox> {
  const sandbox = await DuplicatesSandbox.with(SHELF);
  await sandbox.decide("merge", "vst3:Alone", "lv2:Only here");
  await sandbox.decide("split", "clap:Amp");
  return sandbox;
}

async function run(sandbox: DuplicatesSandbox, ...args: string[]): Promise<void> {
  const { code, stderr } = await sandbox.folder.run(args);
  assert.equal(code, 0, stderr);
}

/** The groups as `duplicates` and as `list` have them. */
async function assertGroups(
  sandbox: DuplicatesSandbox,
  expected: string[][],
  ...args: string[]
): Promise<void> {
  const { groups } = await sandbox.list(...args);
  assert.deepEqual(groups.map(({ plugins }) => plugins), expected);
  const listed = await sandbox.formats("--is", "installed");
  const grouped = listed.filter((ids) => ids.length > 1).map((ids) => ids.toSorted().join(" "));
  const several = expected.filter((ids) => ids.length > 1).map((ids) => ids.toSorted().join(" "));
  assert.deepEqual([...new Set(grouped)].sort(), several.sort());
}

Deno.test("decisions about siblings survive another scan, prune, vacuum and repair", async () => {
  await using sandbox = await decided();
  await assertGroups(sandbox, DECIDED);
  await run(sandbox, "catalog", "prune");
  await assertGroups(sandbox, DECIDED);
  await run(sandbox, "catalog", "vacuum");
  await assertGroups(sandbox, DECIDED);
  await run(sandbox, "catalog", "repair");
  await assertGroups(sandbox, DECIDED);
  await sandbox.scan(SHELF);
  await assertGroups(sandbox, DECIDED);
});

Deno.test("decisions about a plugin that was pruned apply again when it returns", async () => {
  await using sandbox = await decided();
  {
    using catalog = await openCatalog(sandbox.folder.catalog);
    catalog.db.exec("update modules set missing_at = '2026' where location like '%clap%'");
    catalog.db.exec("update plugins set missing_at = '2026' where format = 'clap'");
  }
  await run(sandbox, "catalog", "prune");
  await assertGroups(sandbox, DECIDED);
  await sandbox.scan(SHELF);
  await assertGroups(sandbox, DECIDED);
});

Deno.test("decisions about siblings survive a clear of the scans, and go with the curation", async () => {
  await using sandbox = await decided();
  await run(sandbox, "catalog", "clear", "--yes");
  assert.deepEqual(await sandbox.formats(), []);
  await sandbox.scan(SHELF);
  await assertGroups(sandbox, DECIDED);
  await run(sandbox, "catalog", "clear", "--yes", "--all");
  await sandbox.scan(SHELF);
  await assertGroups(sandbox, [["vst3:Amp", "clap:Amp", "lv2:Amp"], ["vst3:Gate"]]);
});

Deno.test("a restored backup has the decisions of its time", async () => {
  await using sandbox = await decided();
  const backup = sandbox.folder.join("backup.db");
  await run(sandbox, "catalog", "backup", backup);
  await sandbox.decide("split", "--undo", "clap:Amp");
  await sandbox.decide("merge", "--undo", "vst3:Alone", "lv2:Only here");
  await assertGroups(sandbox, [["vst3:Amp", "clap:Amp", "lv2:Amp"], ["vst3:Gate"]]);
  await run(sandbox, "catalog", "restore", backup, "--yes");
  await assertGroups(sandbox, DECIDED);
});

Deno.test("an export brings decisions, also taken back ones, and the newer decision wins", async () => {
  await using sandbox = await decided();
  await using other = await DuplicatesSandbox.with(SHELF, sandbox);
  const file = sandbox.folder.join("export.json");
  await run(sandbox, "export", "--output", file);
  await run(other, "import", file);
  await assertGroups(other, DECIDED);
  await sandbox.decide("split", "--undo", "clap:Amp");
  await run(sandbox, "export", "--output", file);
  await run(other, "import", file);
  const [, ...rest] = DECIDED;
  assert.equal(rest.length, 2);
  await assertGroups(other, [DECIDED[0]!, ["vst3:Amp", "clap:Amp", "lv2:Amp"], ["vst3:Gate"]]);
  // An older decision changes nothing.
  await other.decide("split", "clap:Amp");
  await run(other, "import", file);
  await assertGroups(other, DECIDED);
});

Deno.test("an export whose pairs are in the other order says the same", async () => {
  await using sandbox = await decided();
  await using other = await DuplicatesSandbox.with(SHELF, sandbox);
  const { code, stdout } = await sandbox.folder.run(["export", "--json"]);
  assert.equal(code, 0);
  const reversed = JSON.parse(stdout);
  for (const decision of reversed.siblingDecisions) {
    [decision.pluginId, decision.otherId] = [decision.otherId, decision.pluginId];
  }
  reversed.siblingDecisions.push({
    ...reversed.siblingDecisions[0],
    uuid: crypto.randomUUID(),
    otherId: "vst3:Amp",
    pluginId: "vst3:Amp",
  });
  const file = sandbox.folder.join("reversed.json");
  await Deno.writeTextFile(file, JSON.stringify(reversed));
  await run(other, "import", file);
  await assertGroups(other, DECIDED);
  // Undone by the same pair.
  await other.decide("merge", "--undo", "vst3:Alone", "lv2:Only here");
  await assertGroups(other, DECIDED.slice(1));
  using catalog = await openCatalog(other.folder.catalog);
  const wrong = catalog.db.prepare("select * from sibling_decisions where plugin_id >= other_id").all();
  assert.deepEqual(wrong, []);
});
