import assert from "node:assert/strict";
import { commandPages } from "../../../scripts/write_docs.ts";
import { commandOf, flagsOf } from "../../../src/cli/command_line/command_target.ts";
import { QUERY_WORDS } from "../../../src/cli/completions/complete_query.ts";
import { OVERRIDE_VALUES } from "../../../src/cli/completions/complete_override.ts";
import { ARGUMENT_KINDS, OPTION_KINDS } from "../../../src/cli/completions/value_kinds.ts";
import { ASSIGNABLE } from "../../../src/cli/override/parse_assignments.ts";
import { SEARCH_FIELDS } from "../../../src/model/search/search_fields.ts";

const pages = await commandPages();

/** Options whose values are neither yes or no nor a fixed set. */
const options = new Set(
  pages.flatMap(({ target }) =>
    Object.entries(flagsOf(target)).filter(([, { kind }]) => kind === "parsed").map(([name]) => name)
  ),
);

/** Commands that take arguments. */
const commands = new Set(
  pages.filter(({ target }) => commandOf(target)?.parameters.positional !== undefined)
    .map(({ words }) => words.slice(1).join(" ")),
);

Deno.test("every option that takes a value says in OPTION_KINDS what that is", () => {
  assert.deepEqual([...options].filter((name) => !Object.hasOwn(OPTION_KINDS, name)), []);
});

Deno.test("every command that takes arguments says in ARGUMENT_KINDS what they are", () => {
  assert.deepEqual([...commands].filter((name) => !Object.hasOwn(ARGUMENT_KINDS, name)), []);
});

Deno.test("OPTION_KINDS and ARGUMENT_KINDS name nothing else", () => {
  assert.deepEqual(Object.keys(OPTION_KINDS).filter((name) => !options.has(name)), []);
  assert.deepEqual(Object.keys(ARGUMENT_KINDS).filter((name) => !commands.has(name)), []);
});

Deno.test("a command with a fixed number of arguments says what each of them is", () => {
  for (const { words, target } of pages) {
    const positional = commandOf(target)?.parameters.positional;
    if (positional?.kind !== "tuple") continue;
    const name = words.slice(1).join(" ");
    assert.equal(ARGUMENT_KINDS[name]?.length, positional.parameters.length, name);
  }
});

Deno.test("QUERY_WORDS are fields of a search, each once", () => {
  assert.deepEqual(Object.keys(QUERY_WORDS).filter((field) => !SEARCH_FIELDS.has(field)), []);
});

Deno.test("OVERRIDE_VALUES has every override", () => {
  assert.deepEqual(Object.keys(OVERRIDE_VALUES), ASSIGNABLE);
});
