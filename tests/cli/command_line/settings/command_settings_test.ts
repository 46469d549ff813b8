import assert from "node:assert/strict";
import { projectPath } from "../../../../scripts/project_path.ts";
import { CONFIGURATION_TOPIC } from "../../../../src/cli/help/configuration_topic.ts";
import { buildCommand, buildRouteMap } from "@stricli/core";
import { commandTree } from "../../../../src/cli/app.ts";
import type { ProgramContext } from "../../../../src/cli/command_line/command_context.ts";
import { commandOf, type CommandTarget, isCommand } from "../../../../src/cli/command_line/command_target.ts";
import { clashingVariables, settingsOf } from "../../../../src/cli/command_line/settings/command_settings.ts";
import {
  PROJECT_OPTIONS,
  projectRefusal,
} from "../../../../src/cli/command_line/settings/project_options.ts";
import { parseCount } from "../../../../src/cli/command_line/parse_count.ts";
import { configSchema } from "../../../../src/config/config_schema.ts";
import { FORBIDDEN_NAMES, FORBIDDEN_VARIABLES } from "../../../../src/config/forbidden_names.ts";
import { settingKey, settingVariable } from "../../../../src/config/setting_name.ts";

const root = await commandTree([]);
const table = settingsOf(root);

function optionsBelow(target: CommandTarget, command: string): [command: string, option: string][] {
  const own = Object.entries(commandOf(target)?.parameters.flags ?? {})
    .filter(([, flag]) => flag.hidden !== true)
    .map(([option]): [string, string] => [command, option]);
  const below = isCommand(target) ? [] : target.getAllEntries().filter(({ hidden }) => !hidden)
    .flatMap((entry) => optionsBelow(entry.target, `${command} ${entry.name.original}`.trim()));
  return [...own, ...below];
}

Deno.test("every option of every command is a setting, but for those of commands that examine or explain", () => {
  const missing = optionsBelow(root, "")
    .filter(([command]) => !/^(completions|config|doctor|status|help|version)\b/.test(command))
    .filter(([command, option]) => {
      const key = `${command.replaceAll(" ", ".")}.${option}`;
      // An option with the name of a command follows its general setting.
      return table.findByKey(key) === undefined && !table.hasCommand(key.split("."));
    });
  assert.deepEqual(missing, []);
  assert.ok(table.settings.length > 50);
});

Deno.test("every setting has a variable of its own, and none that means something else", () => {
  const variables = table.settings.map(settingVariable);
  assert.equal(new Set(variables).size, variables.length);
  for (const name of [...FORBIDDEN_VARIABLES.keys(), "PLUGINARY_TEST_FULL", "PLUGINARY_TEST_SEED"]) {
    assert.ok(!variables.includes(name), name);
  }
  for (const name of FORBIDDEN_NAMES.keys()) assert.equal(table.find([], name), undefined, name);
  assert.ok(
    variables.includes("PLUGINARY_FAIL_ON") && variables.includes("PLUGINARY_CATALOG_PRUNE_MAX_SIZE"),
  );
});

Deno.test("no setting has the name of a command, which would be the same name in a file", () => {
  const clashes = table.settings.filter(({ command, option }) => table.hasCommand([...command, option]));
  assert.deepEqual(clashes.map(settingKey), []);
  // "undo --list" is no general setting, and "tag list --color" follows the general one.
  assert.equal(table.find([], "list"), undefined);
  assert.equal(table.find(["tag"], "color"), undefined);
  assert.ok(table.find(["undo"], "list") !== undefined && table.find([], "color") !== undefined);
});

Deno.test("a project may set nothing that runs, opens, loosens or forgets something", () => {
  const dangerous = [
    ...["all", "allow", "catalog", "confinement", "folder", "ignoreFile", "isolate", "maxSize"],
    ...["noCatalog", "noMaxSize", "output", "prune", "yes", "force"],
  ];
  for (const option of dangerous) assert.ok(projectRefusal(option) !== undefined, option);
  assert.ok(projectRefusal("an-option-of-tomorrow") !== undefined);
  for (const { option, refusal, type } of table.settings) {
    // What a project may set names no file, whatever else it may say.
    if (refusal === undefined) assert.ok(PROJECT_OPTIONS.has(option) && type.isPath !== true, option);
  }
});

Deno.test("an option has a general setting only where all commands mean the same by it", () => {
  const command = (flags: Record<string, unknown>) =>
    buildCommand<Record<string, never>, [], ProgramContext>({
      func: () => {},
      parameters: { flags: flags as never },
      docs: { brief: "x" },
    });
  const flag = (more: object) => ({ brief: "x", optional: true, ...more });
  const tree = buildRouteMap<string, ProgramContext>({
    routes: {
      a: command({
        sort: flag({ kind: "enum", values: ["x", "y"] }),
        limit: flag({ kind: "parsed", parse: parseCount }),
        all: flag({ kind: "boolean", brief: "Show all" }),
        json: flag({ kind: "boolean" }),
      }),
      b: command({
        sort: flag({ kind: "enum", values: ["x"] }),
        limit: flag({ kind: "parsed", parse: parseCount }),
        all: flag({ kind: "boolean", brief: "Forget all" }),
        json: flag({ kind: "boolean" }),
        gone: flag({ kind: "boolean", hidden: true }),
      }),
    },
    docs: { brief: "x" },
  });
  const settings = settingsOf(tree);
  assert.deepEqual(settings.keys(), [
    ...["limit", "json", "a.sort", "a.limit", "a.all", "a.json"],
    ...["b.sort", "b.limit", "b.all", "b.json"],
  ]);
  assert.deepEqual(
    clashingVariables(settings),
    new Map([["PLUGINARY_SORT", ["a.sort", "b.sort"]], ["PLUGINARY_ALL", ["a.all", "b.all"]]]),
  );
});

Deno.test("the JSON Schema of a file has each setting with its type", () => {
  // deno-lint-ignore no-explicit-any
  const schema: any = configSchema(table.settings);
  assert.equal(schema.additionalProperties, false);
  assert.deepEqual(schema.properties.version.const, 1);
  const { scan, list, cache } = schema.properties;
  assert.deepEqual(scan.properties.jobs, { description: scan.properties.jobs.description, type: "number" });
  assert.deepEqual(scan.properties.failOn.items, {
    enum: ["crashed", "timed-out", "failed", "any", "empty"],
  });
  assert.equal(scan.properties.json.type, "boolean");
  assert.equal(list.properties.limit.type, "number");
  assert.equal(cache.properties.prune.properties.maxSize.type, "string");
  for (const setting of table.settings) {
    const path = [...setting.command, setting.option];
    // deno-lint-ignore no-explicit-any
    const found = path.reduce((object: any, name) => object.properties[name], schema);
    assert.equal(found.description, setting.brief);
  }
});

Deno.test("help and docs name what a project may set", async () => {
  const names = [...PROJECT_OPTIONS].sort((a, b) => a < b ? -1 : 1).join(" ");
  assert.ok(CONFIGURATION_TOPIC.replaceAll("\n", " ").includes(`${names}.`));
  assert.ok((await Deno.readTextFile(projectPath("docs/configuration.md"))).includes(`\`${names}\``));
});
