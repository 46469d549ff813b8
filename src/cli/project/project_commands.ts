import { buildCommand, buildRouteMap } from "@stricli/core";
import { DAWS } from "../../model/projects/daw.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { JUNIT_OPTION } from "../output/junit_option.ts";
import { LONG_OPTIONS, STREAM_OPTIONS, tableOptions } from "../output/output_options.ts";
import { PAGE_OPTIONS } from "../plugins/page_options.ts";
import {
  CHECK_COLUMNS,
  CHECK_FAIL_IF,
  PROJECT_COLUMNS,
  PROJECT_PLUGIN_COLUMNS,
  type ProjectCheckFlags,
  type ProjectInfoFlags,
  type ProjectListFlags,
  type ProjectScanFlags,
  SCANNED_PROJECT_COLUMNS,
} from "./project_flags.ts";

/** Shown by `pluginary project --help`. */
export const PROJECT_EXAMPLES: readonly Example[] = [
  {
    command: "pluginary project check projects/Song.RPP",
    does: "which plugins it needs, and which are missing",
  },
  { command: "pluginary project scan projects", does: "find projects, and what they use" },
  { command: "pluginary project", does: "the projects that were found" },
  { command: "pluginary usage", does: "which plugins they use most" },
];

const INTERNAL_OPTION = {
  internal: {
    kind: "boolean",
    brief: "Include the devices and scripts of the program itself",
    optional: true,
    withNegated: false,
  },
} as const;

const BACKUPS_OPTION = {
  backups: {
    kind: "boolean",
    brief: "Include copies that programs have made",
    optional: true,
    withNegated: false,
  },
} as const;

const READ_PROGRAMS = `Projects of Ableton Live, Ardour, Carla, DAWproject, FL Studio, LMMS, Logic Pro,
Qtractor, REAPER, Renoise, Studio One and Tracktion are read. The contents of a
file decide which it is, not its name.`;

const checkCommand = buildCommand<ProjectCheckFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_project_check.ts")).runProjectCheck,
  parameters: {
    flags: {
      failIf: {
        kind: "enum",
        values: CHECK_FAIL_IF,
        variadic: ",",
        placeholder: "LIST",
        brief: "Exit with 3 if a plugin has one of these states, or a project is unreadable",
        optional: true,
      },
      all: {
        kind: "boolean",
        brief: "Also show plugins that are installed",
        optional: true,
        withNegated: false,
      },
      ...INTERNAL_OPTION,
      ...BACKUPS_OPTION,
      ...JUNIT_OPTION,
      ...LONG_OPTIONS,
      ...tableOptions(CHECK_COLUMNS),
    },
    positional: {
      kind: "array",
      parameter: { brief: "Projects, and folders with projects", placeholder: "PATH", parse: String },
    },
  },
  docs: {
    brief: "Check which plugins of a project are installed",
    fullDescription: describeWithExamples(
      `Check which plugins a project needs, and which of them are installed.

A plugin is installed, there in another format or version, missing, or unknown
where the project says too little. For those that are not installed, the best
candidates are shown: first the same plugin in another format, then other
versions, then plugins that are similar.

Without PATH, all projects that "pluginary project scan" has found are checked.
In folders, copies that programs make are left out; a project that is named is
always checked. If none of the projects can be read, the exit code is 1.

${READ_PROGRAMS}`,
      [
        { command: "pluginary project check projects/Song.RPP", does: "one project" },
        {
          command: "pluginary project check projects --all",
          does: "all in a folder",
        },
        {
          command: "pluginary project check projects --fail-if missing",
          does: "exit code 3",
        },
        { command: "pluginary project check projects --junit report.xml", does: "for CI" },
        { command: "pluginary project check projects --json", does: "for programs" },
      ],
    ),
  },
});

const scanCommand = buildCommand<ProjectScanFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_project_scan.ts")).runProjectScan,
  parameters: {
    flags: {
      force: { kind: "boolean", brief: "Read unchanged projects too", optional: true, withNegated: false },
      ...LONG_OPTIONS,
      ...tableOptions(SCANNED_PROJECT_COLUMNS),
    },
    positional: {
      kind: "array",
      parameter: { brief: "Folders to search, and projects", placeholder: "PATH", parse: String },
    },
  },
  docs: {
    brief: "Find projects, and the plugins that they use",
    fullDescription: describeWithExamples(
      `Search folders for projects, with all folders below them, and remember which
plugins each uses. "pluginary usage" and searches with "is:used" know it then.

Only projects that are new or have changed are read. Without PATH, the folders
that were searched before are searched again. Copies that programs make, such as
those in folders named "Backup", are recognized and do not count as uses.

${READ_PROGRAMS}`,
      [
        { command: "pluginary project scan projects", does: "a folder" },
        { command: "pluginary project scan", does: "look for changes" },
        { command: "pluginary project scan projects --json", does: "for programs" },
      ],
    ),
  },
});

const listCommand = buildCommand<ProjectListFlags, [], ProgramContext>({
  loader: async () => (await import("./run_project_list.ts")).runProjectList,
  parameters: {
    flags: {
      daw: {
        kind: "enum",
        values: DAWS,
        variadic: ",",
        placeholder: "LIST",
        brief: "Only projects of these programs",
        optional: true,
      },
      uses: {
        kind: "parsed",
        parse: String,
        placeholder: "PLUGIN",
        brief: "Only projects that use PLUGIN, in any format",
        optional: true,
      },
      unreadable: {
        kind: "boolean",
        brief: "Only projects that cannot be read",
        optional: true,
        withNegated: false,
      },
      ...BACKUPS_OPTION,
      ...PAGE_OPTIONS,
      ...STREAM_OPTIONS,
      ...tableOptions(PROJECT_COLUMNS),
    },
  },
  docs: {
    brief: "List the projects that were found",
    fullDescription: describeWithExamples(
      `List the projects that "pluginary project scan" has found, by their paths, with
the number of their plugins and of those that are not installed.`,
      [
        { command: "pluginary project list", does: "all projects" },
        { command: "pluginary project list --daw reaper,live", does: "of two programs" },
        { command: "pluginary project list --uses ZamTube", does: "that use a plugin" },
        { command: "pluginary project list --csv", does: "for a spreadsheet" },
      ],
    ),
  },
});

const infoCommand = buildCommand<ProjectInfoFlags, [string], ProgramContext>({
  loader: async () => (await import("./run_project_info.ts")).runProjectInfo,
  parameters: {
    flags: { ...INTERNAL_OPTION, ...tableOptions(PROJECT_PLUGIN_COLUMNS) },
    positional: {
      kind: "tuple",
      parameters: [{ brief: "File of a project", placeholder: "FILE", parse: String }],
    },
  },
  docs: {
    brief: "Show the plugins of a project",
    fullDescription: describeWithExamples(
      `Show which plugins a project uses, on which tracks and with which presets, and
whether they are bypassed, offline or frozen. The file is read; it need not be
in the catalog.`,
      [
        { command: "pluginary project info projects/Song.RPP", does: "its plugins" },
        {
          command: "pluginary project info projects/Song.RPP --internal",
          does: "with own devices",
        },
        { command: "pluginary project info projects/Song.RPP --csv", does: "for a spreadsheet" },
      ],
    ),
  },
});

/** Stands for `project` without a subcommand. */
const DEFAULT_ROUTE = "list";

/** `pluginary project` and the commands below it. */
export const projectCommands = buildRouteMap<string, ProgramContext>({
  routes: { [DEFAULT_ROUTE]: listCommand, check: checkCommand, info: infoCommand, scan: scanCommand },
  defaultCommand: DEFAULT_ROUTE,
  docs: {
    brief: "Check which plugins projects need",
    fullDescription: describeWithExamples(
      `Read projects of other programs: which plugins they use, and which of these are
installed.`,
      PROJECT_EXAMPLES,
    ),
  },
});
