import assert from "node:assert/strict";
import * as v from "valibot";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { similarLineSchema } from "../../../src/cli/schema/event_schemas.ts";
import { similarDocumentSchema } from "../../../src/model/documents/alike/similar_document.ts";
import { beginScan, commitModule, moduleWith } from "../../catalog/support/test_catalog.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { sampleParameter, samplePlugin } from "../support/scan_events.ts";

const NAMES = ["Threshold", "Ratio", "Attack", "Release", "Knee", "Makeup"];

/** A catalog with three compressors, one of them in two formats, and a plugin without parameters. */
async function makeSandbox(): Promise<Sandbox> {
  const sandbox = await Sandbox.make();
  using catalog = await openCatalog(sandbox.catalog);
  const journal = await beginScan(catalog);
  const store = async (
    name: string,
    vendor: string,
    format: "vst3" | "clap",
    parameters: readonly string[],
  ) => {
    const plugin = samplePlugin({
      ...{ id: `${format}:${name}`, nativeId: name, name, vendor, format, category: "compressor" },
      parameters: parameters.map((name, at) => sampleParameter({ id: String(at), name })),
    });
    await commitModule(journal, moduleWith(`${name}-${format}`, [plugin], { format }));
  };
  await store("AComp", "Acme", "vst3", NAMES);
  await store("AComp", "Acme", "clap", NAMES);
  await store("BComp", "Bell", "vst3", NAMES.slice(0, 5));
  await store("CComp", "Acme", "vst3", NAMES.slice(0, 3));
  await store("圧縮", "東京", "vst3", []);
  await journal.end({ isComplete: true, interruptedBy: null });
  return sandbox;
}

Deno.test("pluginary similar --json gives siblings first, scores and reasons", async () => {
  await using sandbox = await makeSandbox();
  const { code, stdout, stderr } = await sandbox.run(["similar", "AComp", "--json"]);
  assert.deepEqual([code, stderr], [0, ""]);
  const document = v.parse(similarDocumentSchema, JSON.parse(stdout));
  assert.deepEqual([document.plugin.id, document.limit], ["vst3:AComp", null]);
  const [sibling, nearest, next] = document.similar;
  assert.deepEqual([sibling!.plugin.id, sibling!.isSibling], ["clap:AComp", true]);
  assert.deepEqual([nearest!.plugin.id, nearest!.isSibling], ["vst3:BComp", false]);
  assert.equal(next!.plugin.id, "vst3:CComp");
  assert.ok(nearest!.score > next!.score);
  assert.deepEqual(nearest!.reasons.slice(0, 2), [
    { code: "category", message: "Same category" },
    { code: "parameters", message: "5 of 6 parameters alike" },
  ]);
});

Deno.test("pluginary similar prints a table with the reasons", async () => {
  await using sandbox = await makeSandbox();
  const { code, stdout, stderr } = await sandbox.run(["similar", "vst3/AComp", "--limit", "2"]);
  assert.equal(code, 0);
  const [titles, first, second, ...rest] = stdout.trimEnd().split("\n");
  assert.match(titles!, /^SCORE +NAME +VENDOR +FORMAT +ALIKE IN/);
  assert.match(first!, /AComp +Acme +clap +Same name and vendor/);
  assert.doesNotMatch(first!, /same vendor/);
  assert.match(second!, /BComp +Bell +vst3 +Same category; 5 of 6 parameters alike/);
  assert.deepEqual(rest, []);
  assert.equal(stderr, "2 similar plugins; --limit 4 for more\n");
});

Deno.test("pluginary similar --limit 0 tells only the total", async () => {
  await using sandbox = await makeSandbox();
  const { code, stdout, stderr } = await sandbox.run(["similar", "AComp", "--limit", "0", "--exit-code"]);
  assert.deepEqual([code, stdout, stderr], [0, "", "4 similar plugins\n"]);
  const json = await sandbox.run(["similar", "AComp", "--limit", "0", "--json"]);
  const { limit, similar } = JSON.parse(json.stdout);
  assert.deepEqual([limit, similar], [0, []]);
});

Deno.test("a narrow table of similar plugins has score and name before reasons", async () => {
  await using sandbox = await makeSandbox();
  const titles = async (columns: number) => {
    const run = await sandbox.run(["similar", "AComp"], { terminal: { columns } });
    return [...run.stdout.split("\n")[0]!.matchAll(/[A-Z]+(?: IN)?/g)].map(([title]) => title);
  };
  assert.deepEqual(await titles(40), ["SCORE", "NAME", "VENDOR", "FORMAT"]);
  assert.deepEqual((await titles(80)).slice(0, 5), ["SCORE", "NAME", "VENDOR", "FORMAT", "ALIKE IN"]);
});

Deno.test("pluginary similar keeps to other vendors and formats", async () => {
  await using sandbox = await makeSandbox();
  const names = async (...options: string[]) => {
    const { stdout } = await sandbox.run([
      "similar",
      "vst3:AComp",
      "--csv",
      "--columns",
      "name,format",
      ...options,
    ]);
    return stdout.trimEnd().split("\n").slice(1);
  };
  assert.equal((await names("--other-vendors"))[0], "BComp,vst3");
  assert.deepEqual(await names("--format", "clap"), ["AComp,clap"]);
});

Deno.test("pluginary similar has every form of output", async () => {
  await using sandbox = await makeSandbox();
  const run = async (...options: string[]) =>
    (await sandbox.run(["similar", "vst3:AComp", ...options])).stdout;
  const [columns, row] = (await run("--csv")).split("\n");
  assert.match(columns!, /^score,isSibling,name,vendor,format,reasons,/);
  assert.match(row!, /^[\d.]+,true,AComp,Acme,clap,/);
  for (const line of (await run("--ndjson")).trimEnd().split("\n")) {
    v.parse(similarLineSchema, JSON.parse(line));
  }
  assert.match(await run("--yaml"), /^schema: "similar"\n/);
  const chosen = JSON.parse(await run("--json", "--columns", "name,score"));
  assert.deepEqual(Object.keys(chosen.similar[0]), ["name", "score"]);
});

Deno.test("pluginary similar suggests names for one that is unknown, also in an empty catalog", async () => {
  await using sandbox = await makeSandbox();
  const unknown = await sandbox.run(["similar", "BCompp"]);
  assert.equal(unknown.code, 1);
  assert.match(unknown.stderr, /Cannot find a plugin "BCompp" in the catalog\n.*Did you mean "BComp"\?/);
  await using empty = await Sandbox.make();
  const { code, stderr } = await empty.run(["similar", "AComp"]);
  assert.equal(code, 1);
  assert.match(stderr, /Cannot find a plugin "AComp".*\n.*"pluginary scan"/);
});

Deno.test("pluginary similar says that a plugin without parameters is compared by the rest", async () => {
  await using sandbox = await makeSandbox();
  const { code, stderr } = await sandbox.run(["similar", "圧縮"]);
  assert.equal(code, 0);
  assert.match(stderr, /^"圧縮" has no parameters, so they are not compared\n\d similar plugins/);
  const none = await sandbox.run(["similar", "圧縮", "--format", "ladspa", "--exit-code"]);
  assert.equal(none.code, 1);
  assert.match(none.stderr, /No plugins similar to "圧縮" found/);
});

Deno.test(
  "pluginary similar answers from a catalog that cannot be written",
  { ignore: Deno.uid() === 0 },
  async () => {
    await using sandbox = await makeSandbox();
    await Deno.chmod(sandbox.catalog, 0o400);
    const { code, stdout } = await sandbox.run(["similar", "AComp", "--json"]);
    assert.equal(code, 0);
    assert.equal(JSON.parse(stdout).similar[0].plugin.id, "clap:AComp");
  },
);
