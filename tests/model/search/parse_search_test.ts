import assert from "node:assert/strict";
import fc from "fast-check";
import { parseSearch } from "../../../src/model/search/parse_search.ts";
import { type SearchNode, SearchQueryError } from "../../../src/model/search/search_query.ts";
import { anyText } from "../../support/any_text.ts";
import { timesOf } from "../../support/counts.ts";

const NOW = new Date("2026-03-01T12:00:00.000Z");

/** A tree as short text: words as they are, a prefix with `*`, `-` for not, `|` for or. */
function brief(node: SearchNode): string {
  switch (node.kind) {
    case "text": {
      const text = node.isPhrase ? `"${node.text}"` : node.text + (node.isPrefix ? "*" : "");
      return node.field === undefined ? text : `${node.field}=${text}`;
    }
    case "not":
      return `-${brief(node.node)}`;
    case "and":
      return `(${node.nodes.map(brief).join(" ")})`;
    case "or":
      return `(${node.nodes.map(brief).join(" | ")})`;
    default: {
      const { kind, ...rest } = node;
      return `${kind}=${Object.values(rest).join()}`;
    }
  }
}

const QUERIES: [typed: string, means: string][] = [
  ["fab pro", "(fab pro)"],
  ["clap:com.zamaudio.ZamTube", "(id=clap:com.zamaudio.zamtube)"],
  ["lv2:http://example.com/amp#Mono warm", "(id=lv2:http://example.com/amp#mono warm)"],
  ["-vst3:5653547A616D5475", "(-id=vst3:5653547a616d5475)"],
  ["vst3:reverb", "(vst3:reverb)"],
  ["/usr/lib/vst3/ZamTube.vst3", "(path=/usr/lib/vst3/zamtube.vst3)"],
  ["/Library/Audio/My Amp.vst3/", "(path=/library/audio/my amp.vst3)"],
  ["C:\\Plugins\\Amp.dll", "(path=c:\\plugins\\amp.dll)"],
  ["/amp", "(/amp)"],
  ["and/or reverb", "(and/or reverb)"],
  ['"low cut" warm', '("low cut" warm)'],
  ['warm "low cut"', '(warm "low cut")'],
  ["delay -tape", "(delay -tape)"],
  ["a b OR c d", "(a (b | c) d)"],
  ["a | b || c", "((a | b | c))"],
  ["(a b) OR c", "(((a b) | c))"],
  ["-(a OR b) c", "(-(a | b) c)"],
  ["tape* echo", "(tape** echo)"],
  ["vendor:fabfilter eq", "(vendor=fabfilter eq)"],
  ['Manufacturer:"Native Instruments"', '(vendor="Native Instruments")'],
  ["parameter:cutoff preset:wa", "(parameter=cutoff preset=wa)"],
  ["param:cutoff", "(parameter=cutoff)"],
  ["format:VST3,aufx", "(format=vst3,au)"],
  ["category:comp", "(category=compressor)"],
  ["cat:De-Esser", "(category=de-esser)"],
  ["-is:missing", "(-state=missing)"],
  ["parameters:>50", "(parameters=51,9007199254740991)"],
  ["params:>50", "(parameters=51,9007199254740991)"],
  ["params:10..20", "(parameters=10,20)"],
  ["params:7..7", "(parameters=7,7)"],
  ["params:50+", "(parameters=50,9007199254740991)"],
  ["params:50..", "(parameters=50,9007199254740991)"],
  ["params:..50", "(parameters=0,50)"],
  ["params:=50", "(parameters=50,50)"],
  ["added:30d", "(time=added,2026-01-30T12:00:00.000Z)"],
  ["added:30d+", "(time=added,2026-01-30T12:00:00.000Z)"],
  ["updated:2026-02-03+", "(time=updated,2026-02-03T00:00:00.000Z)"],
  ["updated:..2026-02-03", "(time=updated,2026-02-04T00:00:00.000Z)"],
  ["scanned:2026-02-01..2026-02-03", "(time=scanned,2026-02-01T00:00:00.000Z,2026-02-04T00:00:00.000Z)"],
  ["added:<30d", "(time=added,2026-01-30T12:00:00.000Z)"],
  ["added:>1w", "(time=added,2026-02-22T12:00:00.000Z)"],
  ["updated:2026-02-03", "(time=updated,2026-02-03T00:00:00.000Z,2026-02-04T00:00:00.000Z)"],
  // What has no meaning is text, or nothing.
  ["Pro-Q", "(Pro-Q)"],
  ["C++", "(C++)"],
  ['"x', '("x")'],
  ["AND", "(AND)"],
  ["a AND b", "(a b)"],
  ["OR", "(nothing=)"],
  ["OR a OR", "(a)"],
  ["- -- -", "(nothing=)"],
  ["( a", "(( a)"],
  ["a ) b", "(a ) b)"],
  ["Kontakt (x64)", "(Kontakt x64)"],
  ["f(x)", "(f(x))"],
  ["foo:bar", "(foo:bar)"],
  [":", "(nothing=)"],
  ["vendor:", "(nothing=)"],
  ["eq vendor:", "(eq)"],
  ["eq vendor:%", "(eq nothing=)"],
  ["*", "(*)"],
  ["", "()"],
];

for (const [typed, means] of QUERIES) {
  Deno.test(`parseSearch() reads ${JSON.stringify(typed)}`, () => {
    assert.equal(brief(parseSearch(typed, NOW).node), means);
  });
}

Deno.test("parseSearch() counts ages back from now, in ranges as well", () => {
  const before = "2026-02-22T12:00:00.000Z";
  const from = "2026-01-30T12:00:00.000Z";
  const ranges: [typed: string, range: { from?: string; before?: string }][] = [
    ["30d", { from }],
    ["..30d", { from }],
    ["1w+", { before }],
    ["1w..", { before }],
    ["1w..30d", { from, before }],
  ];
  for (const [typed, range] of ranges) {
    const { nodes } = parseSearch(`added:${typed}`, NOW).node;
    assert.deepEqual(nodes, [{ kind: "time", field: "added", ...range }], typed);
  }
});

const ERRORS: [typed: string, position: number, message: RegExp, hint: RegExp][] = [
  ["format:vst9", 7, /character 8: "vst9" is not a plugin format/, /Did you mean "vst3"\?/],
  ["eq params:>abc", 10, /character 11: ">abc" is not a number of parameters/, /like 50/],
  ["is:mising", 3, /"mising" is not a state/, /Did you mean "missing"\?/],
  ["category:compresor", 9, /"compresor" is not a category/, /Did you mean "compressor"\?/],
  ["params:+", 7, /"\+" is not a number of parameters/, /like 50, 50\+/],
  ["params:50-", 7, /"50-" is not a number of parameters/, /\.\.50/],
  ["params:..", 7, /"\.\." is not a number of parameters/, /like 50/],
  ["params:>50+", 7, /is not a number of parameters/, /like 50/],
  ["params:1..2..3", 7, /is not a number of parameters/, /like 50/],
  ["added:2026-02-03..2026-02-01", 6, /ends before it begins/, /2026-02-01\.\.2026-02-03/],
  ["added:30d..1w", 6, /ends before it begins/, /1w\.\.30d/],
  ["params:20..10", 7, /"20\.\.10" ends before it begins/, /10\.\.20/],
  ["added:2026-02-30", 6, /is not a calendar day/, /2026-01-31/],
  ["added:soon", 6, /neither an age nor a day/, /like 30d, 30d\+/],
  ["a (b OR -format:x)", 16, /character 17/, /It can be vst3/],
];

for (const [typed, position, message, hint] of ERRORS) {
  Deno.test(`parseSearch() says where ${JSON.stringify(typed)} is wrong`, () => {
    assert.throws(() => parseSearch(typed, NOW), (error) => {
      assert.ok(error instanceof SearchQueryError);
      assert.equal(error.position, position);
      assert.match(error.message, message);
      assert.match(error.hint ?? "", hint);
      return true;
    });
  });
}

Deno.test("parseSearch() tells of a field that is nearly one", () => {
  assert.deepEqual(parseSearch("vender:waves").notes, [
    'There is no field "vender"; did you mean "vendor:"?',
  ]);
  assert.deepEqual(parseSearch("color:foo").notes, ['There is no field "color"']);
  assert.deepEqual(parseSearch("c:x 2:1 memo:").notes, []);
  assert.deepEqual(parseSearch("http://x").notes, []);
});

Deno.test("parseSearch() tells that signs alone are nothing to look for", () => {
  const note = "The search has no words to look for, so it finds nothing";
  for (const typed of ["\u{1f600}", '"', "%", "_", "(", "OR", "( - )", "-*", "vendor:", "name:! OR ?"]) {
    assert.equal(parseSearch(typed).notes.at(-1), note, typed);
  }
  assert.equal(parseSearch("vendor:").notes[0], 'The field "vendor:" has no value');
  assert.deepEqual(parseSearch("eq vendor:%").notes, [
    '"vendor:%" has no letters or digits to look for, so it finds nothing',
  ]);
  for (const typed of ["", "  ", "\u{1f600} warm", "is:missing", "-x", "C++", "漢", "*"]) {
    assert.deepEqual(parseSearch(typed).notes, [], typed);
  }
});

Deno.test("parseSearch() reads a megabyte of anything at once, and says that it stops", () => {
  for (const piece of ["(", ")", '"', "-", "a ", "a OR ", "-(", "vendor:", "🎹", "(a) "]) {
    const { notes } = parseSearch(piece.repeat(Math.ceil(1e6 / piece.length)));
    assert.match(notes.join(), /Only the first/, piece);
  }
});

/** Pieces that mean something to a search, and some that do not. */
const PIECES = [
  "a",
  "Pro-Q 3",
  "(",
  ")",
  '"',
  "-",
  "*",
  ":",
  " ",
  " OR ",
  " AND ",
  "vendor:",
  "format:vst3",
  "is:",
  "🎹",
];

Deno.test("parseSearch() reads whatever is typed, and only a field's value can be wrong", () => {
  const typed = fc.oneof(
    anyText(),
    fc.array(fc.constantFrom(...PIECES)).map((pieces) => pieces.join("")),
  );
  fc.assert(
    fc.property(typed, (text) => {
      try {
        const { node } = parseSearch(text, NOW);
        assert.equal(node.kind, "and");
      } catch (error) {
        assert.ok(error instanceof SearchQueryError, String(error));
        assert.ok(error.position > 0 && error.position <= text.length);
      }
    }),
    { numRuns: timesOf(5000) },
  );
});
