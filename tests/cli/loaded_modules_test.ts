import assert from "node:assert/strict";
import { loadedAtStart, readModuleGraph } from "../../scripts/module_graph.ts";
import { commandPages } from "../../scripts/write_docs.ts";
import { commandOf } from "../../src/cli/command_line/command_target.ts";
import { Sandbox } from "../support/sandbox.ts";
import { COMMAND_CALLS, optionsOfCall } from "./support/command_calls.ts";
import { loadedModules } from "./support/loaded_modules.ts";

const graph = await readModuleGraph("main.ts");

/** What a command's definition may load: the parser, and readers of single values. */
const OF_DEFINITIONS =
  /^(npm:@stricli\/core|src\/(cli|config|model|platform)\/.*|src\/scan\/discovery\/glob\.ts)$/;

/** The definitions that the command tree loads, one by one. */
const definitions = graph.get("src/cli/app.ts")!.map(({ target }) => target)
  .filter((target) => /_commands?\.ts$/.test(target));

Deno.test("every command is loaded only when it is asked for, and is no more than its options", () => {
  assert.ok(definitions.length > 8);
  const atStart = loadedAtStart(graph, "src/cli/app.ts");
  for (const definition of definitions) {
    assert.ok(!atStart.has(definition), definition);
    const wrong = [...loadedAtStart(graph, definition)].filter((name) => !OF_DEFINITIONS.test(name));
    assert.deepEqual(wrong, [], definition);
  }
});

/** What the start of a command may cost. */
interface Budget {
  /** The command, and the option that decides how it prints. */
  readonly call: string;
  /** Modules of the project that it loads at most. */
  readonly modules: number;
  /** All packages and modules of Node's API that it loads, beside the parser. */
  readonly packages?: string;
}

/** Loaded by no command below: each is for one option, for an error or for a first start. */
const NEVER_AT_START = [
  "src/cli/command_line/error_report.ts",
  "src/cli/command_line/legacy_names.ts",
  "src/cli/command_line/parser_error.ts",
  "src/cli/terminal/pager.ts",
  "src/scan/files/property_list.ts",
  "src/scan/formats/module_info.ts",
];

/** The budgets of {@linkcode COMMAND_CALLS}, in their order. */
const BUDGETS: readonly Budget[] = [
  { call: "--version", modules: 13 },
  { call: "--help", modules: 130 },
  {
    call: "scan",
    modules: 252,
    packages: "node:crypto node:sqlite node:zlib npm:@logtape/logtape npm:valibot",
  },
  { call: "scan --json", modules: 151, packages: "node:sqlite node:zlib npm:@logtape/logtape" },
  { call: "scan", modules: 161, packages: "node:sqlite npm:@logtape/logtape" },
  { call: "scan history", modules: 62, packages: "node:sqlite" },
  { call: "scan show", modules: 69, packages: "node:sqlite" },
  { call: "list", modules: 78, packages: "node:sqlite" },
  { call: "list --json", modules: 71, packages: "node:sqlite" },
  { call: "search", modules: 123, packages: "node:sqlite node:zlib" },
  { call: "search --json", modules: 119, packages: "node:sqlite node:zlib" },
  { call: "browse", modules: 128, packages: "node:sqlite node:zlib" },
  { call: "info", modules: 86, packages: "node:sqlite node:zlib" },
  { call: "info --json", modules: 86, packages: "node:sqlite node:zlib" },
  { call: "vendors", modules: 60, packages: "node:sqlite" },
  { call: "vendors list", modules: 55, packages: "node:sqlite" },
  { call: "vendors rename", modules: 76, packages: "node:sqlite node:zlib" },
  { call: "vendors merge", modules: 76, packages: "node:sqlite node:zlib" },
  { call: "vendors split", modules: 76, packages: "node:sqlite node:zlib" },
  { call: "vendors reset", modules: 76, packages: "node:sqlite node:zlib" },
  { call: "similar", modules: 89, packages: "node:sqlite node:zlib" },
  { call: "similar --json", modules: 92, packages: "node:sqlite node:zlib" },
  { call: "recommend", modules: 92, packages: "node:sqlite node:zlib" },
  { call: "recommend --json", modules: 92, packages: "node:sqlite node:zlib" },
  { call: "duplicates", modules: 70, packages: "node:sqlite node:zlib" },
  { call: "duplicates --json", modules: 70, packages: "node:sqlite node:zlib" },
  { call: "duplicates merge", modules: 71, packages: "node:sqlite node:zlib" },
  { call: "duplicates split", modules: 71, packages: "node:sqlite node:zlib" },
  { call: "stats", modules: 97, packages: "node:sqlite" },
  { call: "stats --json", modules: 88, packages: "node:sqlite" },
  { call: "stats", modules: 113, packages: "node:sqlite" },
  { call: "open", modules: 56, packages: "node:sqlite" },
  { call: "export --json", modules: 86, packages: "node:sqlite node:zlib" },
  {
    call: "import",
    modules: 169,
    packages: "node:crypto node:sqlite node:zlib npm:@logtape/logtape npm:valibot",
  },
  { call: "categories", modules: 87, packages: "node:sqlite" },
  { call: "categorize", modules: 121, packages: "node:sqlite node:zlib" },
  { call: "tag", modules: 62, packages: "node:sqlite" },
  { call: "tag add", modules: 108, packages: "node:sqlite node:zlib" },
  { call: "tag list", modules: 66, packages: "node:sqlite" },
  { call: "tag rename", modules: 66, packages: "node:sqlite" },
  { call: "tag color", modules: 66, packages: "node:sqlite" },
  { call: "tag alias", modules: 66, packages: "node:sqlite" },
  { call: "tag unalias", modules: 66, packages: "node:sqlite" },
  { call: "tag add", modules: 107, packages: "node:sqlite node:zlib" },
  { call: "tag merge", modules: 66, packages: "node:sqlite" },
  { call: "tag suggest", modules: 128, packages: "node:sqlite node:zlib" },
  { call: "tag remove", modules: 108, packages: "node:sqlite node:zlib" },
  { call: "tag delete", modules: 66, packages: "node:sqlite" },
  { call: "favorite add", modules: 109, packages: "node:sqlite node:zlib" },
  { call: "favorite", modules: 64, packages: "node:sqlite" },
  { call: "favorite list", modules: 60, packages: "node:sqlite" },
  { call: "favorite remove", modules: 109, packages: "node:sqlite node:zlib" },
  { call: "hide add", modules: 109, packages: "node:sqlite node:zlib" },
  { call: "hide", modules: 64, packages: "node:sqlite" },
  { call: "hide list", modules: 60, packages: "node:sqlite" },
  { call: "hide remove", modules: 109, packages: "node:sqlite node:zlib" },
  { call: "rate add", modules: 109, packages: "node:sqlite node:zlib" },
  { call: "rate", modules: 64, packages: "node:sqlite" },
  { call: "rate list", modules: 60, packages: "node:sqlite" },
  { call: "rate remove", modules: 109, packages: "node:sqlite node:zlib" },
  { call: "note add", modules: 109, packages: "node:sqlite node:zlib" },
  { call: "note", modules: 64, packages: "node:sqlite" },
  { call: "note list", modules: 60, packages: "node:sqlite" },
  { call: "note remove", modules: 109, packages: "node:sqlite node:zlib" },
  { call: "undo", modules: 94, packages: "node:sqlite node:zlib" },
  { call: "undo", modules: 56, packages: "node:sqlite" },
  { call: "saved add", modules: 94, packages: "node:sqlite node:zlib" },
  { call: "saved", modules: 93, packages: "node:sqlite node:zlib" },
  { call: "saved list", modules: 91, packages: "node:sqlite node:zlib" },
  { call: "saved show", modules: 96, packages: "node:sqlite node:zlib" },
  { call: "saved rename", modules: 96, packages: "node:sqlite node:zlib" },
  { call: "collection create", modules: 102, packages: "node:sqlite node:zlib" },
  { call: "collection create", modules: 102, packages: "node:sqlite node:zlib" },
  { call: "collection add", modules: 117, packages: "node:sqlite node:zlib" },
  { call: "collection", modules: 97, packages: "node:sqlite node:zlib" },
  { call: "collection list", modules: 93, packages: "node:sqlite node:zlib" },
  { call: "collection show", modules: 96, packages: "node:sqlite node:zlib" },
  { call: "collection move", modules: 117, packages: "node:sqlite node:zlib" },
  { call: "collection nest", modules: 102, packages: "node:sqlite node:zlib" },
  { call: "collection note", modules: 102, packages: "node:sqlite node:zlib" },
  { call: "collection query", modules: 102, packages: "node:sqlite node:zlib" },
  { call: "search", modules: 124, packages: "node:sqlite node:zlib" },
  { call: "collection remove", modules: 117, packages: "node:sqlite node:zlib" },
  { call: "collection rename", modules: 102, packages: "node:sqlite node:zlib" },
  { call: "collection create", modules: 102, packages: "node:sqlite node:zlib" },
  { call: "collection merge", modules: 102, packages: "node:sqlite node:zlib" },
  { call: "collection delete", modules: 102, packages: "node:sqlite node:zlib" },
  { call: "saved remove", modules: 94, packages: "node:sqlite node:zlib" },
  { call: "curation export --json", modules: 55, packages: "node:sqlite" },
  { call: "curation import", modules: 136, packages: "node:sqlite node:zlib npm:valibot" },
  { call: "curation merge", modules: 96, packages: "node:sqlite node:zlib" },
  { call: "project scan", modules: 100, packages: "node:sqlite npm:fflate npm:saxes npm:xmlchars" },
  { call: "project", modules: 60, packages: "node:sqlite" },
  { call: "project list", modules: 60, packages: "node:sqlite" },
  { call: "project check", modules: 101, packages: "node:sqlite npm:fflate npm:saxes npm:xmlchars" },
  { call: "project info", modules: 75, packages: "npm:fflate npm:saxes npm:xmlchars" },
  { call: "usage", modules: 69, packages: "node:sqlite" },
  { call: "daw", modules: 54, packages: "npm:valibot" },
  { call: "daw status", modules: 50, packages: "npm:valibot" },
  { call: "daw export", modules: 121, packages: "node:sqlite node:zlib npm:fflate npm:valibot" },
  { call: "daw undo", modules: 54, packages: "npm:valibot" },
  { call: "preset capture", modules: 168, packages: "node:crypto node:sqlite node:zlib npm:valibot" },
  { call: "preset", modules: 70, packages: "node:sqlite" },
  { call: "preset list", modules: 70, packages: "node:sqlite" },
  { call: "preset log", modules: 79, packages: "node:sqlite" },
  { call: "preset diff", modules: 148, packages: "node:crypto node:sqlite node:zlib npm:valibot" },
  { call: "preset tag", modules: 99, packages: "node:sqlite node:zlib" },
  { call: "preset note", modules: 99, packages: "node:sqlite node:zlib" },
  { call: "preset rename", modules: 99, packages: "node:sqlite node:zlib" },
  { call: "preset restore", modules: 155, packages: "node:crypto node:sqlite node:zlib npm:valibot" },
  {
    call: "preset convert",
    modules: 218,
    packages: "node:crypto node:sqlite node:zlib npm:fflate npm:saxes npm:valibot npm:xmlchars",
  },
  {
    call: "preset write",
    modules: 130,
    packages: "node:crypto node:sqlite node:zlib npm:fflate npm:saxes npm:valibot npm:xmlchars",
  },
  { call: "preset verify", modules: 137, packages: "node:crypto node:sqlite node:zlib npm:valibot" },
  { call: "preset backup", modules: 104, packages: "node:crypto node:sqlite node:zlib" },
  { call: "preset merge", modules: 100, packages: "node:crypto node:sqlite node:zlib" },
  { call: "preset share", modules: 89, packages: "node:crypto node:sqlite node:zlib npm:fflate npm:valibot" },
  {
    call: "preset import",
    modules: 114,
    packages: "node:crypto node:sqlite node:zlib npm:fflate npm:valibot",
  },
  { call: "preset delete", modules: 99, packages: "node:sqlite node:zlib" },
  { call: "presets scan", modules: 179, packages: "node:sqlite node:zlib npm:@logtape/logtape npm:valibot" },
  { call: "blocklist add", modules: 103, packages: "node:sqlite node:zlib npm:valibot" },
  { call: "blocklist list", modules: 92, packages: "node:sqlite node:zlib" },
  { call: "blocklist remove", modules: 100, packages: "node:sqlite node:zlib" },
  { call: "blocklist clear", modules: 85, packages: "node:sqlite node:zlib" },
  { call: "override set", modules: 110, packages: "node:sqlite node:zlib" },
  { call: "override list", modules: 90, packages: "node:sqlite node:zlib" },
  { call: "override unset", modules: 110, packages: "node:sqlite node:zlib" },
  { call: "doctor", modules: 126, packages: "node:sqlite npm:valibot" },
  { call: "status", modules: 122, packages: "node:sqlite npm:valibot" },
  { call: "catalog path", modules: 33 },
  { call: "catalog stats", modules: 60, packages: "node:sqlite" },
  { call: "catalog check", modules: 56, packages: "node:crypto node:sqlite node:zlib npm:@logtape/logtape" },
  { call: "catalog backup", modules: 56, packages: "node:sqlite npm:@logtape/logtape" },
  {
    call: "catalog restore",
    modules: 71,
    packages: "node:crypto node:sqlite node:zlib npm:@logtape/logtape",
  },
  {
    call: "catalog repair",
    modules: 123,
    packages: "node:crypto node:sqlite node:zlib npm:@logtape/logtape",
  },
  { call: "catalog vacuum", modules: 80, packages: "node:sqlite node:zlib npm:@logtape/logtape" },
  { call: "catalog prune", modules: 87, packages: "node:sqlite node:zlib npm:@logtape/logtape" },
  {
    call: "scan",
    modules: 251,
    packages: "node:crypto node:sqlite node:zlib npm:@logtape/logtape npm:valibot",
  },
  { call: "presets", modules: 83, packages: "node:sqlite" },
  { call: "presets list --json", modules: 79, packages: "node:sqlite" },
  { call: "presets search", modules: 86, packages: "node:sqlite" },
  { call: "presets search --json", modules: 82, packages: "node:sqlite" },
  { call: "presets info", modules: 58, packages: "node:sqlite" },
  { call: "presets stats", modules: 56, packages: "node:sqlite" },
  { call: "catalog clear", modules: 96, packages: "node:sqlite node:zlib npm:@logtape/logtape" },
  { call: "logs", modules: 46 },
  { call: "logs --json", modules: 41 },
  { call: "logs --failures", modules: 60, packages: "npm:valibot" },
  { call: "logs --path", modules: 41 },
  { call: "completions", modules: 35 },
  { call: "completions install", modules: 35 },
  { call: "completions uninstall", modules: 35 },
  { call: "__complete", modules: 64 },
  { call: "__complete zsh", modules: 42 },
  { call: "__complete zsh list", modules: 59, packages: "node:sqlite" },
  { call: "__complete zsh info", modules: 52, packages: "node:sqlite" },
  { call: "__complete zsh search", modules: 60, packages: "node:sqlite" },
  { call: "__complete zsh config", modules: 140 },
  { call: "schema", modules: 33 },
  { call: "schema version", modules: 33, packages: "npm:@valibot/to-json-schema npm:valibot" },
  { call: "config set", modules: 160, packages: "npm:jsonc-parser" },
  { call: "config get", modules: 152, packages: "npm:jsonc-parser" },
  { call: "config list", modules: 156, packages: "npm:jsonc-parser" },
  { call: "config edit", modules: 164, packages: "npm:jsonc-parser" },
  { call: "config path", modules: 156, packages: "npm:jsonc-parser" },
  { call: "config validate", modules: 155, packages: "npm:jsonc-parser" },
  { call: "config schema", modules: 151, packages: "npm:jsonc-parser" },
  { call: "config migrate", modules: 156, packages: "npm:jsonc-parser" },
  { call: "config unset", modules: 161, packages: "npm:jsonc-parser" },
  { call: "help", modules: 34 },
  { call: "version", modules: 34 },
];

Deno.test("each command starts within its budget", { ignore: Deno.build.os !== "linux" }, async (t) => {
  await using sandbox = await Sandbox.make({ EDITOR: "true" });
  for (const [index, { call, modules: most, packages = "" }] of BUDGETS.entries()) {
    const [, ...args] = COMMAND_CALLS[index]!;
    await t.step(`pluginary ${call}`, async () => {
      const run = await loadedModules(
        [...call.split(" "), ...args],
        graph,
        sandbox.options(optionsOfCall(call)),
      );
      assert.equal(run.code, 0, run.stderr);
      const isPackage = (name: string) => /^(npm|node):/.test(name);
      const own = run.modules.filter((name) => !isPackage(name));
      const foreign = run.modules.filter((name) => isPackage(name) && name !== "npm:@stricli/core");
      assert.ok(own.length <= most, `${own.length} modules, at most ${most}:\n${own.join("\n")}`);
      assert.equal(foreign.join(" "), packages);
      assert.deepEqual(NEVER_AT_START.filter((name) => own.includes(name)), []);
    });
  }
});

Deno.test("every command has a budget", async () => {
  const commands = (await commandPages()).filter(({ target }) => commandOf(target) !== undefined)
    .map(({ words }) => words.slice(1).join(" "));
  assert.deepEqual(BUDGETS.map(({ call }) => call), COMMAND_CALLS.map(([call]) => call));
  const called = new Set(BUDGETS.map(({ call }) => call.replace(" --json", "")));
  assert.deepEqual(commands.filter((command) => !called.has(command)), []);
});

Deno.test("what no command loads at its start is a file of the program", () => {
  assert.deepEqual(NEVER_AT_START.filter((name) => !graph.has(name)), []);
});
