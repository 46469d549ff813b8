import assert from "node:assert/strict";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import type { DuplicateGroup } from "../../../src/model/documents/alike/duplicates_documents.ts";
import { parseCsv } from "../../support/parse_csv.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { DuplicatesSandbox, plugin, SHELF } from "./support/duplicates_sandbox.ts";

function places(
  { installations }: DuplicateGroup,
): [location: string, isPreferred: boolean, canGo: boolean][] {
  return installations.map(({ location, isPreferred, canGo }) => [
    location.slice(location.lastIndexOf("/") + 1),
    ...[isPreferred, canGo] as const,
  ]);
}

Deno.test("pluginary duplicates lists plugins in several formats, versions and places", async () => {
  await using sandbox = await DuplicatesSandbox.with(SHELF);
  const { total, freedBytes, groups } = await sandbox.list();
  assert.deepEqual([total, freedBytes], [2, 200]);
  const [amp, gate] = groups;
  assert.deepEqual([amp!.name, amp!.vendor, amp!.preferred], ["Amp", "Ann", "vst3:Amp"]);
  assert.deepEqual(amp!.plugins, ["vst3:Amp", "clap:Amp", "lv2:Amp"]);
  // The suite has a plugin that is nowhere else.
  assert.deepEqual(places(amp!), [
    ["amp.vst3", true, false],
    ["amp-clap.vst3", false, true],
    ["suite.vst3", false, false],
  ]);
  assert.equal(amp!.freedBytes, 100);
  assert.deepEqual([...new Set(amp!.reasons.map(({ code }) => code))], ["name-and-vendor"]);
  assert.deepEqual(
    amp!.losses.map(({ id, presetCount, parameters }) => [id, presetCount, parameters]),
    [["clap:Amp", 1, ["Tone"]], ["lv2:Amp", 0, []]],
  );
  assert.deepEqual(gate!.plugins, ["vst3:Gate"]);
  assert.deepEqual(gate!.installations.map(({ version, canGo }) => [version, canGo]), [["2.0", false], [
    "1.0",
    true,
  ]]);
});

Deno.test("pluginary duplicates prefers and frees only files that exist", async () => {
  await using sandbox = await DuplicatesSandbox.with(SHELF);
  await Deno.remove(sandbox.file("amp"));
  await Deno.remove(sandbox.file("new"));
  const { total, freedBytes, groups } = await sandbox.list();
  assert.deepEqual([total, freedBytes], [2, 0]);
  const [amp, gate] = groups;
  assert.deepEqual([amp!.preferred, amp!.freedBytes], ["clap:Amp", 0]);
  assert.deepEqual(
    amp!.installations.map(({ id, isMissing, canGo }) => [id, isMissing, canGo]),
    [["clap:Amp", false, false], ["lv2:Amp", false, false], ["vst3:Amp", true, false]],
  );
  assert.deepEqual(
    gate!.installations.map(({ version, isPreferred, isMissing, canGo }) => [
      ...[version, isPreferred, isMissing, canGo],
    ]),
    [["1.0", true, false, false], ["2.0", false, true, false]],
  );
  const { stdout, stderr } = await sandbox.run();
  assert.match(stdout, /^Gate +Ann +vst3 +2 \(1 missing\) +vst3/m);
  assert.match(stderr, /^2 files are missing; "pluginary scan" updates the catalog$/m);
  await Deno.remove(sandbox.file("old"));
  assert.deepEqual((await sandbox.list()).groups.map(({ name }) => name), ["Amp"]);
});

Deno.test("pluginary duplicates says why a plugin is preferred", async () => {
  const gate = (version: string) => [plugin("vst3", "Gate", { version })];
  await using sandbox = await DuplicatesSandbox.with({
    ...{ "gate-old": gate("1.0"), "gate-new": gate("2.0") },
    ...{ "echo-b": [plugin("vst3", "Echo")], "echo-a": [plugin("vst3", "Echo")] },
    ...{ user: [plugin("clap", "Mine")], other: [plugin("clap", "Mine")] },
    ...{ amp: [plugin("vst3", "Amp")], "amp-clap": [plugin("clap", "Amp")] },
    ...{ kept: [plugin("vst3", "Verb")], gone: [plugin("vst3", "Verb")] },
  });
  {
    using catalog = await openCatalog(sandbox.folder.catalog);
    catalog.db.exec("update modules set is_in_user_folder = location like '%/user.vst3'");
  }
  await Deno.remove(sandbox.file("gone"));
  const { groups } = await sandbox.list();
  assert.deepEqual(
    groups.map(({ name, installations, preferredReason }) => [
      ...[name, preferredReason.code, installations[0]!.location],
    ]),
    [
      ["Amp", "preferred-format", sandbox.file("amp")],
      ["Echo", "byte-order", sandbox.file("echo-a")],
      ["Gate", "newest-version", sandbox.file("gate-new")],
      ["Mine", "user-folder", sandbox.file("user")],
      ["Verb", "existing", sandbox.file("kept")],
    ],
  );
  assert.deepEqual(
    parseCsv((await sandbox.run("--csv", "--columns", "preferredReason")).stdout).slice(1).flat(),
    groups.map(({ preferredReason }) => preferredReason.message),
  );
  const { stdout } = await sandbox.run();
  for (
    const [name, preferred] of [
      ...[["Amp", "vst3"], ["Echo", "vst3 (first path)"], ["Gate", "vst3 (newest)"]],
      ...[["Mine", "clap (your folder)"], ["Verb", "vst3"]],
    ] as const
  ) {
    assert.ok(
      stdout.split("\n").some((line) => line.startsWith(name!) && line.includes(` ${preferred}  `)),
      stdout,
    );
  }
});

Deno.test("pluginary duplicates prefers the formats of an option or of the configuration", async () => {
  await using sandbox = await DuplicatesSandbox.with(SHELF);
  const preferred = async (...args: string[]) => (await sandbox.list(...args)).groups[0]!.preferred;
  assert.equal(await preferred("--preferred-formats", "lv2,clap"), "lv2:Amp");
  const { code, stderr } = await sandbox.folder.run([
    "config",
    "set",
    "duplicates.preferredFormats",
    "clap",
    "vst3",
  ]);
  assert.equal(code, 0, stderr);
  assert.equal(await preferred(), "clap:Amp");
});

Deno.test("pluginary duplicates can be restricted, paged and printed in every form", async () => {
  await using sandbox = await DuplicatesSandbox.with(SHELF);
  const names = async (...args: string[]) => (await sandbox.list(...args)).groups.map(({ name }) => name);
  assert.deepEqual(await names("--query", "gate"), ["Gate"]);
  assert.deepEqual(await names("gate"), ["Gate"]);
  assert.deepEqual(await names("ann", "am"), ["Amp"]);
  assert.deepEqual(await names("amp", "--query", "gate"), []);
  assert.deepEqual(await names("--format", "lv2"), ["Amp"]);
  assert.deepEqual(await names("--vendor", "bob"), []);
  assert.deepEqual(await names("--reverse"), ["Gate", "Amp"]);
  assert.deepEqual(await names("--offset", "1"), ["Gate"]);
  assert.deepEqual(await names("--limit", "1"), ["Amp"]);
  const csv = parseCsv((await sandbox.run("--csv", "--columns", "name,formats,removable")).stdout);
  assert.deepEqual(csv[1], ["Amp", "vst3;clap;lv2", sandbox.file("amp-clap")]);
  const lines = (await sandbox.run("--ndjson")).stdout.trim().split("\n").map((line) =>
    JSON.parse(line).event
  );
  assert.deepEqual(lines, ["started", "group", "group", "finished"]);
  const reordered = await sandbox.run("--preferred-formats", "lv2,ladspa", "--csv", "--columns", "formats");
  assert.deepEqual(parseCsv(reordered.stdout)[1], ["lv2;vst3;clap"]);
  const { stdout, stderr } = await sandbox.run();
  assert.match(stdout, /^Amp +Ann +vst3 clap lv2 +3 +vst3 +100 B +1 preset, 1 parameter$/m);
  assert.match(stderr, /^2 plugins; keeping only the preferred ones would free 200 B$/m);
  const none = await sandbox.run("--vendor", "bob", "--exit-code");
  assert.deepEqual([none.code, none.stderr], [1, "No matching plugin is installed more than once\n"]);
});

Deno.test("pluginary duplicates counts a preset once that two copies of a bundle have", async () => {
  const copy = (folder: string) =>
    plugin("lv2", "Amp", {
      presets: [
        { name: "Warm", location: `${folder}/presets.ttl`, loadKey: `file://${folder}/presets.ttl#warm` },
        { name: "Cold", location: folder, loadKey: "https://example.com/amp#cold" },
        { name: "Cold", location: folder, loadKey: "https://example.com/amp#colder" },
      ],
    });
  await using sandbox = await DuplicatesSandbox.with({
    ...{ amp: [plugin("vst3", "Amp")], one: [copy("/one.lv2")], two: [copy("/two.lv2")] },
  });
  const { groups } = await sandbox.list();
  assert.deepEqual(groups[0]!.losses.map(({ presetCount }) => presetCount), [3]);
});

Deno.test("of the preferred format no plugin stands for another one", async () => {
  const sum = (id: string) =>
    plugin("ladspa", `${id}:sum`, { name: `Signal Sum (${id})`, nativeId: `${id}:sum` });
  await using sandbox = await DuplicatesSandbox.with({
    lv2: [plugin("lv2", "Sum", { replaces: ["ladspa:1665", "ladspa:1666"] })],
    one: [sum("1665")],
    two: [sum("1666")],
  });
  const freed = async (format: string) => (await sandbox.list("--preferred-formats", format)).freedBytes;
  assert.equal(await freed("lv2"), 200);
  assert.equal(await freed("ladspa"), 100);
});

Deno.test("pluginary duplicates merge and split are remembered, exported and undone", async () => {
  await using sandbox = await DuplicatesSandbox.with(SHELF);
  const merged = await sandbox.decide("merge", "vst3:Alone", "lv2/Only here");
  assert.deepEqual(merged.plugins.map(({ id, siblings }) => [id, siblings.map(({ id }) => id)]), [
    ["vst3:Alone", ["lv2:Only here"]],
    ["lv2:Only here", ["vst3:Alone"]],
  ]);
  const { stdout: said } = await sandbox.run("merge", "vst3:Alone", "lv2/Only here");
  assert.equal(
    said,
    "Merged: Alone (vst3), Only here (lv2); they were already one plugin, and will stay so\n" +
      "Alone (vst3): also Only here (lv2)\nOnly here (lv2): also Alone (vst3)\n",
  );
  await sandbox.decide("split", "clap:Amp");
  await sandbox.scan(SHELF);
  const { groups } = await sandbox.list();
  assert.deepEqual(groups.map(({ plugins }) => plugins), [
    ["vst3:Alone", "lv2:Only here"],
    ["vst3:Amp", "lv2:Amp"],
    ["vst3:Gate"],
  ]);
  await using other = await DuplicatesSandbox.with(SHELF, sandbox);
  const file = sandbox.folder.join("export.json");
  assert.equal((await sandbox.folder.run(["export", "--output", file])).code, 0);
  assert.equal((await other.folder.run(["import", file])).code, 0);
  assert.deepEqual(
    (await other.list()).groups.map(({ plugins }) => plugins),
    groups.map(({ plugins }) => plugins),
  );
  await sandbox.decide("split", "--undo", "clap:Amp");
  await sandbox.decide("merge", "--undo", "vst3:Alone", "lv2:Only here");
  assert.deepEqual((await sandbox.list()).groups.map(({ plugins }) => plugins), [
    ["vst3:Amp", "clap:Amp", "lv2:Amp"],
    ["vst3:Gate"],
  ]);
});

Deno.test("pluginary duplicates merge and split begin with what was done", async () => {
  await using sandbox = await DuplicatesSandbox.with(SHELF);
  const first = async (...args: string[]) => {
    const { code, stdout, stderr } = await sandbox.run(...args);
    assert.equal(code, 0, stderr);
    return stdout.split("\n")[0];
  };
  const pair = ["vst3:Alone", "lv2:Only here"];
  const alone = "Split: Alone (vst3), Only here (lv2)";
  assert.equal(await first("split", ...pair), `${alone}; they were not one plugin, and will stay so`);
  assert.equal(await first("split", "--undo", ...pair), "Undid: split of Alone (vst3), Only here (lv2)");
  assert.equal(await first("merge", ...pair), "Merged: Alone (vst3), Only here (lv2)");
  assert.equal(await first("split", ...pair), alone);
  assert.equal(await first("merge", ...pair), "Merged: Alone (vst3), Only here (lv2)");
  assert.equal(await first("merge", "--undo", ...pair), "Undid: merge of Alone (vst3), Only here (lv2)");
  assert.equal(await first("split", "clap:Amp"), "Split: Amp (clap) from all others");
  assert.equal(await first("split", "--undo", "clap:Amp"), "Undid: split of Amp (clap)");
});

Deno.test("pluginary duplicates merge and split --dry-run show the result and store nothing", async () => {
  await using sandbox = await DuplicatesSandbox.with(SHELF);
  const before = await sandbox.list();
  const calls = [["merge", "vst3:Alone", "lv2:Only here"], ["split", "clap:Amp"]] as const;
  for (const call of calls) {
    const { stdout } = await sandbox.run(...call, "--dry-run");
    assert.match(stdout, /^Would (merge|split): /);
    const preview = await sandbox.decide(...call, "--dry-run");
    assert.deepEqual(await sandbox.list(), before);
    assert.deepEqual({ ...await sandbox.decide(...call), isDryRun: true }, preview);
    const undo = await sandbox.decide(...call, "--undo", "--dry-run");
    assert.deepEqual(undo.plugins.map(({ id }) => id), preview.plugins.map(({ id }) => id));
    await sandbox.decide(...call, "--undo");
  }
  assert.deepEqual(await sandbox.list(), before);
});

Deno.test("pluginary duplicates explains what it cannot do", async () => {
  await using sandbox = await DuplicatesSandbox.with(SHELF);
  assert.match(
    await sandbox.fail(2, "merge", "vst3:Amp", "vst3/Amp"),
    /^Cannot merge "vst3:Amp" with itself/,
  );
  assert.match(
    await sandbox.fail(2, "split", "vst3:Amp", "vst3/Amp"),
    /^Cannot split "vst3:Amp" from itself/,
  );
  assert.match(await sandbox.fail(1, "merge", "vst3:Amp", "vst3:None"), /^Cannot find a plugin "vst3:None"/);
  assert.match(
    await sandbox.fail(1, "split", "vst3:Alone"),
    /^Cannot split "vst3:Alone": it has no siblings$/,
  );
  assert.match(await sandbox.fail(1, "split", "--undo", "vst3:Amp"), /^Cannot undo a split of "vst3:Amp"/);
  assert.match(await sandbox.fail(2, "merge", "vst3:Amp"), /PLUGIN/);
});

Deno.test("pluginary duplicates says that a catalog is empty", async () => {
  await using sandbox = await Sandbox.make();
  const { code, stdout, stderr } = await sandbox.run(["duplicates"]);
  assert.deepEqual([code, stdout, stderr], [
    ...[0, "", 'The catalog has no plugins yet; run "pluginary scan"\n'],
  ]);
});
