import { CONFIGURATION_TOPIC } from "./configuration_topic.ts";

/** Something that is not about one command and that `pluginary help TOPIC` explains. */
export interface HelpTopic {
  /** A few words, for the list of topics. */
  readonly brief: string;
  /** Lines of 80 columns at most. */
  readonly text: string;
}

const FORMATS = `Which plugins are found, and where.

vst3    Steinberg VST3: bundles and, on Windows, single files
clap    CLAP: libraries and bundles named .clap
lv2     LV2: bundles named .lv2, read without running any of their code
ladspa  LADSPA: libraries
au      Audio Units of macOS; listed, but not loaded yet
vst2    VST2; recognised and reported as unsupported, never loaded

Without a PATH a scan searches the folders that a format's specification names,
in your home and in the system; "scan --json" says in "paths" which these are.
Variables of the environment name more of them, separated by ":" (";" on
Windows):

VST3_PATH, CLAP_PATH    folders beside the usual ones
LV2_PATH, LADSPA_PATH   folders in place of the usual ones

"--folder DIR" adds a folder, "--format LIST" chooses formats, "--exclude GLOB"
and "--ignore-file FILE" leave things alone.

A plugin's id is its format and the id that it has there, like
"clap:org.foo.bar". It stays the same when a plugin is updated or moved; two
copies of a plugin are two installations of one. "vst3/Name" and a name alone
are accepted where one plugin has that name.`;

const EXIT_CODES = `How the program ends, for scripts.

0    done; also a scan in which plugins failed, unless --fail-on names that
1    failed: standard error says why, and with --json a document of the schema
     "error" on standard output
2    wrong usage: an unknown command, option or value
3    done, and what --fail-on names has occurred: crashed, timed-out, failed, or
     any of the three. Blocked and unsupported plugins never count, and what an
     earlier scan found out counts like what this one did
129  ended by SIGHUP
130  ended by SIGINT, which is Ctrl+C
143  ended by SIGTERM

A scan that is interrupted once ends in order and keeps what it has scanned;
its document says "complete": false. Interrupted twice it ends at once. When the
reader of the output ends early, as "head" does, that is no failure.`;

const CONFINEMENT = `What a plugin can do while it is scanned.

Scanning a plugin runs its code. It runs in worker processes, and on Linux the
kernel holds these back: no files but the searched folder and the system's
libraries, no network, no programs, no other processes, bounded memory and disk.
A plugin that crashes or hangs ends its worker and nothing else.

--confinement auto     all that this system gives, and a warning when that is
                       less than full; the default
--confinement require  fails where that is less than full
--confinement off      nothing is held back

--allow WHAT lets something through for the plugins of PATH and this scan: exec
(programs), net (the network), display (windows), home (your files, to read),
read=PATH, write=PATH. The report says of a plugin that failed what it was
denied, and what would have let it through.

--isolate gives every plugin a process of its own, so that none can falsify what
another one says. "scan --json" has level and layers of each module.`;

const OUTPUT = `How answers are printed, for people and for programs.

On a terminal a table fits: the least important columns go first, then cells are
cut. In a pipe or a file it is plain, complete and the same every time.

--columns LIST  these columns in this order; --wide has all and cuts none
--json          one document; "pluginary schema" has the JSON Schema of each
--ndjson        an event per line, as it happens; schemas end in "-event"
--yaml          the same document as YAML
--csv           a line per record, the names of the columns first. Lists are
                joined by ";", and a cell that a spreadsheet would take for a
                formula begins with an apostrophe
--output FILE   into a file that appears complete or not at all; "-" is standard
                output, and a pipe or /dev/null is written as it is

Without --limit programs get everything and tables show 50 rows. Messages and
progress go to standard error. Text of plugins cannot move the cursor or forge a
line: what a terminal would obey is shown as a picture or escaped.

Long output goes through PLUGINARY_PAGER, PAGER or "less" on a terminal;
--no-pager or an empty PLUGINARY_PAGER prints it at once.`;

/** All topics, in the order in which they are listed. */
export const HELP_TOPICS: Readonly<Record<string, HelpTopic>> = {
  formats: { brief: "Which plugins are found, and where", text: FORMATS },
  output: { brief: "Tables, JSON, YAML, CSV, files and the pager", text: OUTPUT },
  "exit-codes": { brief: "How the program ends, for scripts", text: EXIT_CODES },
  configuration: { brief: "Variables, files and folders", text: CONFIGURATION_TOPIC.trimEnd() },
  confinement: { brief: "What a plugin can do while it is scanned", text: CONFINEMENT },
};
