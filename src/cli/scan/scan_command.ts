import { buildCommand } from "@stricli/core";
import { CONFINEMENT_OPTION } from "../command_line/confinement_option.ts";
import { PLUGIN_FORMATS } from "../../model/plugin_format.ts";
import { Glob } from "../../scan/discovery/glob.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { parseDuration, parseTimeLimit } from "../../model/duration.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { LOG_OPTIONS } from "../logging/log_options.ts";
import { JUNIT_OPTION } from "../output/junit_option.ts";
import { LONG_OPTIONS, STREAM_OPTIONS, tableOptions } from "../output/output_options.ts";
import { PRESET_FOLDER_OPTION } from "../presets/scan/preset_folder_option.ts";
import { parseAllowance } from "../rules/allowance_argument.ts";
import { FAIL_ON_VALUES } from "./report/fail_on.ts";
import type { ScanFlags } from "./request/scan_flags.ts";
import { SCAN_COLUMNS } from "./report/scan_column_names.ts";

/** Most workers that `--jobs` accepts; more would only compete for memory. */
const MAXIMUM_JOBS = 64;

/** Shown by `pluginary scan --help`. */
export const SCAN_EXAMPLES: readonly Example[] = [
  { command: "pluginary scan", does: "the standard folders" },
  { command: "pluginary scan ~/.vst3", does: "one folder and its subfolders" },
  { command: "pluginary scan --folder ~/build", does: "the standard folders and one more" },
  { command: "pluginary scan --exclude 'Demo*'", does: "all plugins but these" },
  { command: "pluginary scan --json --output scan.json", does: "everything, for programs" },
  { command: "pluginary scan --dry-run", does: "what would be scanned" },
  { command: "pluginary scan --failed", does: "retry plugins that failed" },
  { command: "pluginary scan --fail-on any", does: "exit with 3 if a plugin fails" },
  { command: "pluginary scan build --ci --junit scan.xml", does: "in a CI job" },
  { command: "pluginary scan Amp.vst3 --allow net", does: "a plugin that needs the network" },
];

const DESCRIPTION = `Find audio plugins and load them in confined worker processes.

A PATH is a plugin or a folder; the default is the standard folders of this
system. A plugin that crashes or hangs is reported, and the scan goes on.

Results are stored in the catalog as they arrive. The next scan loads only new
and changed plugins, and shows only what is new, changed, gone or failed. A scan
of a PATH also lists its unchanged plugins. Of a long list, the first 20 plugins
are shown; use --all to see everything.

On a terminal, a scan shows what each worker does. For logs, "--progress plain"
prints a line for each event, and "--verbose" one for each scanned module.

A plugin that crashes is retried after a day and again after a week; one that
hangs is retried by the next scan, with more time. After three failed scans it
is blocked until its file changes; see "pluginary blocklist". To change how
a plugin is scanned, see "pluginary override".

When the plugins are scanned, the presets of the usual folders are searched for,
as "pluginary presets scan" does; a scan of a PATH, of single formats or of
failed plugins leaves that out.

A GLOB without a slash matches names, one with a slash matches paths. To exclude
files from every scan, list patterns, one per line, in the file "ignore" in your
configuration folder (~/.config/pluginary on Linux).`;

/** `pluginary scan`. */
export const scanCommand = buildCommand<ScanFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_scan.ts")).runScan,
  parameters: {
    flags: {
      folder: {
        kind: "parsed",
        parse: parsePath,
        variadic: true,
        placeholder: "DIR",
        brief: "Also search this folder; can be repeated",
        optional: true,
      },
      format: {
        kind: "enum",
        values: PLUGIN_FORMATS,
        variadic: ",",
        placeholder: "LIST",
        brief: "Scan only these formats",
        optional: true,
      },
      exclude: {
        kind: "parsed",
        parse: parsePattern,
        variadic: true,
        placeholder: "GLOB",
        brief: "Exclude this name or path; can be repeated",
        optional: true,
      },
      ignoreFile: {
        kind: "parsed",
        parse: parsePath,
        variadic: true,
        placeholder: "FILE",
        brief: "Exclude the patterns in FILE; can be repeated",
        optional: true,
      },
      jobs: {
        kind: "parsed",
        parse: parseJobs,
        placeholder: "N",
        brief: `Run N workers at once, from 1 to ${MAXIMUM_JOBS} (default: one per core)`,
        optional: true,
      },
      timeout: {
        kind: "parsed",
        parse: parseTimeLimit,
        placeholder: "TIME",
        brief: "Stop a plugin that is silent for TIME (default 30s)",
        optional: true,
      },
      deadline: {
        kind: "parsed",
        parse: parseTimeLimit,
        placeholder: "TIME",
        brief: "Stop the scan after TIME and keep the results so far",
        optional: true,
      },
      failOn: {
        kind: "enum",
        values: FAIL_ON_VALUES,
        variadic: ",",
        placeholder: "LIST",
        brief: "Exit with 3 if a result in LIST occurs",
        optional: true,
      },
      ...JUNIT_OPTION,
      ci: {
        kind: "boolean",
        brief: "Annotate failures in GitHub Actions; blocked plugins count as failures",
        optional: true,
        withNegated: false,
      },
      ...CONFINEMENT_OPTION,
      allow: {
        kind: "parsed",
        parse: parseAllowance,
        variadic: true,
        placeholder: "WHAT",
        brief: "Allow exec, net, display, home, read=PATH, write=PATH or memory=SIZE; can be repeated",
        optional: true,
      },
      isolate: {
        kind: "boolean",
        brief: "Run each plugin in its own process",
        optional: true,
        withNegated: false,
      },
      force: {
        kind: "boolean",
        brief: "Rescan unchanged plugins too",
        optional: true,
        withNegated: false,
      },
      olderThan: {
        kind: "parsed",
        parse: parseDuration,
        placeholder: "TIME",
        brief: "Also rescan results older than TIME, like 30d",
        optional: true,
      },
      failed: {
        kind: "boolean",
        brief: "Scan only plugins that failed last time",
        optional: true,
        withNegated: false,
      },
      retryBlocked: {
        kind: "boolean",
        brief: "Also retry plugins blocked after failures",
        optional: true,
        withNegated: false,
      },
      prune: {
        kind: "boolean",
        brief: "Delete missing plugins from the catalog; keep tags and notes",
        optional: true,
        withNegated: false,
      },
      wait: {
        kind: "boolean",
        brief: "Wait for another running scan to end",
        optional: true,
        withNegated: false,
      },
      noCatalog: {
        kind: "boolean",
        brief: "Scan everything and do not use the catalog",
        optional: true,
        withNegated: false,
      },
      ...PRESET_FOLDER_OPTION,
      noPresets: {
        kind: "boolean",
        brief: "Do not search for presets",
        optional: true,
        withNegated: false,
      },
      dryRun: {
        kind: "boolean",
        brief: "Show what would be scanned, and scan and store nothing",
        optional: true,
        withNegated: false,
      },
      all: {
        kind: "boolean",
        brief: "List all plugins and failures, also unchanged ones",
        optional: true,
        withNegated: false,
      },
      ...LONG_OPTIONS,
      ...LOG_OPTIONS,
      ...STREAM_OPTIONS,
      ...tableOptions(SCAN_COLUMNS),
    },
    positional: {
      kind: "array",
      parameter: { brief: "Plugin or folder to scan", placeholder: "PATH", parse: parsePath },
    },
  },
  docs: {
    brief: "Find and scan plugins",
    fullDescription: describeWithExamples(DESCRIPTION, SCAN_EXAMPLES),
  },
});

function parseJobs(input: string): number {
  const jobs = Number(input);
  if (/^\d+$/.test(input) && jobs >= 1 && jobs <= MAXIMUM_JOBS) return jobs;
  throw new SyntaxError(`it is not a whole number from 1 to ${MAXIMUM_JOBS}`);
}

/** Validates the pattern but keeps its text, which the scan parses again. */
function parsePattern(input: string): string {
  new Glob(input);
  return input;
}

function parsePath(input: string): string {
  if (input === "") throw new SyntaxError("it is empty");
  return input;
}
