import assert from "node:assert/strict";
import fc from "fast-check";
import { PluginaryError } from "../../../src/model/pluginary_error.ts";
import { namesInSearch, parseSearch, renameInSearch } from "../../../src/model/search/parse_search.ts";
import { parseStoredQuery } from "../../../src/model/search/parse_stored_query.ts";
import {
  collectionReference,
  parseNewName,
  savedReference,
  type SavedSearches,
} from "../../../src/model/search/saved_search.ts";
import { type SearchQuery, SearchQueryError } from "../../../src/model/search/search_query.ts";
import { anyText } from "../../support/any_text.ts";

const NOW = new Date("2026-03-01T12:00:00.000Z");

function searches(queries: Readonly<Record<string, string>>): SavedSearches {
  return {
    find: (name) => {
      const known = Object.keys(queries).find((one) => one.toLowerCase() === name.toLowerCase());
      return known === undefined ? undefined : { name: known, query: queries[known]! };
    },
    names: () => Object.keys(queries),
  };
}

const SAVED = searches({
  drums: "kick OR snare",
  "Live set": "vendor:ann @drums",
  odd: "vendr:x",
  state: "x is:odd",
  through: "@state",
  linked: "collection:mix",
});

function parse(typed: string): SearchQuery {
  return parseSearch(typed, NOW, SAVED);
}

function refused(typed: string, saved = SAVED): PluginaryError {
  try {
    parseSearch(typed, NOW, saved);
  } catch (error) {
    assert.ok(error instanceof PluginaryError);
    return error;
  }
  throw new Error(`"${typed}" was read`);
}

Deno.test("parseSearch() reads @name as the saved search in brackets", () => {
  for (
    const [typed, written] of [
      ["@drums", "(kick OR snare)"],
      ["@DRUMS loud", "(kick OR snare) loud"],
      ["loud -@drums", "loud -(kick OR snare)"],
      ["@drums OR amp", "(kick OR snare) OR amp"],
      ["(@drums amp)", "((kick OR snare) amp)"],
      ['@"live SET"', "(vendor:ann (kick OR snare))"],
      ['-@"live set" x', "-(vendor:ann (kick OR snare)) x"],
      // Signs alone, those inside of words, and those in quotes are text as before.
      ["@ x", "@ x"],
      ["x @", "x @"],
      ["a@drums", "a@drums"],
    ] as const
  ) assert.deepEqual(parse(typed).node, parseSearch(written, NOW).node, typed);
  assert.deepEqual(parse('"@drums"').node.nodes, [
    { kind: "text", text: "@drums", isPhrase: true, isPrefix: false },
  ]);
  assert.deepEqual(parse("vendor:@drums").node.nodes, [
    { kind: "text", field: "vendor", text: "@drums", isPhrase: false, isPrefix: false },
  ]);
});

Deno.test("parseSearch() names saved searches that are unknown or cannot be read, with their places", () => {
  const unknown = refused("a @drumz");
  assert.ok(unknown instanceof SearchQueryError);
  assert.deepEqual([unknown.code, unknown.position, unknown.hint], ["usage", 2, "Did you mean @drums?"]);
  assert.equal(unknown.message, 'Cannot read the search at character 3: there is no saved search "drumz"');
  assert.match(refused("@nowhere").hint!, /write it in quotes: "@nowhere"/);
  assert.equal(
    refused("a (@through)").message,
    "Cannot read the search at character 4: @through cannot be read at character 1: " +
      '@state cannot be read at character 6: "odd" is not a state',
  );
  assert.deepEqual(parse("@odd").notes, ['There is no field "vendr"; did you mean "vendor:"? (in @odd)']);
});

Deno.test("parseSearch() refuses saved searches that use themselves, with the way", () => {
  const saved = searches({
    a: "x @b",
    b: "(@c)",
    c: "-@a",
    self: "@SELF",
    big: "@many",
    many: "@d ".repeat(20),
    d: "x",
  });
  const circle = refused("y @a", saved);
  assert.equal(circle.code, "query-circle");
  assert.equal(circle.message, "Cannot read @a: it would find itself (@a > @b > @c > @a)");
  assert.match(refused("@self", saved).message, /\(@self > @self\)/);
  // The way begins where the circle does.
  assert.match(refused("@big", searches({ big: "@a", a: "@b", b: "@a" })).message, /\(@a > @b > @a\)/);
});

Deno.test("parseSearch() bounds how many saved searches a search uses", () => {
  const queries: Record<string, string> = { s0: "x" };
  for (let level = 1; level <= 40; level++) queries[`s${level}`] = `@s${level - 1} @s${level - 1}`;
  const start = performance.now();
  assert.match(refused("@s40", searches(queries)).message, /it uses more than 64 saved searches/);
  assert.ok(performance.now() - start < 1000);
});

Deno.test("parseSearch() keeps the words of a saved search apart from those around it", () => {
  const saved = searches({ long: "a ".repeat(24) });
  const { node, notes } = parseSearch(`b @long ${"c ".repeat(22)}`, NOW, saved);
  assert.deepEqual(notes, []);
  assert.equal(node.nodes.length, 24);
});

Deno.test("parseSearch() tells through which saved searches a collection is named", () => {
  assert.deepEqual(parse("collection:mix").node.nodes, [{ kind: "collection", key: "mix" }]);
  assert.deepEqual(parse("@linked").node.nodes, [{ kind: "collection", key: "mix", via: ["@linked"] }]);
});

Deno.test("parseSearch() reads any text with any saved searches, or says what is wrong", () => {
  const text = fc.oneof(
    anyText(),
    fc.array(fc.constantFrom("@a", "@b", '@"a', "(", ")", "-", '"', "OR", "x", "@")).map((words) =>
      words.join(" ")
    ),
  );
  fc.assert(fc.property(text, text, text, (typed, a, b) => {
    try {
      parseSearch(typed, NOW, searches({ a, b }));
    } catch (error) {
      if (!(error instanceof PluginaryError)) throw error;
      assert.ok(["usage", "query-circle"].includes(error.code));
    }
  }));
});

Deno.test("parseStoredQuery() refuses what a typed search only notes", () => {
  const read = (query: string) => parseStoredQuery(query, "@x", NOW, SAVED);
  assert.equal(read("kick").nodes.length, 1);
  for (
    const [query, message] of [
      ["vendr:x", /^Cannot read the query of @x, "vendr:x": there is no field "vendr"/],
      ["@odd", /there is no field "vendr".*\(in @odd\)/],
      ["vendor:", /the field "vendor:" has no value/],
      [" ", /it is empty/],
      ["!!!", /no words to look for/],
      ["is:odd", /"odd" is not a state \(character 4\)/],
      ["x @gone", /there is no saved search "gone" \(character 3\)/],
      ["a ".repeat(30), /only the first 24 words count/],
      ["a".repeat(1_000_000), /only the first 4096 characters count/],
    ] as const
  ) assert.throws(() => read(query), { code: "stored-query", message }, query.slice(0, 20));
});

Deno.test("renameInSearch() changes names, and nothing else", () => {
  const rename = (query: string) => renameInSearch(query, { kind: "collection", key: "mix" }, "Live set");
  for (
    const [before, after] of [
      ["collection:mix", 'collection:"Live set"'],
      ['a -COLLECTION:"MIX" (collection:mix OR b)', 'a -collection:"Live set" (collection:"Live set" OR b)'],
      ["collection:mixer mix @mix", "collection:mixer mix @mix"],
      ['"collection:mix" tag:mix', '"collection:mix" tag:mix'],
    ] as const
  ) assert.equal(rename(before), after);
  const saved = { kind: "saved", key: "mix" } as const;
  assert.equal(renameInSearch('@mix -@"mix" collection:mix', saved, "b"), "@b -@b collection:mix");
  assert.equal(namesInSearch("@mix", saved), true);
  assert.equal(namesInSearch("mix", saved), false);
  const name = fc.stringMatching(/^[a-z0-9 ()é:.-]{1,12}$/).filter((name) =>
    name.trim() === name && name !== ""
  );
  fc.assert(fc.property(name, (name) => {
    const written = renameInSearch("x @mix y", saved, name);
    const { node } = parseSearch(written, NOW, searches({ [name]: "z" }));
    assert.deepEqual(node, parseSearch("x z y", NOW).node);
  }));
});

Deno.test("parseNewName() reads names that searches can write", () => {
  assert.equal(parseNewName(" @drums ", "saved search"), "drums");
  assert.equal(parseNewName("@drums", "collection"), "@drums");
  assert.throws(() => parseNewName('a"b', "collection"), /cannot have quotes: a"b/);
  assert.throws(() => parseNewName("@", "saved search"), /cannot be empty/);
  assert.throws(() => parseNewName("x".repeat(1_000_000), "saved search"), /too long/);
  assert.deepEqual([savedReference("a b"), savedReference("a")], ['@"a b"', "@a"]);
  assert.deepEqual([collectionReference("a b"), collectionReference("a")], [
    'collection:"a b"',
    "collection:a",
  ]);
});
