import * as v from "valibot";
import {
  EXPORT_LISTS,
  EXPORT_SECTIONS,
  type ExportColumn,
  exportName,
  type ExportSection,
  exportSection,
  type ExportSectionName,
} from "./export_sections.ts";
import { moduleConfinementSchema, pluginFailureSchema, reasonSchema, warningSchema } from "../../module.ts";
import { presetFileReasonSchema } from "../presets/preset_documents.ts";
import { scanSummarySchema } from "../scan_document.ts";
import { installationSchema, pluginSchema, scanOutcomeSchema } from "../../plugin.ts";

/** A row of a table, by the names of the document. */
export type ExportRow = Readonly<Record<string, unknown>>;

const VALUE_SCHEMAS = {
  text: v.string(),
  number: v.pipe(v.number(), v.finite()),
  flag: v.boolean(),
  value: v.unknown(),
  bytes: v.string(),
} as const satisfies Record<Exclude<ExportColumn["kind"], "json">, v.GenericSchema>;

const texts = v.array(v.string());

/** Schemas of JSON columns that readers rely on. */
const JSON_SCHEMAS: Readonly<Partial<Record<string, v.GenericSchema>>> = {
  architectures: texts,
  confinement: moduleConfinementSchema,
  failures: v.array(pluginFailureSchema),
  files: texts,
  formats: texts,
  paths: texts,
  plugin_ids: texts,
  problem: presetFileReasonSchema,
  preset_locations: texts,
  tags: texts,
  reason: reasonSchema,
  summary: scanSummarySchema,
  warnings: v.array(warningSchema),
};

/** The schema of a section's rows. */
export function exportRowSchema(name: ExportSectionName): v.GenericSchema<unknown, ExportRow> {
  return rowSchema(exportSection(name));
}

function rowSchema(section: ExportSection): v.GenericSchema<unknown, ExportRow> {
  const entries: v.ObjectEntries = {};
  for (const { column, kind, isOptional } of section.columns) {
    entries[exportName(column)] = maybe(valueSchema(column, kind), isOptional);
  }
  for (const { name, section: target, isOptional } of section.references) {
    entries[name] = maybe(keySchema(EXPORT_SECTIONS[target as ExportSectionName]), isOptional);
  }
  return v.object(entries);
}

function keySchema({ columns, key }: ExportSection): v.GenericSchema {
  const entries = columns.filter(({ column }) => key.includes(column))
    .map((
      { column, kind, isOptional },
    ) => [exportName(column), maybe(valueSchema(column, kind), isOptional)]);
  return v.object(Object.fromEntries(entries) as v.ObjectEntries);
}

function valueSchema(column: string, kind: ExportColumn["kind"]): v.GenericSchema {
  if (kind !== "json") return VALUE_SCHEMAS[kind];
  const schema = JSON_SCHEMAS[column];
  if (schema === undefined) throw new TypeError(`Unknown content of column "${column}"`);
  return schema;
}

function maybe(schema: v.GenericSchema, isOptional: boolean): v.GenericSchema {
  return isOptional ? v.optional(schema) : schema;
}

const {
  id: _id,
  format: _format,
  nativeId: _nativeId,
  origin: _origin,
  location: _location,
  installations: _installations,
  outcome: _outcome,
  isMissing: _isMissing,
  addedAt: _addedAt,
  updatedAt: _updatedAt,
  scannedAt: _scannedAt,
  curation: _curation,
  ...descriptionEntries
} = pluginSchema.entries;

/** What people say about plugins has a section of its own. */
const { curation: _, ...pluginEntries } = pluginSchema.entries;

const described = { contentHash: v.string(), describer: v.number() };

/** Schema of {@linkcode ExportPlugin}. */
export const exportPluginSchema = v.object({
  ...pluginEntries,
  /** Unset if the plugin has no description. */
  contentHash: v.optional(described.contentHash),
  describer: v.optional(described.describer),
  installations: v.array(v.object({
    ...installationSchema.entries,
    position: v.number(),
    outcome: scanOutcomeSchema,
    contentHash: v.optional(v.string()),
  })),
  /** The descriptions of installations with other contents. */
  otherDescriptions: v.array(v.object({ ...described, ...descriptionEntries })),
  aliases: v.array(v.object({ alias: v.string(), kind: v.string() })),
  missingAt: v.optional(v.string()),
});

/**
 * A plugin in full, as `info --json` shows it, with the data to restore it.
 * `contentHash` identifies the content of its module that the description
 * belongs to.
 */
export type ExportPlugin = v.InferOutput<typeof exportPluginSchema>;

/** One item of an export, with the list that it belongs to. */
export type ExportRecord =
  | { readonly list: "plugins"; readonly plugin: ExportPlugin }
  | { readonly list: ExportSectionName; readonly row: ExportRow };

/** Schema of the document of `export --json`, without a time: two exports of one catalog are the same file. */
export const exportDocumentSchema = v.object({
  schema: v.literal("export"),
  schemaVersion: v.literal(2),
  tool: v.object({ version: v.string() }),
  ...Object.fromEntries(EXPORT_LISTS.map((list) => [
    list,
    v.array(list === "plugins" ? exportPluginSchema : exportRowSchema(list)),
  ])) as
    & Record<ExportSectionName, v.ArraySchema<v.GenericSchema<unknown, ExportRow>, undefined>>
    & { plugins: v.ArraySchema<typeof exportPluginSchema, undefined> },
});

/** The document of `export --json`. */
export type ExportDocument = v.InferOutput<typeof exportDocumentSchema>;
