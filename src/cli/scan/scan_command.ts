import { buildCommand } from "@stricli/core";
import { CONFINEMENT_LEVELS } from "../../model/confinement.ts";
import { PLUGIN_FORMATS } from "../../model/plugin_format.ts";
import { Glob } from "../../scan/discovery/glob.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { parseDuration, parseTimeLimit } from "../../model/duration.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { STREAM_OPTIONS, tableOptions } from "../output/output_options.ts";
import { parseAllowance } from "../rules/allowance_argument.ts";
import { FAIL_ON_VALUES, type ScanFlags } from "./scan_flags.ts";
import { SCAN_COLUMNS } from "./report/scan_column_names.ts";

/** Most workers that `--jobs` allows; more only compete for memory. */
const MAXIMUM_JOBS = 64;

/** Shown by `pluginary scan --help`. */
export const SCAN_EXAMPLES: readonly Example[] = [
  { command: "pluginary scan", does: "the usual folders of this system" },
  { command: "pluginary scan ~/.vst3", does: "one folder, with all below it" },
  { command: "pluginary scan --folder ~/build", does: "the usual folders and one more" },
  { command: "pluginary scan --exclude 'Demo*'", does: "all but those" },
  { command: "pluginary scan --json --output scan.json", does: "everything, for programs" },
  { command: "pluginary scan --failed", does: "once more those that failed" },
  { command: "pluginary scan --fail-on any", does: "exit code 3 when a plugin fails" },
  { command: "pluginary scan build --ci --junit scan.xml", does: "in a build, for its server" },
  { command: "pluginary scan Amp.vst3 --allow net", does: "a plugin that goes online" },
];

const DESCRIPTION = `Find audio plugins and load each in a worker process, where it can do no harm.

Without a PATH the usual folders of this system are searched. A PATH is a plugin
or a folder. A plugin that crashes or hangs is reported, and the scan goes on.

What a scan learns is stored in the catalog as it arrives, and the next scan
looks only at what has changed.

What crashes is tried again after a day and after a week, what hangs by the next
scan, with more time. After the third failed scan it is blocked until its file
changes; see "pluginary blocklist". An override changes how one plugin is run.

A GLOB without a slash is about a name, one with a slash about a path. What is
to be left alone always can be written into the file "ignore" in the folder of
your configuration (~/.config/pluginary on Linux), one pattern a line.`;

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
        brief: "Search this folder too; can be repeated",
        optional: true,
      },
      format: {
        kind: "enum",
        values: PLUGIN_FORMATS,
        variadic: ",",
        placeholder: "LIST",
        brief: "Only these formats",
        optional: true,
      },
      exclude: {
        kind: "parsed",
        parse: parsePattern,
        variadic: true,
        placeholder: "GLOB",
        brief: "Leave this name or path alone; can be repeated",
        optional: true,
      },
      ignoreFile: {
        kind: "parsed",
        parse: parsePath,
        variadic: true,
        placeholder: "FILE",
        brief: "Leave alone what this file lists; can be repeated",
        optional: true,
      },
      jobs: {
        kind: "parsed",
        parse: parseJobs,
        placeholder: "N",
        brief: `Scan with N workers at once, 1 to ${MAXIMUM_JOBS}`,
        optional: true,
      },
      timeout: {
        kind: "parsed",
        parse: parseTimeLimit,
        placeholder: "TIME",
        brief: "Stop a plugin that is silent so long; usually 30s",
        optional: true,
      },
      deadline: {
        kind: "parsed",
        parse: parseTimeLimit,
        placeholder: "TIME",
        brief: "End the scan after so long; what is scanned stays",
        optional: true,
      },
      failOn: {
        kind: "enum",
        values: FAIL_ON_VALUES,
        variadic: ",",
        placeholder: "LIST",
        brief: "Exit with 3 after",
        optional: true,
      },
      junit: {
        kind: "parsed",
        parse: parseReportFile,
        placeholder: "FILE",
        brief: "Write a report in JUnit's XML, a test per plugin",
        optional: true,
      },
      ci: {
        kind: "boolean",
        brief: "Mark failures in a run of GitHub Actions",
        optional: true,
        withNegated: false,
      },
      confinement: {
        kind: "enum",
        values: CONFINEMENT_LEVELS,
        placeholder: "HOW",
        brief: "How far plugins are confined",
        optional: true,
      },
      allow: {
        kind: "parsed",
        parse: parseAllowance,
        variadic: true,
        placeholder: "WHAT",
        brief: "Allow exec, net, display, home, read=PATH, write=PATH",
        optional: true,
      },
      isolate: {
        kind: "boolean",
        brief: "Run every plugin in a process of its own",
        optional: true,
        withNegated: false,
      },
      force: {
        kind: "boolean",
        brief: "Scan what has not changed too",
        optional: true,
        withNegated: false,
      },
      olderThan: {
        kind: "parsed",
        parse: parseDuration,
        placeholder: "TIME",
        brief: "Rescan what was scanned so long ago, like 30d",
        optional: true,
      },
      failed: {
        kind: "boolean",
        brief: "Scan only what failed last time",
        optional: true,
        withNegated: false,
      },
      retryBlocked: {
        kind: "boolean",
        brief: "Scan what failed too often, too",
        optional: true,
        withNegated: false,
      },
      prune: {
        kind: "boolean",
        brief: "Forget plugins that are gone; tags and notes stay",
        optional: true,
        withNegated: false,
      },
      wait: {
        kind: "boolean",
        brief: "Wait for another scan to end",
        optional: true,
        withNegated: false,
      },
      noCatalog: {
        kind: "boolean",
        brief: "Scan everything and store nothing",
        optional: true,
        withNegated: false,
      },
      ...STREAM_OPTIONS,
      ...tableOptions(SCAN_COLUMNS),
    },
    positional: {
      kind: "array",
      parameter: { brief: "Plugin, or folder to search", placeholder: "PATH", parse: parsePath },
    },
  },
  docs: {
    brief: "Find plugins and show what they are",
    fullDescription: describeWithExamples(DESCRIPTION, SCAN_EXAMPLES),
  },
});

function parseJobs(input: string): number {
  const jobs = Number(input);
  if (/^\d+$/.test(input) && jobs >= 1 && jobs <= MAXIMUM_JOBS) return jobs;
  throw new SyntaxError(`it is not a whole number from 1 to ${MAXIMUM_JOBS}`);
}

/** Keeps the text; the scan reads it again. */
function parsePattern(input: string): string {
  new Glob(input);
  return input;
}

function parsePath(input: string): string {
  if (input === "") throw new SyntaxError("it is empty");
  return input;
}

function parseReportFile(input: string): string {
  if (input === "-") throw new SyntaxError("standard output has the scan's own answer");
  return parsePath(input);
}
