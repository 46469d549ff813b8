/** How an export represents a column's value. */
export type ExportColumnKind =
  | "text"
  | "number"
  /** 0 and 1. */
  | "flag"
  /** Text that is an object or array as JSON. */
  | "json"
  /** Text that is any JSON. */
  | "value"
  /** Bytes as base64. */
  | "bytes";

/** A column of a table that is exported unchanged. */
export interface ExportColumn {
  readonly column: string;
  readonly kind: ExportColumnKind;
  /** Whether it is left out of rows that have no value. */
  readonly isOptional: boolean;
}

/** A row's reference to a row of another section, exported as that section's key. */
export interface ExportReference {
  readonly column: string;
  /** Its name in the export. */
  readonly name: string;
  readonly section: string;
  readonly isOptional: boolean;
}

/** A table that is exported row by row. */
export interface ExportSection {
  /** Names of the list in the document and of one item as an event. */
  readonly list: string;
  readonly item: string;
  readonly table: string;
  readonly columns: readonly ExportColumn[];
  readonly references: readonly ExportReference[];
  /** The rows that are exported, as a condition of SQL; all if unset. */
  readonly where?: string;
  /** Columns and references that identify a row. */
  readonly key: readonly string[];
  /** The column whose later value wins; unset if existing rows stay. */
  readonly newest?: string;
  /**
   * For a history: the column with the times that order its rows, and the columns
   * that name its subject. Rows are only ever added at the end.
   */
  readonly history?: { readonly at: string; readonly of: readonly string[] };
}

/** Reads columns from a short description: `name`, `count:number`, `note?`. */
function columns(description: string): ExportColumn[] {
  return description.trim().split(/\s+/).map((word) => {
    const [name = "", kind = "text"] = word.split(":");
    return { column: name.replace("?", ""), kind: kind as ExportColumnKind, isOptional: name.endsWith("?") };
  });
}

/**
 * The tables that are exported row by row, ordered so that references point
 * backwards. A test compares them with the catalog's.
 */
export const EXPORT_SECTIONS = {
  settings: {
    list: "settings",
    item: "setting",
    table: "settings",
    columns: columns("name value"),
    references: [],
    key: ["name"],
  },
  scans: {
    list: "scans",
    item: "scan",
    table: "scan_runs",
    columns: columns(
      `started_at ended_at? pid:number host tool_version paths:json formats:json is_complete:flag
       interrupted_by? summary?:json`,
    ),
    references: [],
    key: ["started_at", "pid", "host"],
    history: { at: "started_at", of: [] },
  },
  // Without the key that tells whether files have changed, which is valid on one computer only.
  modules: {
    list: "modules",
    item: "module",
    table: "modules",
    columns: columns(
      `location format root fingerprint? files:json binary? architectures:json size_bytes?:number
       modified_at? is_in_user_folder:flag outcome reason?:json failures:json warnings:json duration_ms:number
       confinement?:json preset_locations?:json worker? describer:number added_at updated_at scanned_at
       missing_at?`,
    ),
    references: [],
    key: ["location", "format"],
    newest: "scanned_at",
  },
  // Like modules without the key that tells whether a file has changed.
  presetFiles: {
    list: "presetFiles",
    item: "presetFile",
    table: "preset_files",
    columns: columns(
      "path container root size_bytes:number outcome problem?:json added_at updated_at read_at missing_at?",
    ),
    references: [],
    key: ["path"],
    newest: "read_at",
  },
  // Programs stand in their plugins. Exports before version 16 of the catalog lack what is optional here.
  presets: {
    list: "presets",
    item: "preset",
    table: "presets",
    where: "container <> 'program'",
    columns: columns(
      `plugin_id name location load_key added_at container? plugin_name? author? tags?:json description?
       is_factory?:flag updated_at? missing_at?`,
    ),
    references: [
      { column: "module_id", name: "module", section: "modules", isOptional: true },
      { column: "file_id", name: "file", section: "presetFiles", isOptional: true },
    ],
    key: ["plugin_id", "location", "load_key"],
    newest: "updated_at",
  },
  outcomes: {
    list: "outcomes",
    item: "outcome",
    table: "outcomes",
    columns: columns(
      "location format outcome reason?:json failures?:json fingerprint? duration_ms:number at",
    ),
    references: [{ column: "scan_run_id", name: "scan", section: "scans", isOptional: true }],
    key: ["location", "format", "at", "outcome", "reason"],
    history: { at: "at", of: ["location", "format"] },
  },
  changes: {
    list: "changes",
    item: "change",
    table: "changes",
    columns: columns("location format change former_location? plugin_ids:json"),
    references: [{ column: "scan_run_id", name: "scan", section: "scans", isOptional: false }],
    key: ["scan", "location", "format", "change"],
  },
  blocklist: {
    list: "blocklist",
    item: "block",
    table: "blocklist",
    columns: columns("location format plugin_id? code message attempts:number fingerprint? blocked_at"),
    references: [],
    key: ["location", "format", "plugin_id"],
    newest: "blocked_at",
  },
  overrides: {
    list: "overrides",
    item: "override",
    table: "overrides",
    columns: columns("target name value:value updated_at"),
    references: [],
    key: ["target", "name"],
    newest: "updated_at",
  },
  vendorRules: {
    list: "vendorRules",
    item: "vendorRule",
    table: "vendor_rules",
    columns: columns("uuid owner name is_exact:flag vendor updated_at deleted_at?"),
    references: [],
    key: ["owner", "name", "is_exact"],
    newest: "updated_at",
  },
  siblingDecisions: {
    list: "siblingDecisions",
    item: "siblingDecision",
    table: "sibling_decisions",
    columns: columns("uuid owner plugin_id other_id is_same:flag updated_at deleted_at?"),
    references: [],
    key: ["owner", "plugin_id", "other_id"],
    newest: "updated_at",
  },
  registers: {
    list: "registers",
    item: "register",
    table: "curation",
    columns: columns("owner kind target field value?:value updated_at writer"),
    references: [],
    key: ["owner", "kind", "target", "field"],
    newest: "updated_at",
  },
  presetBlobs: {
    list: "presetBlobs",
    item: "presetBlob",
    table: "preset_blobs",
    columns: columns("hash size_bytes:number content:bytes"),
    references: [],
    key: ["hash"],
  },
  libraryPresets: {
    list: "libraryPresets",
    item: "libraryPreset",
    table: "library_presets",
    columns: columns("uuid plugin_id plugin_name name author is_factory:flag added_at"),
    references: [],
    key: ["uuid"],
  },
  libraryVersions: {
    list: "libraryVersions",
    item: "libraryVersion",
    table: "library_versions",
    columns: columns("number:number plugin_version author note at"),
    references: [
      { column: "preset_id", name: "preset", section: "libraryPresets", isOptional: false },
      { column: "state_id", name: "state", section: "presetBlobs", isOptional: false },
      { column: "texts_id", name: "texts", section: "presetBlobs", isOptional: true },
    ],
    key: ["preset", "number"],
  },
  // What version 1 had in place of registers; read, and no longer written.
  curations: {
    list: "curations",
    item: "curation",
    table: "curations",
    columns: columns(
      "uuid owner plugin_id is_favorite:flag is_hidden:flag note category? updated_at deleted_at?",
    ),
    references: [],
    key: ["owner", "plugin_id"],
    newest: "updated_at",
  },
  tags: {
    list: "tags",
    item: "tag",
    table: "tags",
    columns: columns("uuid owner name updated_at deleted_at?"),
    references: [],
    key: ["owner", "name"],
    newest: "updated_at",
  },
  pluginTags: {
    list: "pluginTags",
    item: "pluginTag",
    table: "plugin_tags",
    columns: columns("uuid owner plugin_id updated_at deleted_at?"),
    references: [{ column: "tag_id", name: "tag", section: "tags", isOptional: false }],
    key: ["tag", "plugin_id"],
    newest: "updated_at",
  },
  collections: {
    list: "collections",
    item: "collection",
    table: "collections",
    columns: columns("uuid owner name note updated_at deleted_at?"),
    references: [],
    key: ["owner", "name"],
    newest: "updated_at",
  },
  collectionPlugins: {
    list: "collectionPlugins",
    item: "collectionPlugin",
    table: "collection_plugins",
    columns: columns("uuid owner plugin_id position:number updated_at deleted_at?"),
    references: [{ column: "collection_id", name: "collection", section: "collections", isOptional: false }],
    key: ["collection", "plugin_id"],
    newest: "updated_at",
  },
} as const satisfies Readonly<Record<string, ExportSection>>;

/** The name of a list of rows in an export. */
export type ExportSectionName = keyof typeof EXPORT_SECTIONS;

/** The lists of the library of presets, in the order of an export. */
export const LIBRARY_LISTS = ["presetBlobs", "libraryPresets", "libraryVersions"] as const;

/** The lists of an export, in its order: rows refer only to earlier lists. */
export const EXPORT_LISTS: readonly (ExportSectionName | "plugins")[] = [
  "settings",
  "scans",
  "modules",
  "plugins",
  "presetFiles",
  "presets",
  "outcomes",
  "changes",
  "blocklist",
  "overrides",
  "vendorRules",
  "siblingDecisions",
  ...LIBRARY_LISTS,
  "registers",
];

/** The lists that exports of version 1 had for curation, in their order. */
export const FORMER_LISTS = ["curations", "tags", "pluginTags", "collections", "collectionPlugins"] as const;

/** A list that only exports of version 1 have. */
export type FormerListName = (typeof FORMER_LISTS)[number];

/** All lists that an import reads. */
export const IMPORT_LISTS: typeof EXPORT_LISTS = [...EXPORT_LISTS, ...FORMER_LISTS];

/** Name of a list's item as an event. */
export function exportItem(list: ExportSectionName | "plugins"): string {
  return list === "plugins" ? "plugin" : EXPORT_SECTIONS[list].item;
}

/** The section of a list of rows. */
export function exportSection(name: ExportSectionName): ExportSection {
  return EXPORT_SECTIONS[name];
}

/** `plugin_id` as `pluginId`. */
export function exportName(column: string): string {
  return column.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}
