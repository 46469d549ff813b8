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
  { command: "pluginary config set scan.jobs 4", does: "from now on" },
  { command: "pluginary config list --origin", does: "what is set, and where" },
  { command: "pluginary config list --all", does: "what can be set" },
  { command: "pluginary config validate", does: "whether all of it is right" },
];

const DESCRIPTION = `Look at the configuration and change it.

Every option of every command can be given a lasting value: in a file of yours,
in one of a project, in an environment variable. "pluginary help configuration"
explains how.

A KEY is an option's name, like jobs, for all commands that have it, or with the
command before it, like scan.jobs.`;

const PROJECT_OPTION = {
  project: {
    kind: "boolean",
    brief: "The project's file in place of yours",
    optional: true,
    withNegated: false,
  },
} as const;

const KEY = { brief: "Setting, like jobs or scan.jobs", placeholder: "KEY", parse: String } as const;

const getCommand = buildCommand<ConfigGetFlags, [string], ProgramContext>({
  loader: async () => (await import("./run_config_get.ts")).runConfigGet,
  parameters: {
    flags: {
      origin: { kind: "boolean", brief: "Say where it comes from", optional: true, withNegated: false },
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
        brief: "Setting, then its value, or several for a list",
        placeholder: "KEY VALUE",
        parse: String,
      },
    },
  },
  docs: { brief: "Write a setting into a file; comments in it stay" },
});

const unsetCommand = buildCommand<ConfigFileFlags, [string], ProgramContext>({
  loader: async () => (await import("./run_config_unset.ts")).runConfigUnset,
  parameters: {
    flags: { ...PROJECT_OPTION, ...OUTPUT_OPTIONS },
    positional: { kind: "tuple", parameters: [KEY] },
  },
  docs: { brief: "Take a setting out of a file" },
});

const listCommand = buildCommand<ConfigListFlags, [], ProgramContext>({
  loader: async () => (await import("./run_config_list.ts")).runConfigList,
  parameters: {
    flags: {
      origin: {
        kind: "boolean",
        brief: "Say where each value comes from, and which of them count",
        optional: true,
        withNegated: false,
      },
      all: { kind: "boolean", brief: "What has no value too", optional: true, withNegated: false },
      ...tableOptions(CONFIG_COLUMNS),
    },
  },
  docs: { brief: "List what is set" },
});

const editCommand = buildCommand<ProjectFlags, [], ProgramContext>({
  loader: async () => (await import("./run_config_edit.ts")).runConfigEdit,
  parameters: { flags: PROJECT_OPTION },
  docs: { brief: "Open a file in $VISUAL or $EDITOR, then check it" },
});

const pathCommand = buildCommand<ConfigFileFlags, [], ProgramContext>({
  loader: async () => (await import("./run_config_path.ts")).runConfigPath,
  parameters: { flags: { ...PROJECT_OPTION, ...OUTPUT_OPTIONS } },
  docs: { brief: "Print where a file is, or would be" },
});

const validateCommand = buildCommand<OutputFlags, [file?: string], ProgramContext>({
  loader: async () => (await import("./run_config_validate.ts")).runConfigValidate,
  parameters: {
    flags: OUTPUT_OPTIONS,
    positional: {
      kind: "tuple",
      parameters: [{
        brief: "File to check; all that counts here without it",
        placeholder: "FILE",
        parse: String,
        optional: true,
      }],
    },
  },
  docs: { brief: "Check all of it; exit code 1 when something is wrong" },
});

const schemaCommand = buildCommand<ConfigFileFlags, [], ProgramContext>({
  loader: async () => (await import("./run_config_schema.ts")).runConfigSchema,
  parameters: { flags: { ...PROJECT_OPTION, ...OUTPUT_OPTIONS } },
  docs: { brief: "Print the JSON Schema of a file, for editors" },
});

const migrateCommand = buildCommand<ConfigFileFlags, [], ProgramContext>({
  loader: async () => (await import("./run_config_migrate.ts")).runConfigMigrate,
  parameters: { flags: { ...PROJECT_OPTION, ...OUTPUT_OPTIONS } },
  docs: { brief: "Bring a file to the newest version, after a backup" },
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
    brief: "Look at the configuration and change it",
    fullDescription: describeWithExamples(DESCRIPTION, CONFIG_EXAMPLES),
  },
});
