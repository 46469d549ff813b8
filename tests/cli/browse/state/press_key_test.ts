import assert from "node:assert/strict";
import { pressKey } from "../../../../src/cli/browse/state/press_key.ts";
import { browsed, press, stateWith } from "./browsed_plugins.ts";

const PLUGINS = [
  browsed({ name: "One" }, { isFavorite: true, tags: ["drums:kick"], note: "old" }),
  browsed({ name: "Two" }, { tags: ["bass"] }),
  browsed({ name: "Three" }),
];
const [ONE, TWO, THREE] = PLUGINS.map(({ plugin }) => plugin.id);
const STATE = stateWith(PLUGINS);
const LIST = stateWith(PLUGINS, { focus: "list" });

Deno.test("pressKey() types into the query, in which letters are no commands", () => {
  const { state, action } = press(STATE, "q", "f", "1", " ", "left", "backspace", "end", "x");
  assert.equal(state.query.text, "qf x");
  assert.equal(action, undefined);
});

Deno.test("pressKey() moves in the list from the query as well", () => {
  assert.equal(press(STATE, "down", "down", "down", "up").state.selected, 1);
  assert.equal(press(STATE, "page-down").state.selected, 2);
  assert.equal(press(LIST, "end").state.selected, 2);
  assert.equal(press(LIST, "end", "home").state.selected, 0);
  assert.equal(press(LIST, "j", "j", "k").state.selected, 1);
  assert.equal(press(stateWith([]), "down").state.selected, 0);
});

Deno.test("pressKey() goes on behind answers that were not counted to their end", () => {
  const more = { ...LIST, answers: { ...LIST.answers, isTotalExact: false } };
  assert.equal(press(more, "down", "down", "down").state.selected, 3);
  assert.ok(press(more, "end").state.selected > 1e6);
});

Deno.test("pressKey() marks the chosen plugin", () => {
  const marks = [
    ["f", { field: "favorite", value: false }],
    ["h", { field: "hidden", value: true }],
    ["4", { field: "rating", value: 4 }],
    ["0", { field: "rating", value: undefined }],
  ] as const;
  for (const [key, mark] of marks) {
    assert.deepEqual(press(LIST, key).action, { kind: "mark", ids: [ONE], mark });
  }
  assert.deepEqual(press(LIST, "down", "f").action, {
    kind: "mark",
    ids: [TWO],
    mark: { field: "favorite", value: true },
  });
  assert.equal(press(stateWith([], { focus: "list" }), "f").action, undefined);
});

Deno.test("pressKey() marks several plugins at once", () => {
  const { state, action } = press(LIST, " ", "down", " ", "5");
  assert.deepEqual(state.marked, [ONE, THREE]);
  assert.deepEqual(action, { kind: "mark", ids: [ONE, THREE], mark: { field: "rating", value: 5 } });
  assert.deepEqual(press(state, "home", " ").state.marked, [THREE]);
  // The chosen one says nothing about the marked ones.
  assert.deepEqual(press(state, "home", "f").action, {
    kind: "mark",
    ids: [ONE, THREE],
    mark: { field: "favorite", value: undefined },
  });
  assert.deepEqual(press(state, "escape").state.marked, []);
});

Deno.test("pressKey() asks for a tag, and Tab takes the first suggestion", () => {
  const asked = press(LIST, "t");
  assert.deepEqual(asked.action, { kind: "read-prompt", ids: [ONE] });
  const prompt = { ...asked.state.prompt!, tags: ["bass", "drums:kick", "drums:snare"] };
  const { action, state } = press({ ...asked.state, prompt }, "K", "tab", "enter");
  assert.ok(action?.kind === "mark");
  assert.deepEqual([action.ids, action.mark, action.prompt?.line.text], [
    [ONE],
    { field: "tag", tag: "drums:kick", value: true },
    "drums:kick",
  ]);
  assert.equal(state.prompt, undefined);
  assert.equal(press(LIST, "t", "x", "escape").action, undefined);
  assert.equal(press(LIST, "t", "enter").action, undefined);
});

Deno.test("pressKey() asks for a tag to remove and for a note, about all marked plugins", () => {
  const asked = press(LIST, " ", " ", "T");
  assert.deepEqual(asked.action, { kind: "read-prompt", ids: [ONE, TWO] });
  const removed = press(asked.state, "x", "enter").action;
  assert.ok(removed?.kind === "mark");
  assert.deepEqual(removed.mark, { field: "tag", tag: "x", value: false });
  const noted = press(LIST, "n", "!", "enter").action;
  assert.ok(noted?.kind === "mark");
  assert.deepEqual([noted.ids, noted.mark], [[ONE], { field: "note", value: "!" }]);
});

Deno.test("pressKey() says what was wrong with a text until that changes", () => {
  const { prompt } = press(LIST, "t", "x").state;
  const refused = { ...LIST, prompt: { ...prompt!, problem: "bad" } };
  assert.equal(press(refused, "left").state.prompt?.problem, undefined);
  assert.equal(press(refused, "up").state.prompt?.problem, "bad");
  assert.equal(press(refused, "y").state.prompt?.problem, undefined);
});

Deno.test("pressKey() goes back step by step with Escape, and quits at the end", () => {
  const typed = press(STATE, "a", "tab", "right").state;
  assert.deepEqual([typed.focus, typed.showsDetails], ["list", true]);
  const list = press(typed, "escape").state;
  assert.deepEqual([list.focus, list.showsDetails], ["list", false]);
  const query = press(list, "escape").state;
  assert.deepEqual([query.focus, query.query.text], ["query", "a"]);
  const empty = press(query, "escape");
  assert.deepEqual([empty.state.query.text, empty.action], ["", undefined]);
  assert.deepEqual(press(empty.state, "escape").action, { kind: "quit", exitCode: 0 });
});

Deno.test("pressKey() turns long details over, and begins anew with another plugin", () => {
  const pageOf = (...keys: string[]) => {
    const { showsDetails, detailsPage } = press(LIST, ...keys).state;
    return [showsDetails, detailsPage];
  };
  assert.deepEqual(pageOf("enter", "right", "right"), [true, 2]);
  assert.deepEqual(pageOf("enter", "right", "right", "left"), [true, 1]);
  assert.deepEqual(pageOf("right", "right", "left", "left"), [false, 0]);
  assert.deepEqual(pageOf("right", "right", "down"), [true, 0]);
  const wide = pressKey(LIST, { name: "right" }, 10, true).state;
  assert.deepEqual([wide.showsDetails, wide.detailsPage], [false, 1]);
});

Deno.test("pressKey() quits, suspends and undoes", () => {
  assert.deepEqual(press(LIST, "q").action, { kind: "quit", exitCode: 0 });
  assert.deepEqual(press(STATE, "close").action, { kind: "quit", exitCode: 0 });
  assert.deepEqual(press(LIST, "t", "interrupt").action, { kind: "quit", exitCode: 130 });
  assert.deepEqual(press(STATE, "suspend").action, { kind: "suspend" });
  assert.deepEqual(press(LIST, "u").action, { kind: "undo" });
});

Deno.test("pressKey() takes back what somebody agrees to, and a held key agrees to nothing", () => {
  const asked = { ...LIST, message: { text: "Undo?", isError: false, undoes: "2025" } };
  assert.deepEqual(press(asked, "enter").action, { kind: "undo", agreed: "2025" });
  assert.deepEqual(press(asked, "u").action, { kind: "undo" });
  const left = press(asked, "escape");
  assert.deepEqual([left.action, left.state.focus, left.state.message], [undefined, "list", undefined]);
});

Deno.test("pressKey() shows help in pages, and leaves it with q", () => {
  assert.equal(press(LIST, "?", "q").state.helpFrom, undefined);
  const first = press(LIST, "?").state;
  assert.equal(first.helpFrom, 0);
  assert.equal(press(first, "x").state.helpFrom, 10);
  assert.equal(press(first, "escape").state.helpFrom, undefined);
  assert.equal(press(first, ...Array.from({ length: 5 }, () => "x")).state.helpFrom, undefined);
});
