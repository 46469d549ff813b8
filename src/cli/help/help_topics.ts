import { CONFIGURATION_TOPIC } from "./configuration_topic.ts";

/** A subject beyond a single command, shown by `pluginary help TOPIC`. */
export interface HelpTopic {
  /** A few words, for the list of topics. */
  readonly brief: string;
  /** Lines of 80 columns at most. */
  readonly text: string;
}

const FORMATS = `Plugin formats and the folders that are searched.

vst3    Steinberg VST3: bundles and, on Windows, single files
clap    CLAP: libraries and bundles named .clap
lv2     LV2: bundles named .lv2, read without running any of their code
ladspa  LADSPA: libraries
au      Audio Units on macOS; listed, but not loaded yet
vst2    VST2: recognized and reported as unsupported, never loaded

Without a PATH, a scan searches the standard folders of each format, in your
home folder and in the system. The field "paths" of "scan --json" lists them.
Environment variables can name more folders, separated by ":" (";" on Windows):

VST3_PATH, CLAP_PATH    folders in addition to the standard ones
LV2_PATH, LADSPA_PATH   folders instead of the standard ones

"--folder DIR" adds a folder, "--format LIST" selects formats, and "--exclude
GLOB" and "--ignore-file FILE" exclude files.

A plugin id consists of the format and the plugin's id in that format, like
"clap:org.foo.bar". It stays the same when a plugin is updated or moved. Two
copies of a plugin are two installations of one plugin. Commands also accept
"vst3/Name" or a name alone if exactly one plugin matches.`;

const EXIT_CODES = `Exit codes for scripts.

0    success, even if plugins failed, unless --fail-on lists their outcome
1    failure: standard error has the reason and, with --json, standard output
     has a document with the schema "error". With --exit-code, also "list" and
     "search" without a match, which then print an empty list
2    wrong usage: an unknown command, option or value
3    success, but a result in --fail-on occurred: crashed, timed-out, failed,
     any of these, or empty: a PATH without plugins. Outcomes of unchanged
     plugins from earlier scans count, unsupported plugins do not. Plugins
     blocked after failures count with --ci and in a named PATH
129  ended by SIGHUP
130  ended by SIGINT (Ctrl+C)
143  ended by SIGTERM

After one interrupt, a scan stops cleanly and keeps its results so far; its
document has "complete": false. A second interrupt ends it at once. It is not a
failure if the reader of the output exits early, as "head" does.`;

const CONFINEMENT = `What a plugin can access during a scan.

Scanning a plugin runs its code. It runs in worker processes, which the kernel
confines on Linux: they can read only the searched folder and system libraries,
and have no network, no programs, no other processes, and limited memory and
disk space. A plugin that crashes or hangs affects only its own worker.

--confinement auto     confine plugins as far as possible, and warn if this
                       system supports only a part (default)
--confinement require  fail if plugins cannot be fully confined
--confinement off      do not confine plugins

--allow WHAT permits something to the plugins in PATH for this scan: exec (run
programs), net (use the network), display (open windows), home (read your
files), read=PATH, write=PATH or memory=SIZE (like 4GB; usually a plugin gets
2 GB). If a plugin fails, the report shows what it was denied and which option
would allow it.

--isolate runs each plugin in its own process, so that none can falsify the
results of another. "scan --json" has the level and layers for each module.`;

const OUTPUT = `Output formats for people and programs.

On a terminal, a table is fitted to the width: the least important columns are
dropped first, then cells are cut, names last. In a pipe or a file, tables are
plain and uncut. Empty columns are left out. For people, times are local ("2 min
ago"), and vendors come without mail and web addresses; programs get times in
UTC and the plugin's own text.

--columns LIST  show these columns in this order, even empty ones; --wide shows
                all, uncut. In JSON and YAML, records have only these fields, in
                "scan" the plugins, and the document lists them in "columns"; if
                the configuration sets --columns, JSON and YAML stay complete
--json          print one document; "pluginary schema" prints its JSON Schema.
                On a terminal it is indented, elsewhere on one line
--ndjson        print one event per line, as it happens; the names of the
                schemas end in "-event"
--yaml          print the same document as YAML
--csv           print one line per record after a line of column names. Lists
                are joined with ";". Cells that a spreadsheet would treat as a
                formula start with an apostrophe
--output FILE   write to FILE, which appears complete or not at all. A name that
                ends in .json, .ndjson, .yaml, .yml or .csv chooses the format;
                .txt is the table. "-" is standard output; a pipe or /dev/null
                is written to directly

Without --limit, a table shows 50 rows; files and other formats have all rows.
Messages and progress go to standard error; -q leaves only errors. Control
characters in texts of plugins are replaced or escaped, so they cannot move the
cursor or forge lines.

On a terminal, long output is shown in PLUGINARY_PAGER, PAGER or "less". Use
--no-pager or an empty PLUGINARY_PAGER to print it directly.

--color WHEN decides about colors: "always", "never" (or --no-color), or "auto",
which means on a terminal, unless NO_COLOR is set or TERM is not set, unknown or
"dumb". Data in pipes and files never has colors.`;

/** All topics, in display order. */
export const HELP_TOPICS: Readonly<Record<string, HelpTopic>> = {
  formats: { brief: "Plugin formats and the folders that are searched", text: FORMATS },
  output: { brief: "Output formats, files, colors and the pager", text: OUTPUT },
  "exit-codes": { brief: "Exit codes for scripts", text: EXIT_CODES },
  configuration: {
    brief: "Configuration files and environment variables",
    text: CONFIGURATION_TOPIC.trimEnd(),
  },
  confinement: { brief: "What a plugin can access during a scan", text: CONFINEMENT },
};
