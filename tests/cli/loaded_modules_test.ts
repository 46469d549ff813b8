import assert from "node:assert/strict";
import { loadedAtStart, readModuleGraph } from "../../scripts/module_graph.ts";
import { commandPages } from "../../scripts/write_docs.ts";
import { commandOf } from "../../src/cli/command_line/command_target.ts";
import { Sandbox } from "../support/sandbox.ts";
import { COMMAND_CALLS } from "./support/command_calls.ts";
import { loadedModules } from "./support/loaded_modules.ts";

const graph = await readModuleGraph("main.ts");

/** What a command's definition may load: the parser and what reads single values. */
const OF_DEFINITIONS = /^(npm:@stricli\/core|src\/(cli|model|platform)\/.*|src\/scan\/discovery\/glob\.ts)$/;

/** Packages and modules that are loaded only for what needs them. */
const NEVER_AT_START = [
  "npm:csv-stringify",
  "npm:string-width",
  "npm:valibot",
  "npm:@valibot/to-json-schema",
  "src/catalog/migrations.ts",
  "src/cli/help/help_page.ts",
  "src/cli/help/help_topics.ts",
  "src/cli/command_line/legacy_names.ts",
  "src/cli/terminal/pager.ts",
  "src/cli/output/print_to_file.ts",
  "src/cli/output/table.ts",
];

/** The definitions that the command tree loads, one by one. */
const definitions = graph.get("src/cli/app.ts")!.filter(({ target }) => /_commands?\.ts$/.test(target))
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
    "src/cli/list/list_command.ts",
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

Deno.test("each command loads the modules on its list", {
  ignore: Deno.build.os !== "linux",
}, async (t) => {
  await using sandbox = await Sandbox.make({ EDITOR: "true" });
  const loaded = new Map<string, readonly string[]>();
  for (const [call, ...args] of COMMAND_CALLS) {
    const run = await loadedModules([...call.split(" "), ...args], graph, sandbox.options());
    assert.equal(run.code, 0, `${call}: ${run.stderr}`);
    loaded.set(call, run.modules);
  }
  const always = [...loaded.values()].reduce((all, modules) => all.filter((one) => modules.includes(one)));
  await t.step("every command", (t) => t.assertSnapshot(always));
  for (const [call, modules] of loaded) {
    await t.step(
      `pluginary ${call}`,
      (t) => t.assertSnapshot(modules.filter((one) => !always.includes(one))),
    );
  }
});

Deno.test("every command is among those whose modules are listed", async () => {
  const commands = (await commandPages()).filter(({ target }) => commandOf(target) !== undefined)
    .map(({ words }) => words.slice(1).join(" "));
  const called = new Set(COMMAND_CALLS.map(([call]) => call.replace(" --json", "")));
  assert.deepEqual(commands.filter((command) => !called.has(command)), []);
});
