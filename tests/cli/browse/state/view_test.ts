import assert from "node:assert/strict";
import fc from "fast-check";
import stringWidth from "string-width";
import { type Line, lineWidth } from "../../../../src/cli/browse/screen/frame.ts";
import type { Key } from "../../../../src/cli/browse/screen/keys.ts";
import type { BrowseState } from "../../../../src/cli/browse/state/browse_state.ts";
import { pressKey } from "../../../../src/cli/browse/state/press_key.ts";
import { listRows, viewOf } from "../../../../src/cli/browse/state/view.ts";
import { anyText } from "../../../support/any_text.ts";
import { browsed, press, stateWith } from "./browsed_plugins.ts";

/** The lines as a person sees them. */
function shown(state: BrowseState, columns: number, rows: number): string[] {
  return viewOf(state, { columns, rows }, stringWidth).lines.map(textOf);
}

function textOf(line: Line): string {
  return line.reduce((text, span) => text.padEnd(span.column ?? 0) + span.text, "").trimEnd();
}

const PLUGINS = [
  browsed({ name: "Echo", vendor: "Ann" }, {
    isFavorite: true,
    rating: 4,
    tags: ["drums:kick"],
    note: "warm",
  }),
  browsed({ name: "大きなリバーブ", vendor: "日本", category: "reverb" }),
  browsed({ name: "\x1b[31mred\u202e", vendor: "Evil\nline" }),
];

Deno.test("viewOf() shows the list with its signs in 40 columns", () => {
  assert.deepEqual(shown(press(stateWith(PLUGINS), "tab", "down", " ").state, 40, 8), [
    "Search:",
    "3 of 3 plugins, 1 marked",
    "  * Echo                    delay",
    " +  大きなリバーブ          reverb",
    ">   ␛[31mred<U+202E>        delay",
    "",
    "",
    "f favorite  t tag  ? help  q quit",
  ]);
});

Deno.test("viewOf() shows details beside the list where there is space, else in its place", () => {
  const wide = shown(stateWith(PLUGINS), 100, 12);
  assert.match(wide[2]!, /^> \* Echo .* \| Echo$/);
  assert.match(wide[7]!, /\| Tags +drums:kick$/);
  const narrow = shown(press(stateWith(PLUGINS, { focus: "list" }), "enter").state, 40, 10);
  assert.deepEqual(narrow.slice(2, 8), [
    "Echo",
    "Vendor      Ann",
    "Formats     vst3",
    "Category    delay",
    "Yours       favorite, 4 of 5",
    "Tags        drums:kick",
  ]);
});

Deno.test("viewOf() shows long details in parts", () => {
  const long = browsed({ name: "Echo", description: `${"word ".repeat(80)}end` }, { note: "warm" });
  const state = press(stateWith([long], { focus: "list" }), "enter").state;
  const [first, ...others] = [0, 1, 2, 3, 4].map((detailsPage) =>
    shown({ ...state, detailsPage }, 40, 10).slice(2, 9)
  );
  const count = Number(/^1 of (\d+), Right shows more$/.exec(first!.at(-1)!)?.[1]);
  assert.deepEqual(others[count - 1], first);
  const parts = [first!, ...others.slice(0, count - 1)];
  assert.match(parts.flat().join(" "), /Echo.*warm.*word end/);
});

Deno.test("viewOf() keeps the list beside the problem of a query", () => {
  const lines = shown(stateWith(PLUGINS, { problem: { reason: '"x" is no state' } }), 40, 8);
  assert.deepEqual([lines[1], lines[2]!.slice(0, 8)], ['"x" is no state', "> * Echo"]);
});

Deno.test("viewOf() does not cover the chosen plugin", () => {
  const many = Array.from({ length: 9 }, (_, index) => browsed({ name: `Number ${index}` }));
  const lines = shown(press(stateWith(many, { focus: "list" }), "end", "t").state, 40, 8);
  assert.match(lines.at(-3)!, /^> {3}Number 8/);
});

Deno.test("viewOf() says below the list what a query should be like, whole where it can", () => {
  const problem = {
    reason: '"x" is not a state',
    hint: "It can be instrument, effect, missing or installed",
  };
  const lines = shown(stateWith(PLUGINS, { problem }), 40, 8);
  assert.deepEqual([lines[1], ...lines.slice(-2)], [
    '"x" is not a state',
    "It can be instrument, effect, missing or",
    "installed",
  ]);
  const long = { reason: "@bad cannot be read at character 1: there is no saved search" };
  assert.deepEqual(shown(stateWith(PLUGINS, { problem: long }), 40, 8).slice(-2), [
    "@bad cannot be read at character 1:",
    "there is no saved search",
  ]);
});

Deno.test("viewOf() shows long messages in up to three lines", () => {
  const state = stateWith(PLUGINS, { message: { text: "word ".repeat(60).trim(), isError: true } });
  const lines = shown(state, 40, 8);
  assert.deepEqual(lines.map((line) => line.startsWith("word")).slice(-4), [false, true, true, true]);
  assert.match(lines.at(-1)!, /…$/);
});

Deno.test("viewOf() says how to fill an empty catalog", () => {
  const state = stateWith([]);
  const empty = { ...state, answers: { ...state.answers, isCatalogEmpty: true } };
  assert.equal(shown(empty, 80, 10)[2], 'The catalog has no plugins yet; run "pluginary scan"');
  assert.equal(shown(state, 80, 10)[1], "No plugins found");
});

Deno.test("viewOf() shows the end of a long query, with the cursor", () => {
  const { lines, cursor } = viewOf(press(stateWith([]), ..."abcdefghijklmnopqrstuvwxyz").state, {
    columns: 20,
    rows: 5,
  }, stringWidth);
  assert.equal(textOf(lines[0]!), "Search: …qrstuvwxyz");
  assert.deepEqual(cursor, { row: 0, column: 19 });
});

Deno.test("viewOf() shows a prompt with suggestions", () => {
  const { state } = press(stateWith(PLUGINS, { focus: "list" }), "t", "k");
  const lines = shown({ ...state, prompt: { ...state.prompt!, tags: ["drums:kick", "bass"] } }, 40, 8);
  assert.deepEqual(lines.slice(-2), ["Tab: drums:kick", "Tag: k"]);
});

Deno.test("viewOf() says in a prompt how many plugins it is about, and why a tag was refused", () => {
  const { state } = press(stateWith(PLUGINS, { focus: "list" }), " ", " ", "t", ":");
  const problem = 'A level of the tag ":" is empty. Write levels like "drums:kick"';
  const lines = shown({ ...state, prompt: { ...state.prompt!, problem } }, 40, 8);
  assert.deepEqual(lines.slice(-3), [
    'A level of the tag ":" is empty. Write',
    'levels like "drums:kick"',
    "Tag (2 plugins): :",
  ]);
});

/** Any key, with letters that are commands more often than others. */
const anyKey: fc.Arbitrary<Key> = fc.oneof(
  fc.constantFrom<Key>(
    ...([..."fhtTnu?/q 12345"].map((text): Key => ({ name: "text", text }))),
    ...(["up", "down", "left", "right", "home", "end", "page-up", "page-down", "enter", "tab"] as const).map((
      name,
    ) => ({ name })),
    ...(["back-tab", "escape", "backspace", "delete", "clear-before", "clear-word"] as const).map((name) => ({
      name,
    })),
  ),
  anyText(3).map((text): Key => ({ name: "text", text })),
  anyText(80).map((text): Key => ({ name: "paste", text })),
);

Deno.test("no sequence of keys throws, and no line is wider than the screen", () => {
  const plugin = fc.record({
    name: anyText(),
    vendor: anyText(),
    description: anyText(),
    location: anyText(),
    features: fc.array(anyText(), { maxLength: 3 }),
  });
  const curation = fc.record({
    tags: fc.array(anyText(), { maxLength: 3 }),
    note: anyText(),
    isFavorite: fc.boolean(),
  });
  const plugins = fc.array(fc.tuple(plugin, curation), { maxLength: 5 });
  const size = fc.record({
    columns: fc.integer({ min: 1, max: 200 }),
    rows: fc.integer({ min: 1, max: 60 }),
  });
  const said = fc.record({ reason: anyText(), hint: anyText(300) });
  fc.assert(
    fc.property(plugins, fc.array(anyKey, { maxLength: 30 }), size, said, (found, keys, size, problem) => {
      let state = stateWith(found.map(([plugin, curation]) => browsed(plugin, curation)), { problem });
      for (const key of keys) {
        state = pressKey(state, key, listRows(size)).state;
        const { lines, cursor } = viewOf(state, size, stringWidth);
        assert.ok(lines.length <= size.rows, `${lines.length} lines`);
        for (const line of lines) {
          assert.ok(lineWidth(line, stringWidth) <= size.columns, JSON.stringify(line));
        }
        for (const { text } of lines.flat()) assert.doesNotMatch(text, /[\p{Cc}\u2028\u202e]/u);
        if (cursor !== undefined) assert.ok(cursor.row < lines.length && cursor.column < size.columns);
      }
    }),
  );
});
