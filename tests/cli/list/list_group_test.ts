import assert from "node:assert/strict";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { parseCsv } from "../../support/parse_csv.ts";
import { DuplicatesSandbox, SHELF } from "../duplicates/support/duplicates_sandbox.ts";

/** The plugins of the shelf by their names, each with its other formats. */
const EXPECTED = [
  ["vst3:Alone"],
  ["clap:Amp", "lv2:Amp", "vst3:Amp"],
  ["lv2:Amp", "clap:Amp", "vst3:Amp"],
  ["vst3:Amp", "clap:Amp", "lv2:Amp"],
  ["vst3:Gate"],
  ["lv2:Only here"],
];

/** Makes the stored groups out of date, as a scan does until it ends. */
async function makeStale(sandbox: DuplicatesSandbox, change: string): Promise<void> {
  using catalog = await openCatalog(sandbox.folder.catalog);
  catalog.db.exec(change);
  catalog.db.exec("update plugins set updated_at = '2026-02-01' where name = 'Gate'");
}

Deno.test("pluginary list --json has the other formats of each plugin, as search and info have them", async () => {
  await using sandbox = await DuplicatesSandbox.with(SHELF);
  const sort = ["--sort", "name"];
  assert.deepEqual(await sandbox.formats(...sort), EXPECTED);
  for (const [id = "", ...others] of EXPECTED) {
    const { stdout } = await sandbox.folder.run(["info", "--json", id]);
    const { formats } = JSON.parse(stdout).plugin;
    assert.deepEqual(formats.map((other: { id: string }) => other.id), others);
  }
  const { stdout } = await sandbox.folder.run(["search", "amp", "--all-formats", "--json"]);
  assert.equal(JSON.parse(stdout).plugins.length, 3);
  // While a scan changes plugins, groups are made again, of a page or of all.
  await makeStale(sandbox, "delete from sibling_groups");
  assert.deepEqual(await sandbox.formats(...sort), EXPECTED);
  assert.deepEqual(await sandbox.formats(...sort, "--limit", "2"), EXPECTED.slice(0, 2));
});

Deno.test("a missing plugin is no other format, but has some", async () => {
  await using sandbox = await DuplicatesSandbox.with(SHELF);
  await makeStale(sandbox, "update plugins set missing_at = '2026' where plugin_id = 'clap:Amp'");
  const expected = [["clap:Amp", "lv2:Amp", "vst3:Amp"], ["lv2:Amp", "vst3:Amp"], ["vst3:Amp", "lv2:Amp"]];
  assert.deepEqual(await sandbox.formats("--name", "amp", "--sort", "name"), expected);
  assert.deepEqual(await sandbox.formats("--name", "amp", "--sort", "name", "--limit", "9"), expected);
  await sandbox.decide("merge", "vst3:Alone", "lv2:Only here");
  assert.deepEqual(await sandbox.formats("--name", "amp", "--sort", "name"), expected);
});

Deno.test("pluginary list --group lists a plugin in several formats once, in the best that the filters leave", async () => {
  await using sandbox = await DuplicatesSandbox.with(SHELF);
  const grouped = [["vst3:Alone"], ["vst3:Amp", "clap:Amp", "lv2:Amp"], ["vst3:Gate"], ["lv2:Only here"]];
  const args = ["--group", "--sort", "name"];
  assert.deepEqual(await sandbox.formats(...args), grouped);
  assert.deepEqual(await sandbox.formats(...args, "--limit", "2", "--offset", "1"), grouped.slice(1, 3));
  assert.deepEqual((await sandbox.listed(...args, "--limit", "1")).total, 4);
  assert.deepEqual(await sandbox.formats(...args, "--reverse"), grouped.toReversed());
  assert.deepEqual(await sandbox.formats(...args, "--format", "lv2"), [
    ["lv2:Amp", "clap:Amp", "vst3:Amp"],
    ["lv2:Only here"],
  ]);
  const { stdout, stderr } = await sandbox.folder.run(["list", ...args]);
  assert.match(stdout, /^NAME +VENDOR +FORMATS /m);
  assert.match(stdout, /^Amp +Ann +vst3 clap lv2 /m);
  assert.match(stderr, /^4 plugins$/m);
  const csv = await sandbox.folder.run(["list", ...args, "--csv", "--columns", "id,format,formats"]);
  assert.deepEqual(parseCsv(csv.stdout)[2], ["vst3:Amp", "vst3", "clap:Amp;lv2:Amp"]);
  await makeStale(sandbox, "delete from sibling_groups");
  assert.deepEqual(await sandbox.formats(...args), grouped);
  assert.deepEqual(await sandbox.formats(...args, "--limit", "2", "--vendor", "ann"), grouped.slice(0, 2));
});

Deno.test("pluginary list --group follows what a person has decided, and not every option goes with it", async () => {
  await using sandbox = await DuplicatesSandbox.with(SHELF);
  await sandbox.decide("split", "clap:Amp");
  await sandbox.decide("merge", "vst3:Gate", "vst3:Alone");
  assert.deepEqual(await sandbox.formats("--group", "--sort", "name"), [
    ["vst3:Alone", "vst3:Gate"],
    ["clap:Amp"],
    ["vst3:Amp", "lv2:Amp"],
    ["vst3:Gate", "vst3:Alone"],
    ["lv2:Only here"],
  ]);
  for (const other of [["--modules"], ["--count-by", "vendor"]]) {
    const { code, stderr } = await sandbox.folder.run(["list", "--group", ...other]);
    assert.equal(code, 2);
    assert.match(stderr, /"--group" cannot be combined|and "--group" cannot/);
  }
});
