import assert from "node:assert/strict";
import fc from "fast-check";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import { listPlugins } from "../../../src/catalog/search/list_plugins.ts";
import { LIST_ORDERS, type ListOrder } from "../../../src/catalog/search/list_order.ts";
import { indexPlugin } from "../../../src/catalog/plugins/search_index.ts";
import { type FindOptions, readSearchPage } from "../../../src/catalog/search/search_page.ts";
import { parseSearch } from "../../../src/model/search/parse_search.ts";
import type { FoundPlugin } from "../../../src/model/documents/search_document.ts";
import { SearchQueryError } from "../../../src/model/search/search_query.ts";
import type { Plugin } from "../../../src/model/plugin.ts";
import { typedWordsOf } from "../../../src/model/search/search_text.ts";
import { countsOf } from "../../../src/model/plugins/plugin_counts.ts";
import { cleanText } from "../../../src/model/text.ts";
import { sampleParameter, samplePlugin } from "../../cli/support/scan_events.ts";
import { anyText } from "../../support/any_text.ts";
import { timesOf } from "../../support/counts.ts";
import { beginScan, commitModule, memoryCatalog, moduleWith, TestClock } from "../support/test_catalog.ts";

/** A plugin by what a search sees of it. */
function plugin(name: string, vendor: string, category: string, changes: Partial<Plugin> = {}): Plugin {
  const format = changes.format ?? "vst3";
  const id = `${format}:${name}`;
  return samplePlugin({
    name,
    vendor,
    category,
    features: [category],
    id,
    nativeId: name,
    format,
    ...changes,
  });
}

const named = (...names: string[]) =>
  names.map((name, id) => sampleParameter({ name, id: String(id), minimum: 0, maximum: 1 }));

const SHELF: Plugin[] = [
  plugin("Pro-Q 3", "FabFilter", "equalizer", { parameters: named("Output Level", "Band 1 Freq") }),
  plugin("Pro-Q 3", "FabFilter", "equalizer", { format: "clap" }),
  plugin("Pro-C 2", "FabFilter", "compressor"),
  plugin("Pro-Q", "Another", "equalizer"),
  plugin("Serum", "Xfer Records", "synthesizer", {
    isInstrument: true,
    parameters: named("Filter Cutoff", "Low", "Cut"),
    programs: ["Warm Pad", "Übel"],
  }),
  plugin("ValhallaVintageVerb", "Valhalla DSP", "reverb", { parameters: named("Low Cut", "Mix") }),
  plugin("Superior Drummer 3", "Toontrack", "drum", { isInstrument: true }),
  plugin("Echo", "Someone", "delay", { parameters: named("Reverb Mix") }),
  plugin("C++", "O'Reilly; drop table plugins", "other", { parameters: [] }),
];

async function shelf(): Promise<Catalog> {
  const catalog = await memoryCatalog();
  const clock = new TestClock();
  const journal = await beginScan(catalog, { now: clock.now });
  for (const [index, one] of SHELF.entries()) {
    await commitModule(journal, moduleWith(`M${index}`, [one], { format: one.format }));
    clock.pass(86_400_000);
  }
  return catalog;
}

const NOW = new Date("2026-01-10T00:00:00.000Z");

async function find(catalog: Catalog, typed: string, options: Partial<FindOptions> = {}) {
  const page = await readSearchPage(catalog, {
    query: parseSearch(typed, NOW).node,
    isReversed: false,
    offset: 0,
    isSplit: false,
    isNamesOnly: false,
    isFull: false,
    ...options,
  });
  return { ...page, plugins: await Array.fromAsync(page.plugins) };
}

async function names(catalog: Catalog, typed: string, options: Partial<FindOptions> = {}): Promise<string[]> {
  return (await find(catalog, typed, options)).plugins.map(({ name }) => name);
}

const FINDS: [typed: string, names: string[]][] = [
  ["proq3", ["Pro-Q 3"]],
  ["pro q 3", ["Pro-Q 3"]],
  ["ProQ", ["Pro-Q", "Pro-Q 3"]],
  ["q3", ["Pro-Q 3"]],
  ['"q pro"', []],
  ['"Pro Q"', ["Pro-Q", "Pro-Q 3"]],
  ["fabfilter eq", ["Pro-Q 3"]],
  ["fab filter comp", ["Pro-C 2"]],
  ["vendor:fabfilter -eq", ["Pro-C 2"]],
  ["serum OR vintageverb", ["Serum", "ValhallaVintageVerb"]],
  ["(serum OR echo) -synth", ["Echo"]],
  ["valhala", ["ValhallaVintageVerb"]],
  ["seurm", ["Serum"]],
  ["sd3", ["Superior Drummer 3"]],
  ["xferserum", ["Serum"]],
  ["cutoff", ["Serum"]],
  ["param:low", ["Serum", "ValhallaVintageVerb"]],
  ['param:"low cut"', ["ValhallaVintageVerb"]],
  ["preset:warm", ["Serum"]],
  ["preset:ubel", ["Serum"]],
  ["name:pro vendor:another", ["Pro-Q"]],
  ["verb -param:mix", []],
  ["reverb", ["ValhallaVintageVerb", "Echo"]],
  ["category:verb", ["ValhallaVintageVerb"]],
  ["is:instrument", ["Serum", "Superior Drummer 3"]],
  ["is:missing", []],
  ["params:3", ["Serum"]],
  ["params:>1", ["Pro-Q 3", "Serum", "ValhallaVintageVerb"]],
  ["added:<36h", ["C++"]],
  ["format:clap", ["Pro-Q 3"]],
  ["proq3 format:clap", ["Pro-Q 3"]],
  ["serum vst3", ["Serum"]],
  ["c++", ["C++", "Pro-C 2"]],
  ["o'reilly", ["C++"]],
  ["xyzzy", []],
  ["\u{1f600}", []],
  ["%", []],
  ["_", []],
  ["(", []],
  ["OR", []],
  ["param:", []],
  ["pro vendor:%", []],
  ["-vendor:%", []],
  ["*", [...new Set(SHELF.map(({ name }) => name))]],
];

Deno.test("a search finds what is meant, the best first", async (t) => {
  using catalog = await shelf();
  for (const [typed, expected] of FINDS) {
    await t.step(typed, async () => {
      const found = await names(catalog, typed);
      // By conditions alone the order says nothing.
      const isRanked = !/^-?[a-z]+:|^\*/.test(typed);
      assert.deepEqual(isRanked ? found : found.toSorted(), isRanked ? expected : expected.toSorted());
    });
  }
});

Deno.test("each answer of a search says how good it is, where it was found and in which formats it is", async () => {
  using catalog = await shelf();
  const [exact] = (await find(catalog, "pro-q 3")).plugins;
  assert.deepEqual([exact!.score, exact!.id, exact!.formats], [1, "vst3:Pro-Q 3", [{
    format: "clap",
    id: "clap:Pro-Q 3",
  }]]);
  assert.deepEqual(exact!.matched, [{ field: "name", text: "Pro-Q 3", ranges: [[0, 5], [6, 7]] }]);
  const matched = async (typed: string) => (await find(catalog, typed)).plugins[0]!.matched;
  assert.deepEqual(await matched("fab comp"), [
    { field: "vendor", text: "FabFilter", ranges: [[0, 3]] },
    { field: "category", text: "compressor", ranges: [[0, 10]] },
  ]);
  assert.deepEqual(await matched("seurm"), [{ field: "name", text: "Serum", ranges: [[0, 5]] }]);
  assert.deepEqual(await matched("param:cutoff"), [{
    field: "param",
    text: "Filter Cutoff",
    ranges: [[7, 13]],
  }]);
  assert.deepEqual(await matched("preset:warm"), [{ field: "preset", text: "Warm Pad", ranges: [[0, 4]] }]);
});

Deno.test("a search says what the words were read as, or may have been meant to be", async () => {
  using catalog = await shelf();
  assert.deepEqual((await find(catalog, "valhala")).suggestions, ["valhalla"]);
  assert.deepEqual((await find(catalog, "serum")).suggestions, []);
  const nothing = await find(catalog, "seruum format:au");
  assert.deepEqual([nothing.total, nothing.suggestions.includes("serum")], [0, true]);
});

Deno.test("the same plugin in several formats is one answer, unless split or called differently", async () => {
  using catalog = await shelf();
  const split = await find(catalog, "proq3", { isSplit: true });
  assert.deepEqual([split.total, split.plugins.map(({ format }) => format)], [2, ["vst3", "clap"]]);
  assert.deepEqual(split.plugins[0]!.formats, []);
  const journal = await beginScan(catalog);
  await commitModule(
    journal,
    moduleWith("N", [plugin("Pro Q3", "FabFilter Ltd.", "equalizer", { format: "lv2" })]),
  );
  await commitModule(
    journal,
    moduleWith("O", [plugin("Pro-Q 3", "FabFilter", "other", { id: "vst3:2", nativeId: "2" })]),
  );
  const { total, plugins } = await find(catalog, "proq3");
  assert.deepEqual([total, plugins.map(({ formats }) => formats.map(({ format }) => format))], [2, [
    ["clap", "lv2"],
    ["clap", "lv2"],
  ]]);
});

Deno.test("a plugin is one answer whatever stands beside its vendor's name, and shown in its preferred format", async () => {
  using catalog = await memoryCatalog();
  const journal = await beginScan(catalog);
  const hidden = sampleParameter({ name: "Proxy", id: "9", flags: ["hidden"] });
  const formats: [vendor: string, format: Plugin["format"], category: string, parameters: number][] = [
    ["Steve Harris <steve@plugin.org.uk>", "ladspa", "reverb", 1],
    ["Steve Harris", "lv2", "other", 2],
    ["Steve Harris (https://plugin.org.uk)", "clap", "delay", 3],
  ];
  for (const [vendor, format, category, count] of formats) {
    const parameters = [...named(..."abc".slice(0, count)), hidden];
    const one = plugin("Plate", vendor, category, { format, parameters, ...countsOf({ parameters }) });
    await commitModule(journal, moduleWith(format, [one], { format }));
  }
  for (const typed of ["plate", "reverb", "steve", "other OR reverb OR delay plate"]) {
    assert.equal((await find(catalog, typed)).total, 1, typed);
  }
  const [shown] = (await find(catalog, "plate")).plugins;
  assert.deepEqual(
    [shown!.format, shown!.category, shown!.parameterCount, shown!.formats.map(({ format }) => format)],
    ["clap", "delay", 3, ["ladspa", "lv2"]],
  );
  assert.deepEqual((await find(catalog, "plugin.org.uk")).total, 1);
});

Deno.test("of a plugin in several formats one that is there is shown, not one that is missing", async () => {
  using catalog = await shelf();
  const shown = async (options: Partial<FindOptions> = {}) =>
    (await find(catalog, "Pro-Q 3", options)).plugins.map(({ id, isMissing, formats }) =>
      [id, isMissing, formats.map(({ format }) => format)] as const
    );
  assert.deepEqual((await shown())[0], ["vst3:Pro-Q 3", false, ["clap"]]);
  catalog.db.exec(
    "update plugins set missing_at = '2026-01-02T00:00:00.000Z' where plugin_id = 'vst3:Pro-Q 3'",
  );
  assert.deepEqual((await shown())[0], ["clap:Pro-Q 3", false, []]);
  const split = await shown({ isSplit: true });
  assert.deepEqual(split.slice(0, 2).map(([id]) => id), ["vst3:Pro-Q 3", "clap:Pro-Q 3"]);
  catalog.db.exec("update plugins set missing_at = '2026-01-02T00:00:00.000Z'");
  assert.deepEqual((await shown())[0]?.slice(0, 2), ["vst3:Pro-Q 3", true]);
});

const WITHOUT_SPACES: [name: string, vendor: string, typed: string[]][] = [
  ["超級合成器", "音樂公司", ["級合", "合成器", "成", "音樂", "樂公", "級合成器", "公司 合成"]],
  ["日本語シンセサイザー", "株式会社サウンド", [
    "シンセ",
    "サイザー",
    "語シンセサイ",
    "会社",
    "param:かすみ",
  ]],
  ["한국어신디사이저", "소리", ["신디", "국어", "사이저", "신디사이저".normalize("NFD")]],
];

Deno.test("a part of a Chinese, Japanese or Korean text finds it", async () => {
  using catalog = await shelf();
  const journal = await beginScan(catalog);
  const plugins = WITHOUT_SPACES.map(([name, vendor]) =>
    plugin(name, vendor, "other", { parameters: named(name.startsWith("日") ? "音かすみ度" : "x") })
  );
  await commitModule(journal, moduleWith("CJK", plugins));
  for (const [name, , typed] of WITHOUT_SPACES) {
    for (const part of typed) {
      assert.deepEqual(await names(catalog, part), [name], part);
      assert.ok((await find(catalog, part)).plugins[0]!.matched.length > 0, part);
    }
  }
  assert.deepEqual(await names(catalog, '"成合"'), []);
});

/** Plugins whose names are written together and apart. */
const SPELLINGS: Plugin[] = [
  plugin("De-Esser", "A", "de-esser", { parameters: named("Low Cut") }),
  plugin("Deesser", "B", "other", { parameters: named("Lowcut") }),
  plugin("Guitar Amp", "C", "guitar", { parameters: [] }),
  plugin("Guitaramp", "D", "other", { parameters: [] }),
  plugin("Amp for Guitarix", "E", "other", { parameters: [] }),
  plugin("Comp", "Linux Studio Plugins", "compressor", { parameters: [] }),
  plugin("Gate", "LSP-Plugins", "gate", { parameters: [] }),
];

async function spellings(): Promise<Catalog> {
  const catalog = await memoryCatalog();
  const journal = await beginScan(catalog);
  await commitModule(journal, moduleWith("Spellings", SPELLINGS));
  return catalog;
}

/** Searches that find the same, whatever the order of their answers. */
const SAME: [typed: string, other: string][] = [
  ["de esser", "deesser"],
  ["esser de", "de esser"],
  ["de-esser", "de esser"],
  ["guitar amp", "amp guitar"],
  ["guitaramp", "guitar amp"],
  ["guitar amp C", "C amp guitar"],
  ["low cut", "lowcut"],
  ["param:lowcut", 'param:"low cut"'],
  ["vendor:a de", "de vendor:a"],
];

Deno.test("a search finds the same for words together or apart, and in any order", async (t) => {
  using catalog = await spellings();
  for (const [typed, other] of SAME) {
    await t.step(`${typed} is ${other}`, async () => {
      const found = await names(catalog, typed);
      assert.ok(found.length > 0);
      assert.deepEqual(found.toSorted(), (await names(catalog, other)).toSorted());
    });
  }
  assert.deepEqual((await names(catalog, "deesser")).toSorted(), ["De-Esser", "Deesser"]);
});

Deno.test("every pair of neighbouring words of a name finds it, apart, together and swapped", async () => {
  using catalog = await shelf();
  for (const { name, vendor = "" } of SHELF) {
    const words = typedWordsOf(`${vendor} ${name}`);
    for (let at = 0; at + 1 < words.length; at++) {
      const [first, second] = [words[at]!, words[at + 1]!];
      for (const typed of [`${first} ${second}`, `${second} ${first}`, first + second]) {
        assert.ok((await names(catalog, typed)).includes(name), typed);
      }
    }
  }
});

Deno.test("a vendor is found by its parts, and a plugin by parts of its id and path", async () => {
  using catalog = await spellings();
  for (const typed of ["lsp", "lsp-plugins", "vendor:lsp", "vendor:plugins"]) {
    assert.deepEqual((await names(catalog, typed)).toSorted(), ["Comp", "Gate"], typed);
  }
  // The whole name of a vendor is this vendor alone.
  assert.deepEqual(await names(catalog, "vendor:lsp-plugins"), ["Gate"]);
  for (const typed of ["spell-", "spellings.vst3"]) {
    assert.equal((await names(catalog, typed)).length, typed === "spell-" ? 0 : SPELLINGS.length, typed);
  }
  assert.deepEqual(await names(catalog, "plugins/Spellings"), []);
  assert.equal((await names(catalog, "path:spellings")).length, SPELLINGS.length);
  assert.deepEqual(await names(catalog, "path:elsewhere"), []);
  assert.deepEqual(await names(catalog, "id:vst3:guitara"), ["Guitaramp"]);
});

Deno.test("the name of a file finds its plugins run together, if it is long enough", async () => {
  using catalog = await memoryCatalog();
  const journal = await beginScan(catalog);
  await commitModule(journal, moduleWith("zap-plugins", [plugin("Gate", "Jane Doe", "gate")]));
  await commitModule(journal, moduleWith("Others", [plugin("Plugins", "Zipper", "utility")]));
  for (const typed of ["zapplugins", "ZapPlugins", "zap-plugins", "zapplug"]) {
    assert.deepEqual(await names(catalog, typed), ["Gate"], typed);
  }
  const page = await readSearchPage(catalog, {
    query: parseSearch("vendor:zap-plugins").node,
    isReversed: false,
    offset: 0,
    isSplit: false,
    isNamesOnly: false,
    isFull: false,
  });
  assert.deepEqual([page.total, page.suggestions], [0, []]);
  await Array.fromAsync(page.plugins);
});

Deno.test("a field's words may be begun ones wherever they stand, unless whole ones are there", async () => {
  using catalog = await shelf();
  for (const typed of ["vendor:fabf eq", "eq vendor:fabf", "name:pro-q vendor:fabfi", "vendor:fab pro-q"]) {
    assert.equal((await names(catalog, typed))[0], "Pro-Q 3", typed);
  }
  assert.deepEqual(await names(catalog, "vendor:xf is:instrument"), ["Serum"]);
  assert.deepEqual(await names(catalog, "param:cutof is:instrument"), ["Serum"]);
  assert.deepEqual(await names(catalog, "-vendor:fabf cat:eq"), ["Pro-Q"]);
  // "Pro-Q 3" has that word whole, so the beginning of no other one counts.
  assert.deepEqual(await names(catalog, "name:3 is:installed"), ["Pro-Q 3", "Superior Drummer 3"]);
  assert.deepEqual(await names(catalog, "name:s is:instrument"), ["Serum", "Superior Drummer 3"]);
  assert.deepEqual(await names(catalog, 'vendor:"fabf" is:installed'), []);
  const [first] = (await find(catalog, "vendor:fabf eq")).plugins;
  assert.deepEqual(first?.matched[0], { field: "vendor", text: "FabFilter", ranges: [[0, 4]] });
});

Deno.test("initials are marked where they stand", async () => {
  using catalog = await shelf();
  const [drummer] = (await find(catalog, "sd3")).plugins;
  assert.deepEqual(drummer?.matched, [
    { field: "name", text: "Superior Drummer 3", ranges: [[0, 1], [9, 10], [17, 18]] },
  ]);
  const [begun] = (await find(catalog, "sd")).plugins;
  assert.deepEqual(begun?.matched[0]?.ranges, [[0, 1], [9, 10]]);
});

Deno.test("only words that are nowhere have suggestions", async () => {
  using catalog = await shelf();
  const suggestions = async (typed: string) => (await find(catalog, typed)).suggestions;
  assert.deepEqual(await suggestions("drummer valhalla"), []);
  assert.deepEqual(await suggestions("tag:echoes"), []);
  assert.deepEqual(await suggestions("drumer is:missing"), ["drummer"]);
  assert.deepEqual(await suggestions("drummer valhal1a is:missing"), ["valhalla", "valhalladsp"]);
});

Deno.test("conditions alone answer in the order of names", async () => {
  using catalog = await shelf();
  assert.deepEqual(await names(catalog, "format:vst3"), [
    "C++",
    "Echo",
    "Pro-C 2",
    "Pro-Q",
    "Pro-Q 3",
    "Serum",
    "Superior Drummer 3",
    "ValhallaVintageVerb",
  ]);
  assert.deepEqual(await names(catalog, "cat:eq OR is:instrument"), [
    "Pro-Q",
    "Pro-Q 3",
    "Serum",
    "Superior Drummer 3",
  ]);
});

Deno.test("what only a parameter or a preset answers says so by a low score, which is not none", async () => {
  using catalog = await shelf();
  for (const typed of ["cutoff", "param:cutoff", "preset:warm", "preset:übel"]) {
    const [serum] = (await find(catalog, typed)).plugins;
    assert.equal(serum?.name, "Serum", typed);
    assert.ok(serum.score > 0.1 && serum.score < 0.3, `${typed}: ${serum.score}`);
  }
  const both = (await find(catalog, "serum param:cutoff")).plugins[0]!.score;
  assert.ok(both > 0.5 && both < 1, String(both));
});

Deno.test("a search among names alone finds nothing by parameters", async () => {
  using catalog = await shelf();
  assert.deepEqual(await names(catalog, "cutoff", { isNamesOnly: true }), []);
  assert.deepEqual(await names(catalog, "reverb", { isNamesOnly: true }), ["ValhallaVintageVerb"]);
});

Deno.test("a search pages, sorts and reverses without losing anything", async () => {
  using catalog = await shelf();
  const all = await names(catalog, "*");
  assert.equal(all.length, 8);
  const pages: string[] = [];
  for (let offset = 0; offset < 9; offset += 3) {
    pages.push(...await names(catalog, "*", { offset, limit: 3 }));
  }
  assert.deepEqual(pages, all);
  assert.deepEqual(await names(catalog, "*", { isReversed: true }), all.toReversed());
  for (const order of Object.keys(LIST_ORDERS) as ListOrder[]) {
    assert.deepEqual((await names(catalog, "*", { order })).toSorted(), all.toSorted(), order);
  }
  assert.deepEqual((await names(catalog, "pro", { order: "added" }))[0], "Pro-Q");
});

Deno.test("a search for what very many have ranks some of them, says so, and gives all when asked", async () => {
  using catalog = await memoryCatalog();
  const journal = await beginScan(catalog);
  const many = Array.from({ length: 700 }, (_, index) => {
    const name = `Synth ${String(index).padStart(3, "0")}`;
    return plugin(name, "Maker", "synthesizer", { parameters: [] });
  });
  await commitModule(journal, moduleWith("M", many));
  await commitModule(journal, moduleWith("S", [plugin("Sy", "Maker", "other", { parameters: [] })]));
  const first = await find(catalog, "sy", { limit: 10 });
  assert.deepEqual([first.isTotalExact, first.plugins[0]!.name], [false, "Sy"]);
  assert.ok(first.total >= 200 && first.total < 701);
  const all = await find(catalog, "sy");
  assert.deepEqual([all.total, all.isTotalExact, new Set(all.plugins.map(({ id }) => id)).size], [
    701,
    true,
    701,
  ]);
  assert.deepEqual(all.plugins.slice(0, 10).map(({ id }) => id), first.plugins.map(({ id }) => id));
  const scores = all.plugins.map(({ score }) => score);
  assert.deepEqual(scores, scores.toSorted((a, b) => b - a));
  const deep = await find(catalog, "sy", { limit: 10, offset: 690 });
  assert.deepEqual(deep.plugins.map(({ id }) => id), all.plugins.slice(690, 700).map(({ id }) => id));
});

Deno.test("list leaves out what its conditions say", async () => {
  using catalog = await shelf();
  const list = async (typed: string) => {
    const { total, plugins } = await listPlugins(catalog, {
      order: "name",
      isReversed: false,
      offset: 0,
      isFull: false,
      conditions: parseSearch(typed, NOW).node.nodes,
    });
    const listed = (await Array.fromAsync(plugins)).map(({ id }) => id);
    catalog.db.exec("rollback");
    assert.equal(total, listed.length);
    return listed;
  };
  assert.deepEqual(await list("vendor:fabfilter -format:clap"), ["vst3:Pro-C 2", "vst3:Pro-Q 3"]);
  assert.deepEqual(await list("param:cutoff OR category:drum"), ["vst3:Serum", "vst3:Superior Drummer 3"]);
  assert.equal((await list("")).length, SHELF.length);
});

/** Pieces that mean something to SQL, to FTS5 or to a search. */
const PIECES = [
  "pro",
  "q",
  "'",
  '"',
  "*",
  "^",
  "NEAR(",
  ")",
  "(",
  "{name}:",
  "-",
  " OR ",
  " NOT ",
  "vendor:",
  "param:",
  "\0",
  "🎹",
  "%",
  "_",
  "--",
  ";",
  "+",
  "é",
  "is:missing",
  " ",
];

Deno.test("nothing that is typed is an error of SQLite, and every answer has what was typed", async () => {
  using catalog = await shelf();
  const typed = fc.oneof(
    anyText(),
    fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join("")),
  );
  await fc.assert(
    fc.asyncProperty(typed, fc.boolean(), async (text, isSplit) => {
      const { plugins, total } = await findOrRefuse(catalog, text, isSplit);
      assert.equal(plugins.length, total);
      for (const { score } of plugins) assert.ok(score >= 0 && score <= 1);
      for (const { matched } of plugins) assertPlaces(matched);
    }),
    { numRuns: timesOf(3000) },
  );
});

async function findOrRefuse(catalog: Catalog, text: string, isSplit: boolean) {
  try {
    return await find(catalog, text, { isSplit });
  } catch (error) {
    if (!(error instanceof SearchQueryError)) throw error;
    return { plugins: [], total: 0 };
  }
}

function assertPlaces(matched: FoundPlugin["matched"]): void {
  for (const { text, ranges } of matched) {
    assert.ok(ranges.length > 0);
    for (const [from, to] of ranges) assert.ok(from >= 0 && from < to && to <= text.length);
  }
}

Deno.test("a plugin is found by its name, and by its name without spaces, whatever that is", async () => {
  using catalog = await memoryCatalog();
  const journal = await beginScan(catalog);
  await commitModule(journal, moduleWith("A", [plugin("A", "Maker", "other", { parameters: [] })]));
  const { db } = catalog;
  const quoted = (text: string) => `"${text.replaceAll('"', " ")}"`;
  await fc.assert(
    fc.asyncProperty(
      anyText(30).filter((name) => /[\p{L}\p{N}]/u.test(name.normalize("NFKD"))),
      async (name) => {
        // As every name of a plugin comes into the catalog.
        const { text: stored } = cleanText(name, 4096);
        db.prepare("update plugins set name = ? where id = 1").run(stored);
        indexPlugin(db, 1);
        assert.equal((await find(catalog, quoted(stored))).total, 1, JSON.stringify(stored));
        assert.equal(
          (await find(catalog, quoted(stored.replaceAll(/\s/g, "")))).total,
          1,
          JSON.stringify(stored),
        );
      },
    ),
    { numRuns: timesOf(1000) },
  );
});
