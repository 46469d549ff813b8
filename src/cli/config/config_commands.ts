import { buildCommand, buildRouteMap } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { OUTPUT_OPTIONS, type OutputFlags, tableOptions } from "../output/output_options.ts";
import {
  CONFIG_COLUMNS,
  type ConfigFileFlags,
  type ConfigGetFlags,
  type ConfigListFlags,
  type ProjectFlags,
} from "./config_flags.ts";

/** Shown by `pluginary config --help`. */
export const CONFIG_EXAMPLES: readonly Example[] = [
  { command: "pluginary config set scan.jobs 4", does: "always scan with 4 workers" },
  { command: "pluginary config list --origin", does: "show values and where they are set" },
  { command: "pluginary config list --all", does: "show all settings" },
  { command: "pluginary config validate", does: "check for mistakes" },
];

const DESCRIPTION = `View and change the configuration.

Every option of every command can have a permanent value: in your configuration
file, in a project's file or in an environment variable. See "pluginary help
configuration".

A KEY is the name of an option, like jobs, for all commands that have it. With
the name of a command, like scan.jobs, it applies to that command only.`;

const PROJECT_OPTION = {
  project: {
    kind: "boolean",
    brief: "Use the project's file, not yours",
    optional: true,
    withNegated: false,
  },
} as const;

const KEY = { brief: "Setting, like jobs or scan.jobs", placeholder: "KEY", parse: String } as const;

const getCommand = buildCommand<ConfigGetFlags, [string], ProgramContext>({
  loader: async () => (await import("./run_config_get.ts")).runConfigGet,
  parameters: {
    flags: {
      origin: { kind: "boolean", brief: "Show where the value is set", optional: true, withNegated: false },
      ...OUTPUT_OPTIONS,
    },
    positional: { kind: "tuple", parameters: [KEY] },
  },
  docs: { brief: "Print the value of a setting" },
});

const setCommand = buildCommand<ConfigFileFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_config_set.ts")).runConfigSet,
  parameters: {
    flags: { ...PROJECT_OPTION, ...OUTPUT_OPTIONS },
    positional: {
      kind: "array",
      minimum: 2,
      parameter: {
        brief: "Setting and its value, or several values for a list",
        placeholder: "KEY VALUE",
        parse: String,
      },
    },
  },
  docs: { brief: "Set a value in the configuration file; keep its comments" },
});

const unsetCommand = buildCommand<ConfigFileFlags, [string], ProgramContext>({
  loader: async () => (await import("./run_config_unset.ts")).runConfigUnset,
  parameters: {
    flags: { ...PROJECT_OPTION, ...OUTPUT_OPTIONS },
    positional: { kind: "tuple", parameters: [KEY] },
  },
  docs: { brief: "Remove a setting from the configuration file" },
});

const listCommand = buildCommand<ConfigListFlags, [], ProgramContext>({
  loader: async () => (await import("./run_config_list.ts")).runConfigList,
  parameters: {
    flags: {
      origin: {
        kind: "boolean",
        brief: "Show where each value is set and which ones take effect",
        optional: true,
        withNegated: false,
      },
      all: { kind: "boolean", brief: "Include all unset settings", optional: true, withNegated: false },
      ...tableOptions(CONFIG_COLUMNS),
    },
  },
  docs: {
    brief: "List settings with their values, sources and meanings",
    fullDescription: `List settings with their values, sources and meanings.

Settings that people rarely set are left out unless they are set, or with --all.`,
  },
});

const editCommand = buildCommand<ProjectFlags, [], ProgramContext>({
  loader: async () => (await import("./run_config_edit.ts")).runConfigEdit,
  parameters: { flags: PROJECT_OPTION },
  docs: { brief: "Edit the configuration file in $VISUAL or $EDITOR, then check it" },
});

const pathCommand = buildCommand<ConfigFileFlags, [], ProgramContext>({
  loader: async () => (await import("./run_config_path.ts")).runConfigPath,
  parameters: { flags: { ...PROJECT_OPTION, ...OUTPUT_OPTIONS } },
  docs: { brief: "Print the path of the configuration file" },
});

const validateCommand = buildCommand<OutputFlags, [file?: string], ProgramContext>({
  loader: async () => (await import("./run_config_validate.ts")).runConfigValidate,
  parameters: {
    flags: OUTPUT_OPTIONS,
    positional: {
      kind: "tuple",
      parameters: [{
        brief: "File to check (default: the whole configuration)",
        placeholder: "FILE",
        parse: String,
        optional: true,
      }],
    },
  },
  docs: { brief: "Check the whole configuration; exit 1 on problems" },
});

const schemaCommand = buildCommand<ConfigFileFlags, [], ProgramContext>({
  loader: async () => (await import("./run_config_schema.ts")).runConfigSchema,
  parameters: { flags: { ...PROJECT_OPTION, ...OUTPUT_OPTIONS } },
  docs: { brief: "Print the JSON Schema of the configuration file, for editors" },
});

const migrateCommand = buildCommand<ConfigFileFlags, [], ProgramContext>({
  loader: async () => (await import("./run_config_migrate.ts")).runConfigMigrate,
  parameters: { flags: { ...PROJECT_OPTION, ...OUTPUT_OPTIONS } },
  docs: { brief: "Migrate the configuration file to the newest version, with a backup" },
});

/** The commands below `pluginary config`. */
export const configCommands = buildRouteMap<
  "get" | "set" | "unset" | "list" | "edit" | "path" | "validate" | "schema" | "migrate",
  ProgramContext
>({
  routes: {
    get: getCommand,
    set: setCommand,
    unset: unsetCommand,
    list: listCommand,
    edit: editCommand,
    path: pathCommand,
    validate: validateCommand,
    schema: schemaCommand,
    migrate: migrateCommand,
  },
  docs: {
    brief: "View and change the configuration",
    fullDescription: describeWithExamples(DESCRIPTION, CONFIG_EXAMPLES),
  },
});
