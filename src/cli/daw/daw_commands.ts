import { buildCommand, buildRouteMap } from "@stricli/core";
import { type Daw, DAWS, EXPORT_PARTS } from "../../model/daws/daw.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { OUTPUT_OPTIONS, STREAM_OPTIONS, tableOptions } from "../output/output_options.ts";
import { DAW_COLUMNS, type DawExportFlags, type DawStatusFlags, type DawUndoFlags } from "./daw_flags.ts";

/** Shown by `pluginary daw --help`. */
export const DAW_EXAMPLES: readonly Example[] = [
  { command: "pluginary daw", does: "hosts on this computer, and their files" },
  { command: "pluginary daw export reaper --dry-run", does: "preview the changes" },
  { command: "pluginary daw export reaper", does: "write tags and collections" },
  { command: "pluginary daw undo", does: "undo the last export" },
];

/** Stands for `daw` without a subcommand. */
const DEFAULT_ROUTE = "status";

const DRY_RUN = {
  kind: "boolean",
  brief: "Show the changes, and write nothing",
  optional: true,
  withNegated: false,
} as const;

const statusCommand = buildCommand<DawStatusFlags, [], ProgramContext>({
  loader: async () => (await import("./run_daw_status.ts")).runDawStatus,
  parameters: { flags: { ...STREAM_OPTIONS, ...tableOptions(DAW_COLUMNS) } },
  docs: {
    brief: "Show which hosts are installed, and their files",
    fullDescription: describeWithExamples(
      `Show where REAPER, Ardour, Logic Pro and Ableton Live keep their files about
plugins on this system, which of the files exist, and whether each host is
running. REAPER's own lists of plugins are checked as well: exports rely on the
numbers that REAPER gives to VST3 plugins.`,
      [
        { command: "pluginary daw status", does: "all hosts" },
        { command: "pluginary daw status --json", does: "with each file" },
      ],
    ),
  },
});

const exportCommand = buildCommand<DawExportFlags, [Daw], ProgramContext>({
  loader: async () => (await import("./run_daw_export.ts")).runDawExport,
  parameters: {
    flags: {
      parts: {
        kind: "enum",
        values: EXPORT_PARTS,
        variadic: ",",
        placeholder: "LIST",
        brief: "Export only these parts (default those that the host supports)",
        optional: true,
      },
      query: {
        kind: "parsed",
        parse: String,
        placeholder: "TEXT",
        brief: "Export only plugins that match TEXT; others keep what they have",
        optional: true,
      },
      collection: {
        kind: "parsed",
        parse: String,
        variadic: true,
        placeholder: "NAME",
        brief: "Export only this collection (default all)",
        optional: true,
      },
      path: {
        kind: "parsed",
        parse: parsePath,
        placeholder: "PATH",
        brief: "Folder of the host's files, or the DAWproject file (default the usual place)",
        optional: true,
      },
      create: {
        kind: "boolean",
        brief: "Make files for plugins that Logic Pro has not seen yet",
        optional: true,
        withNegated: false,
      },
      rack: {
        kind: "boolean",
        brief: "Write racks (.adg) for Ableton Live, not presets (.vstpreset)",
        optional: true,
        withNegated: false,
      },
      force: {
        kind: "boolean",
        brief: "Write even while the host is running, or over an existing DAWproject file",
        optional: true,
        withNegated: false,
      },
      dryRun: DRY_RUN,
      ...OUTPUT_OPTIONS,
    },
    positional: {
      kind: "tuple",
      parameters: [{ brief: `Host: ${DAWS.join(", ")}`, placeholder: "DAW", parse: parseDaw }],
    },
  },
  docs: {
    brief: "Write categories, tags, favorites and collections for a host",
    fullDescription: describeWithExamples(
      `Write categories, tags, favorites and collections into the files of a host:

reaper      categories and tags as categories, favorites and collections as
            folders of its browser
ardour      categories, tags and collections as tags, favorites and hidden
            plugins as statuses
logic       all of them as tags of Audio Units
live        presets in folders of the User Library; categories with --parts
dawproject  a project with a track per collection, for any host that reads it

Everything else in a file stays as it is, byte for byte. A later export removes
only what an earlier one wrote. Files are backed up for "pluginary daw undo".
Nothing is written while the host is running, since it would overwrite the files
when it quits.`,
      [
        { command: "pluginary daw export reaper --dry-run", does: "preview the changes" },
        { command: "pluginary daw export ardour --parts tags,favorites", does: "some parts" },
        { command: "pluginary daw export dawproject --path mix.dawproject", does: "a project of chains" },
      ],
    ),
  },
});

const undoCommand = buildCommand<DawUndoFlags, [Daw?], ProgramContext>({
  loader: async () => (await import("./run_daw_undo.ts")).runDawUndo,
  parameters: {
    flags: {
      force: {
        kind: "boolean",
        brief: "Restore files even if they have changed since, or while the host is running",
        optional: true,
        withNegated: false,
      },
      dryRun: DRY_RUN,
      ...OUTPUT_OPTIONS,
    },
    positional: {
      kind: "tuple",
      parameters: [{
        brief: "Host whose last export to undo (default the last export to any host)",
        placeholder: "DAW",
        parse: parseDaw,
        optional: true,
      }],
    },
  },
  docs: {
    brief: "Undo the last export",
    fullDescription: describeWithExamples(
      `Restore the files that the last export changed, and remove those that it
created. Run it again to undo the export before. A file that has changed since
then is an error, and nothing is restored.`,
      [
        { command: "pluginary daw undo --dry-run", does: "preview" },
        { command: "pluginary daw undo reaper", does: "the last export to REAPER" },
      ],
    ),
  },
});

/** `pluginary daw` and the commands below it. */
export const dawCommands = buildRouteMap<string, ProgramContext>({
  routes: { [DEFAULT_ROUTE]: statusCommand, export: exportCommand, undo: undoCommand },
  defaultCommand: DEFAULT_ROUTE,
  docs: {
    brief: "Give tags, favorites and collections to your hosts",
    fullDescription: describeWithExamples(
      `Find the hosts (DAWs) on this computer and write categories, tags, favorites and
collections into their files. "pluginary curation import" reads them.`,
      DAW_EXAMPLES,
    ),
  },
});

function parseDaw(input: string): Daw {
  const daw = DAWS.find((name) => name === input.toLowerCase());
  if (daw !== undefined) return daw;
  throw new SyntaxError(`expected one of ${DAWS.join(", ")}`);
}

function parsePath(input: string): string {
  if (input === "") throw new SyntaxError("it is empty");
  return input;
}
