/** A kind of value, which decides how it is completed. */
export type ValueKind =
  /** A plugin by its name, `format/Name` or id. */
  | "plugin"
  /** A plugin, or the path of a module. */
  | "target"
  /** A target that is on the blocklist, or has overrides. */
  | "blocked"
  | "overridden"
  | "vendor"
  /** A tag by its name. */
  | "tag"
  /** A color of a tag. */
  | "color"
  /** A host to export to. */
  | "daw"
  /** Categories, separated by commas. */
  | "categories"
  /** A plugin or, last, its category. */
  | "plugin or category"
  | "state"
  | "collection"
  /** A collection, or the top in its place. */
  | "collection or none"
  /** A saved search, without the sign of searches. */
  | "saved"
  /** A preset of the library. */
  | "preset"
  /** The whole of a search, or one word of it. */
  | "query"
  | "allowance"
  /** `NAME=VALUE` of an override, and the name alone. */
  | "override"
  | "override name"
  | "setting"
  /** A value of the setting before it. */
  | "setting value"
  | "schema"
  /** The number of a scan. */
  | "scan"
  /** A command or topic to explain. */
  | "help"
  | "shell"
  | "file"
  | "folder"
  /** A plugin's file or a folder. */
  | "path"
  /** Numbers, times and free text, which nobody can know before. */
  | "text";

/**
 * The kind of each option's values, by the option's name, for all commands that
 * have it. Options with a fixed set of values need no entry: that set is
 * proposed. A test names those that are missing here.
 */
export const OPTION_KINDS: Readonly<Record<string, ValueKind>> = {
  added: "text",
  author: "text",
  allow: "allowance",
  bundle: "file",
  category: "categories",
  collection: "collection",
  deadline: "text",
  exclude: "text",
  folder: "folder",
  html: "file",
  ignoreFile: "file",
  into: "vendor",
  is: "state",
  jobs: "text",
  junit: "file",
  license: "file",
  key: "text",
  limit: "text",
  maxSize: "text",
  name: "plugin",
  note: "text",
  offset: "text",
  olderThan: "text",
  output: "file",
  parameter: "text",
  parameters: "text",
  parent: "collection",
  path: "path",
  plugin: "plugin",
  preset: "text",
  presetFolder: "folder",
  program: "text",
  query: "query",
  reason: "text",
  set: "text",
  since: "text",
  tag: "tag",
  timeout: "text",
  to: "plugin",
  uses: "plugin",
  vendor: "vendor",
};

/**
 * The kinds of each command's arguments, in their order; where a command takes
 * any number of them, the last kind is that of all further ones.
 */
export const ARGUMENT_KINDS: Readonly<Record<string, readonly ValueKind[]>> = {
  "blocklist add": ["target"],
  "blocklist remove": ["blocked"],
  browse: ["query"],
  "catalog backup": ["file"],
  "catalog restore": ["file"],
  categorize: ["plugin or category"],
  "collection add": ["collection", "plugin"],
  "collection create": ["text"],
  "collection delete": ["collection"],
  "collection merge": ["collection"],
  "collection move": ["collection", "plugin"],
  "collection nest": ["collection", "collection or none"],
  "collection note": ["collection", "text"],
  "collection query": ["collection", "query"],
  "collection remove": ["collection", "plugin"],
  "collection rename": ["collection", "text"],
  "collection show": ["collection"],
  completions: ["shell"],
  "completions install": ["shell"],
  "completions uninstall": ["shell"],
  "config get": ["setting"],
  "config set": ["setting", "setting value"],
  "config unset": ["setting"],
  "config validate": ["file"],
  "curation import": ["file"],
  "curation merge": ["file"],
  "daw export": ["daw"],
  "daw undo": ["daw"],
  duplicates: ["query"],
  "duplicates merge": ["plugin"],
  "duplicates split": ["plugin"],
  "favorite add": ["plugin"],
  "favorite remove": ["plugin"],
  help: ["help"],
  "hide add": ["plugin"],
  "hide remove": ["plugin"],
  import: ["file"],
  info: ["plugin"],
  "note add": ["text", "plugin"],
  "note remove": ["plugin"],
  open: ["target"],
  "override set": ["target", "override"],
  "override unset": ["overridden", "override name"],
  "preset backup": ["file"],
  "preset capture": ["plugin"],
  "preset convert": ["preset"],
  "preset delete": ["preset"],
  "preset diff": ["preset", "preset"],
  "preset import": ["file"],
  "preset log": ["preset"],
  "preset merge": ["file"],
  "preset note": ["preset", "text"],
  "preset rename": ["preset", "text"],
  "preset restore": ["preset"],
  "preset share": ["file", "preset"],
  "preset tag": ["preset", "tag"],
  "preset write": ["file"],
  "presets info": ["text"],
  "presets scan": ["path"],
  "presets search": ["text"],
  "project check": ["file"],
  "project info": ["file"],
  "project scan": ["folder"],
  "rate add": ["text", "plugin"],
  "rate remove": ["plugin"],
  "saved add": ["saved", "query"],
  "saved remove": ["saved"],
  "saved rename": ["saved", "text"],
  "saved show": ["saved"],
  scan: ["path"],
  "scan show": ["scan"],
  schema: ["schema"],
  search: ["query"],
  similar: ["plugin"],
  "tag add": ["tag", "plugin"],
  "tag alias": ["text", "tag"],
  "tag color": ["tag", "color"],
  "tag delete": ["tag"],
  "tag merge": ["tag"],
  "tag remove": ["tag", "plugin"],
  "tag rename": ["tag", "text"],
  "tag suggest": ["plugin"],
  "tag unalias": ["text"],
  "vendors merge": ["vendor"],
  "vendors rename": ["vendor", "text"],
  "vendors reset": ["vendor"],
  "vendors split": ["vendor"],
};
