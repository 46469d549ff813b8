/** The text of `pluginary help configuration`. */
export const CONFIGURATION_TOPIC = `Every option of every command can have a permanent value. If it is set in
several places, the first of these wins:

  1. the command line
  2. environment variables
  3. the project's .env
  4. the project's pluginary.jsonc
  5. your config.jsonc ("pluginary config path" prints its path)
  6. the built-in default

A setting has the name of its option: "jobs" applies to all commands that have
--jobs, "scan.jobs" only to scan. In the same place, the longer name wins.
"pluginary config list --all" shows all settings and their variables,
"pluginary config list --origin" the values and where they are set.

Files are JSON with comments. Options are written in camel case:

  {
    "version": 1,
    "jobs": 4,
    "scan": { "failOn": ["any"], "exclude": ["Demo*"] }
  }

A relative path in a file starts at the folder of that file, and ~/ is your home
folder. A mistake in your file or in a variable is an error with exit code 2.

Variables are named like PLUGINARY_JOBS or PLUGINARY_SCAN_JOBS. Booleans are 1
or 0 (or true, false, yes, no, on, off). Lists of words are separated by commas,
lists of files and folders like PATH, and other lists by line breaks.

On the command line, --no-jobs ignores a configured value of --jobs, --no-json
one of --json, and --catalog one of --no-catalog.

The project is the nearest folder with one of its files, up to the root of the
repository; outside a repository, only the current folder. Since anybody may
have written these files, they can set only the form of the output and the
selection of known plugins:
columns csv exclude failOn format full jobs json limit ndjson offset olderThan
reverse sort wide yaml. Other settings and mistakes are ignored with a warning.
A project can never set the catalog, the native library, the confinement, search
folders, a pager or an editor.

Some things can be set only in the environment: PLUGINARY_CONFIG (your file),
PLUGINARY_CATALOG (the catalog), PLUGINARY_SHIM (another build of the native
library), PLUGINARY_PAGER or PAGER, VISUAL or EDITOR, and the search folders in
VST3_PATH, CLAP_PATH, LV2_PATH and LADSPA_PATH.
`;
