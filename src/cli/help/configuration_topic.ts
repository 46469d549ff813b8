/** What `pluginary help configuration` prints. */
export const CONFIGURATION_TOPIC = `Every option of every command can be given a lasting value. Where several
places give one, the strongest counts:

  1. the command line
  2. environment variables
  3. the project's .env
  4. the project's pluginary.jsonc
  5. your config.jsonc ("pluginary config path" says where)
  6. what the program does by itself

A setting is called like its option: jobs for all commands that have --jobs,
scan.jobs for that of scan alone. In one place the second counts more.
"pluginary config list --all" lists all settings and their variables,
"pluginary config list --origin" what is set and where.

Files are JSON with comments; options are written in camel case:

  {
    "version": 1,
    "jobs": 4,
    "scan": { "failOn": ["any"], "exclude": ["Demo*"] }
  }

A path in a file starts at that file's folder, or with ~/ at your home. What is
wrong in your file or in a variable is an error with exit code 2.

Variables are called PLUGINARY_JOBS or PLUGINARY_SCAN_JOBS. Booleans are 1 or 0
(true, false, yes, no, on, off). Lists of words have commas, folders and files
are separated like those of PATH, other lists by line breaks.

On the command line --no-jobs takes back what the configuration says of --jobs,
--no-json what it says of --json, and --catalog what it says of --no-catalog.

The project is the nearest folder with such a file, up to the repository's root;
without a repository only the current folder. Its files can be anybody's, so
they set only what is shown and how, and which known plugins are looked at:
columns csv exclude failOn format full jobs json limit ndjson offset olderThan
reverse sort wide yaml. All else is ignored with a warning, as is what is wrong.
Never can they set the catalog, the library, the confinement, search folders,
a pager or an editor.

Only the environment sets these: PLUGINARY_CONFIG names your file,
PLUGINARY_CATALOG the catalog, PLUGINARY_SHIM another build of the native
library, PLUGINARY_PAGER or PAGER, VISUAL or EDITOR programs, and VST3_PATH,
CLAP_PATH, LV2_PATH, LADSPA_PATH search folders.
`;
