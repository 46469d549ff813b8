import assert from "node:assert/strict";
import { loadedAtStart, readModuleGraph } from "../../scripts/module_graph.ts";

const graph = await readModuleGraph("main.ts");

/** What a command's definition may load: the parser and what reads single values. */
const OF_DEFINITIONS = /^(npm:@stricli\/core|src\/(cli|model|platform)\/.*|src\/scan\/glob\.ts)$/;

/** Packages and modules that are loaded only for what needs them. */
const NEVER_AT_START = [
  "npm:csv-stringify",
  "npm:string-width",
  "npm:valibot",
  "npm:@valibot/to-json-schema",
  "src/catalog/migrations.ts",
  "src/cli/help_page.ts",
  "src/cli/help_topics.ts",
  "src/cli/legacy_names.ts",
  "src/cli/pager.ts",
  "src/cli/print_to_file.ts",
  "src/cli/table.ts",
];

/** The definitions that the command tree loads, one by one. */
const definitions = graph.get("src/cli/app.ts")!.filter(({ target }) =>
  target.startsWith("src/cli/commands/")
)
  .map(({ target }) => target);

Deno.test("every command is loaded only when it is asked for, and is no more than its options", () => {
  assert.ok(definitions.length > 8);
  const atStart = loadedAtStart(graph, "src/cli/app.ts");
  for (const definition of definitions) {
    assert.ok(!atStart.has(definition), definition);
    const wrong = [...loadedAtStart(graph, definition)].filter((name) => !OF_DEFINITIONS.test(name));
    assert.deepEqual(wrong, [], definition);
  }
});

Deno.test("pluginary list loads no table, no schema and no migration before it needs one", () => {
  const loaded = [
    "src/cli/main.ts",
    "src/cli/app.ts",
    "src/cli/commands/list_command.ts",
    "src/cli/list/run_list.ts",
  ]
    .flatMap((entry) => [...loadedAtStart(graph, entry)]);
  assert.deepEqual(NEVER_AT_START.filter((name) => loaded.includes(name)), []);
});

Deno.test("pluginary --version loads a dozen small modules", () => {
  const loaded = new Set(["main.ts", "src/cli/main.ts", "src/cli/version.ts"]
    .flatMap((entry) => [...loadedAtStart(graph, entry)]));
  assert.ok(loaded.size <= 16, [...loaded].join("\n"));
});
