import { buildCommand, buildRouteMap } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { DRY_RUN_OPTION } from "../command_line/dry_run_option.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { OUTPUT_OPTIONS, STREAM_OPTIONS } from "../output/output_options.ts";
import type { CurationExportFlags, CurationImportFlags, CurationMergeFlags } from "./curation_flags.ts";

/** Shown by `pluginary curation --help`. */
export const CURATION_EXAMPLES: readonly Example[] = [
  { command: "pluginary curation export --output tags.json", does: "to take along" },
  { command: "pluginary curation import tags.json --dry-run", does: "preview what a file says" },
  { command: "pluginary curation merge catalog.db", does: "join another catalog's" },
];

const exportCommand = buildCommand<CurationExportFlags, [], ProgramContext>({
  loader: async () => (await import("./run_curation_export.ts")).runCurationExport,
  parameters: {
    flags: {
      query: {
        kind: "parsed",
        parse: String,
        placeholder: "TEXT",
        brief: "Export only plugins that match TEXT, with their tags and collections",
        optional: true,
      },
      ...STREAM_OPTIONS,
      ...OUTPUT_OPTIONS,
    },
  },
  docs: {
    brief: "Export tags, favorites, ratings, notes, collections and searches",
    fullDescription: describeWithExamples(
      `Export all that you say about plugins: tags, favorites, ratings, notes, chosen
categories, collections and saved searches.

JSON has everything with its time, also what you have taken back, so that an
import elsewhere is exact. CSV has one row per plugin and tag, for spreadsheets;
an import reads it as well.`,
      [
        { command: "pluginary curation export --output tags.json", does: "everything" },
        { command: "pluginary curation export --csv --output tags.csv", does: "for a spreadsheet" },
        { command: "pluginary curation export --json --query zam", does: "some plugins" },
      ],
    ),
  },
});

const importCommand = buildCommand<CurationImportFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_curation_import.ts")).runCurationImport,
  parameters: {
    flags: {
      from: {
        kind: "enum",
        values: ["auto", "pluginary", "csv", "ardour", "reaper", "logic"],
        placeholder: "PROGRAM",
        brief: "Read files of PROGRAM; without FILE, those in their usual place (default auto)",
        optional: true,
      },
      all: {
        kind: "boolean",
        brief: "Also import what came with Ardour or Logic, or from an export to them",
        optional: true,
        withNegated: false,
      },
      only: {
        kind: "boolean",
        brief: "Keep to the named formats, not all formats of a plugin",
        optional: true,
        withNegated: false,
      },
      overwrite: {
        kind: "boolean",
        brief: "Let the files win also over later values of the catalog",
        optional: true,
        withNegated: false,
      },
      ...DRY_RUN_OPTION,
      ...OUTPUT_OPTIONS,
    },
    positional: {
      kind: "array",
      parameter: { brief: 'File to import; "-" is standard input', placeholder: "FILE", parse: parsePath },
    },
  },
  docs: {
    brief: "Import tags and collections of another catalog, Ardour, REAPER or Logic",
    fullDescription: describeWithExamples(
      `Import what you have said about plugins elsewhere. A FILE is one of "pluginary
curation export" (--json or --csv), Ardour's plugin_tags or plugin_statuses,
REAPER's reaper-fxtags.ini or reaper-fxfolders.ini, or Logic's .tagset or
MusicApps.tagpool. The files are never changed.

For each thing the later word wins. Files of other programs have no times, so
the time of their last change counts. What "pluginary daw export" has written
into them is left out. Importing a file twice changes nothing; "pluginary undo"
takes an import back.`,
      [
        { command: "pluginary curation import tags.json", does: "of another computer" },
        { command: "pluginary curation import --from reaper --dry-run", does: "preview REAPER's" },
        { command: "pluginary curation import plugin_tags --all", does: "all tags of Ardour" },
      ],
    ),
  },
});

const mergeCommand = buildCommand<CurationMergeFlags, [string], ProgramContext>({
  loader: async () => (await import("./run_curation_merge.ts")).runCurationMerge,
  parameters: {
    flags: { ...DRY_RUN_OPTION, ...OUTPUT_OPTIONS },
    positional: {
      kind: "tuple",
      parameters: [{ brief: "Catalog file to read", placeholder: "CATALOG", parse: parsePath }],
    },
  },
  docs: {
    brief: "Join what another catalog says about plugins with this one",
    fullDescription: describeWithExamples(
      `Take over what was said in another catalog: for each thing the later word wins,
also where it takes something back. Merging in both directions makes both the
same. The other file is only read. "pluginary undo" takes a merge back.`,
      [
        { command: "pluginary curation merge catalog.db --dry-run", does: "only show the result" },
        { command: "pluginary curation merge catalog.db", does: "take over what is newer" },
      ],
    ),
  },
});

/** `pluginary curation` and the commands below it. */
export const curationCommands = buildRouteMap<"export" | "import" | "merge", ProgramContext>({
  routes: { export: exportCommand, import: importCommand, merge: mergeCommand },
  docs: {
    brief: "Take tags, favorites, notes and collections to another catalog",
    fullDescription: describeWithExamples(
      `Take along what you say about plugins: tags, favorites, ratings, notes, chosen
categories, collections and saved searches.`,
      CURATION_EXAMPLES,
    ),
  },
});

function parsePath(input: string): string {
  if (input === "") throw new SyntaxError("it is empty");
  return input;
}
