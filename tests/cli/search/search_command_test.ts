import assert from "node:assert/strict";
import * as v from "valibot";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { LIST_ORDERS } from "../../../src/catalog/search/list_order.ts";
import { SEARCH_SORTS } from "../../../src/cli/search/search_flags.ts";
import { searchDocumentSchema } from "../../../src/model/documents/search_document.ts";
import { beginScan, commitModule, moduleWith } from "../../catalog/support/test_catalog.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { sampleParameter, samplePlugin } from "../support/scan_events.ts";

/** A catalog with three plugins, and the program in it. */
class SearchSandbox implements AsyncDisposable {
  readonly #folder: Sandbox;

  private constructor(folder: Sandbox) {
    this.#folder = folder;
  }

  static async make(): Promise<SearchSandbox> {
    const sandbox = new SearchSandbox(await Sandbox.make());
    using catalog = await openCatalog(sandbox.path);
    const journal = await beginScan(catalog);
    const proQ = { name: "Pro-Q 3", vendor: "FabFilter", category: "equalizer" };
    await commitModule(journal, moduleWith("Q", [samplePlugin({ ...proQ, id: "vst3:Q", nativeId: "Q" })]));
    const clap = samplePlugin({ ...proQ, format: "clap", id: "clap:q", nativeId: "q" });
    await commitModule(journal, moduleWith("q", [clap], { format: "clap" }));
    const parameters = [sampleParameter({ name: "Filter Cutoff" })];
    await commitModule(
      journal,
      moduleWith("S", [samplePlugin({ name: "Serum", vendor: "Xfer", parameters })]),
    );
    await journal.end({ isComplete: true, interruptedBy: null });
    return sandbox;
  }

  get path(): string {
    return this.#folder.catalog;
  }

  async run(args: string[], env: Record<string, string> = {}) {
    return await this.#folder.run(args, { env });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#folder[Symbol.asyncDispose]();
  }
}

Deno.test("pluginary search --sort knows the catalog's orders", () => {
  assert.deepEqual([...SEARCH_SORTS], ["relevance", ...Object.keys(LIST_ORDERS)]);
});

Deno.test("pluginary search --json says what was found, how well and where", async () => {
  await using sandbox = await SearchSandbox.make();
  const { code, stdout, stderr } = await sandbox.run(["search", "fab", "proq", "--json"]);
  assert.deepEqual([code, stderr], [0, ""]);
  const document = v.parse(searchDocumentSchema, JSON.parse(stdout));
  assert.deepEqual([document.query, document.total, document.isTotalExact], ["fab proq", 1, true]);
  const [plugin] = document.plugins;
  assert.deepEqual(plugin!.formats, [{ format: "clap", id: "clap:q" }]);
  assert.deepEqual(plugin!.matched, [
    { field: "name", text: "Pro-Q 3", ranges: [[0, 5]] },
    { field: "vendor", text: "FabFilter", ranges: [[0, 3]] },
  ]);
  assert.ok(plugin!.score > 0.5 && plugin!.score < 1);
});

Deno.test("pluginary search marks what was found, and says what a word was read as", async () => {
  await using sandbox = await SearchSandbox.make();
  const { stdout, stderr } = await sandbox.run(["search", "seurm"], { CLICOLOR_FORCE: "1" });
  assert.ok(stdout.includes("\n\x1b[1mSerum\x1b[22m "), stdout);
  assert.match(stderr, /showing results for "serum"\n1 plugin\n$/);
  const cutoff = await sandbox.run(["search", "cutoff"]);
  assert.match(cutoff.stdout, /Serum.*param Filter Cutoff/);
  assert.match((await sandbox.run(["search", "proq"])).stdout, /Pro-Q 3 +FabFilter +vst3 clap/);
  assert.match((await sandbox.run(["search", "seruuum", "--format", "au"])).stderr, /did you mean "serum"/);
  const list = async (...args: string[]) => (await sandbox.run(["list", ...args])).stderr;
  assert.match(await list("--vendor", "fabfliter"), /^No plugins found; did you mean "fabfilter"/);
  assert.equal(await list("--is", "missing"), "No plugins found\n");
  const or = /Write OR in capitals/;
  assert.match((await sandbox.run(["search", "serum or proq"])).stderr, or);
  assert.doesNotMatch((await sandbox.run(["search", "serum", "OR", "proq"])).stderr, or);
});

Deno.test("pluginary search takes fields as options, and list does too", async () => {
  await using sandbox = await SearchSandbox.make();
  const names = async (...args: string[]) => {
    const { code, stdout, stderr } = await sandbox.run([...args, "--csv", "--columns", "id"]);
    assert.equal(code, 0, stderr);
    return stdout.trim().split(/\r?\n/).slice(1);
  };
  assert.deepEqual(await names("search", "--vendor", "fabfilter", "--all-formats"), ["vst3:Q", "clap:q"]);
  assert.deepEqual(await names("search", "pro", "--format", "clap"), ["clap:q"]);
  assert.deepEqual(await names("list", "--vendor", "xfer", "--vendor", "waves"), ["vst3:Serum"]);
  assert.deepEqual(await names("list", "--parameters=>5"), []);
  assert.deepEqual(await names("list", "--category", "eq", "--format", "vst3"), ["vst3:Q"]);
});

Deno.test("pluginary search and list find nothing for signs without letters, and say why", async () => {
  await using sandbox = await SearchSandbox.make();
  for (const typed of ["\u{1f600}", "%", "_", "(", "OR", "param:"]) {
    const { code, stdout, stderr } = await sandbox.run(["search", typed]);
    assert.deepEqual([code, stdout], [0, ""], typed);
    assert.match(stderr, /no words to look for, so it finds nothing\nNo plugins found\n$/, typed);
    assert.deepEqual(JSON.parse((await sandbox.run(["search", typed, "--json"])).stdout).plugins, [], typed);
  }
  for (const command of ["list", "search"]) {
    const { stdout, stderr } = await sandbox.run([command, "--vendor", "%"]);
    assert.deepEqual(
      [stdout, stderr],
      ["", '"--vendor %" has no letters or digits to look for, so it finds nothing\nNo plugins found\n'],
      command,
    );
  }
});

Deno.test("pluginary search and list say of an empty catalog that nothing has been scanned", async () => {
  await using sandbox = await Sandbox.make();
  for (const args of [["list"], ["list", "--vendor", "x"], ["search", "x"], ["search", "--is", "missing"]]) {
    const { code, stderr } = await sandbox.run(args);
    assert.deepEqual(
      [code, stderr],
      [0, 'The catalog has no plugins yet; run "pluginary scan"\n'],
      args.join(" "),
    );
  }
});

Deno.test("pluginary search and list --exit-code exit with 1 where nothing matches", async () => {
  await using sandbox = await SearchSandbox.make();
  const exits: [code: number, args: string[]][] = [
    [0, ["search", "serum", "--exit-code"]],
    [1, ["search", "xyzzy", "--exit-code"]],
    [0, ["search", "xyzzy"]],
    [0, ["list", "--vendor", "xfer", "--exit-code"]],
    [1, ["list", "--vendor", "xyzzy", "--exit-code"]],
    [1, ["list", "--vendor", "xyzzy", "--exit-code", "--json"]],
  ];
  for (const [code, args] of exits) assert.equal((await sandbox.run(args)).code, code, args.join(" "));
  const { stdout } = await sandbox.run(["search", "xyzzy", "--exit-code", "--json"]);
  assert.deepEqual(v.parse(searchDocumentSchema, JSON.parse(stdout)).plugins, []);
});

const WRONG: [args: string[], message: RegExp][] = [
  [["search", "format:vst9"], /at character 8: "vst9" is not a plugin format\n {2}Did you mean "vst3"\?/],
  [["search", "--parameters", "many"], /Cannot use "many" for --parameters: "many" is not a number/],
  [["list", "--is", "mising"], /Cannot use "mising" for --is: .*\n {2}Did you mean "missing"\?/],
  [["search"], /Nothing to search for/],
  [["search", "delay", "-tape"], /Unknown option "-tape"\n {2}Write "--" before "-tape"/],
];

Deno.test("pluginary search and list exit with 2 for what no field can be", async () => {
  await using sandbox = await SearchSandbox.make();
  for (const [args, message] of WRONG) {
    const { code, stderr } = await sandbox.run(args);
    assert.equal(code, 2, args.join(" "));
    assert.match(stderr, message);
  }
  assert.equal((await sandbox.run(["search", "--", "pro", "-xfer"])).code, 0);
});

Deno.test("pluginary search says in which text a plugin was found, unless the name shows it", async () => {
  await using sandbox = await SearchSandbox.make();
  const cells = async (...args: string[]) =>
    (await sandbox.run(["search", ...args, "--columns", "name,matched", "--csv"])).stdout.trimEnd().split(
      "\n",
    );
  assert.deepEqual((await cells("serum")).slice(1), ["Serum,name Serum"]);
  assert.match(
    (await sandbox.run(["search", "serum", "--columns", "name,matched"])).stdout,
    /Serum +name Serum/,
  );
  assert.doesNotMatch((await sandbox.run(["search", "serum"])).stdout, /FOUND IN/);
  assert.match((await sandbox.run(["search", "eq"])).stdout, /FOUND IN\n.*Pro-Q 3 .*category equalizer/);
});

Deno.test("pluginary search mentions a tag or collection that does not exist", async () => {
  await using sandbox = await SearchSandbox.make();
  await sandbox.run(["collection", "create", "Live Set"]);
  const empty = await sandbox.run(["search", 'collection:"live set"']);
  assert.equal(empty.stderr, "No plugins found\n");
  const missing = await sandbox.run(["search", "collection:live"]);
  assert.equal(missing.stderr, 'There is no collection "live"; did you mean "Live Set"?\nNo plugins found\n');
  const tag = await sandbox.run(["search", "--", "-tag:x serum"]);
  assert.match(tag.stderr, /^There is no tag "x"\n1 plugin\n$/);
});

Deno.test("changes refuse a query with a collection that does not exist, which would choose all plugins", async () => {
  await using sandbox = await SearchSandbox.make();
  const { code, stderr } = await sandbox.run(["hide", "add", "--query=-collection:live"]);
  assert.equal(code, 1);
  assert.match(stderr, /There is no collection "live"/);
  assert.match((await sandbox.run(["hide", "list"])).stderr, /hidden no plugins/);
  const tag = await sandbox.run(["hide", "add", "--query", "tag:x"]);
  assert.match(tag.stderr, /Cannot find a plugin that matches "tag:x"\n {2}There is no tag "x"\n/);
  const tagged = await sandbox.run(["tag", "add", "x", "--query", "serum -tag:x"]);
  assert.equal(tagged.code, 0);
});
