import * as v from "valibot";
import {
  exportDocumentSchema,
  exportPluginSchema,
  exportRowSchema,
} from "../../model/documents/export/export_document.ts";
import {
  duplicateGroupSchema,
  duplicatesDocumentSchema,
} from "../../model/documents/alike/duplicates_documents.ts";
import {
  curationDocumentSchema,
  exchangedPluginSchema,
  exchangedRegisterSchema,
} from "../../model/documents/curation/exchange_documents.ts";
import { EXPORT_LISTS, exportItem } from "../../model/documents/export/export_sections.ts";
import {
  categoriesDocumentSchema,
  categoryCountSchema,
} from "../../model/documents/alike/category_documents.ts";
import {
  collectionSchema,
  collectionsDocumentSchema,
} from "../../model/documents/curation/collections_documents.ts";
import { dawStatusDocumentSchema, listedDawSchema } from "../../model/documents/daws/daw_documents.ts";
import { savedDocumentSchema, savedSchema } from "../../model/documents/curation/saved_documents.ts";
import { importDocumentSchema, importReportRecordSchema } from "../../model/documents/import_document.ts";
import { listCountsDocumentSchema, valueCountSchema } from "../../model/documents/list_counts_document.ts";
import {
  listedModuleSchema,
  listModulesDocumentSchema,
} from "../../model/documents/list_modules_document.ts";
import {
  loggedFailureSchema,
  logRecordSchema,
  logsDocumentSchema,
  logsFailuresDocumentSchema,
} from "../../model/documents/logs/logs_documents.ts";
import { listDocumentSchema, listedPluginSchema } from "../../model/documents/list_document.ts";
import { vendorSchema, vendorsDocumentSchema } from "../../model/documents/alike/vendor_documents.ts";
import { scanEventSchema } from "../../model/documents/scan_document.ts";
import {
  recommendationSchema,
  recommendDocumentSchema,
} from "../../model/documents/curation/recommend_document.ts";
import { similarDocumentSchema, similarPluginSchema } from "../../model/documents/alike/similar_document.ts";
import { foundPluginSchema, searchDocumentSchema } from "../../model/documents/search_document.ts";
import { statsEntrySchema, statsHeadEntries } from "../../model/documents/stats/stats_document.ts";
import { errorDocumentSchema } from "../../model/documents/error_document.ts";

/** Schema of the last or only line of a failed command; any command with `--ndjson` can print it. */
export const errorEventSchema = v.object({ event: v.literal("error"), ...errorDocumentSchema.entries });

/** Schema of a line of `scan --ndjson`. */
export const scanLineSchema: v.GenericSchema = v.variant("event", [
  ...scanEventSchema.options,
  errorEventSchema,
]);

const { plugins: _listed, ...listHead } = listDocumentSchema.entries;

/** Schema of a line of `list --ndjson`. */
export const listLineSchema: v.GenericSchema = lineSchema(listHead, { plugin: listedPluginSchema });

const { modules: _modules, ...listModulesHead } = listModulesDocumentSchema.entries;

/** Schema of a line of `list --modules --ndjson`. */
export const listModulesLineSchema: v.GenericSchema = lineSchema(listModulesHead, {
  module: listedModuleSchema,
});

const { counts: _counts, ...listCountsHead } = listCountsDocumentSchema.entries;

/** Schema of a line of `list --count-by KEY --ndjson`. */
export const listCountsLineSchema: v.GenericSchema = lineSchema(listCountsHead, { count: valueCountSchema });

const { records: _logRecords, ...logsHead } = logsDocumentSchema.entries;

/** Schema of a line of `logs --ndjson`. */
export const logsLineSchema: v.GenericSchema = lineSchema(logsHead, { record: logRecordSchema });

const { failures: _failures, ...logsFailuresHead } = logsFailuresDocumentSchema.entries;

/** Schema of a line of `logs --failures --ndjson`. */
export const logsFailuresLineSchema: v.GenericSchema = lineSchema(logsFailuresHead, {
  failure: loggedFailureSchema,
});

const { collections: _collections, ...collectionsHead } = collectionsDocumentSchema.entries;

/** Schema of a line of `collection list --ndjson`. */
export const collectionsLineSchema: v.GenericSchema = lineSchema(collectionsHead, {
  collection: collectionSchema,
});

const { daws: _daws, ...dawStatusHead } = dawStatusDocumentSchema.entries;

/** Schema of a line of `daw status --ndjson`. */
export const dawStatusLineSchema: v.GenericSchema = lineSchema(dawStatusHead, { daw: listedDawSchema });

const { saved: _saved, ...savedHead } = savedDocumentSchema.entries;

/** Schema of a line of `saved list --ndjson`. */
export const savedLineSchema: v.GenericSchema = lineSchema(savedHead, { search: savedSchema });

const { categories: _categories, ...categoriesHead } = categoriesDocumentSchema.entries;

/** Schema of a line of `categories --ndjson`. */
export const categoriesLineSchema: v.GenericSchema = lineSchema(categoriesHead, {
  category: categoryCountSchema,
});

const { plugins: _found, ...searchHead } = searchDocumentSchema.entries;

/** Schema of a line of `search --ndjson`. */
export const searchLineSchema: v.GenericSchema = lineSchema(searchHead, { plugin: foundPluginSchema });

const { vendors: _vendors, ...vendorsHead } = vendorsDocumentSchema.entries;

/** Schema of a line of `vendors list --ndjson`. */
export const vendorsLineSchema: v.GenericSchema = lineSchema(vendorsHead, { vendor: vendorSchema });
const { similar: _similar, ...similarHead } = similarDocumentSchema.entries;

/** Schema of a line of `similar --ndjson`. */
export const similarLineSchema: v.GenericSchema = lineSchema(similarHead, { similar: similarPluginSchema });

const { groups: _groups, ...duplicatesHead } = duplicatesDocumentSchema.entries;

/** Schema of a line of `duplicates --ndjson`. */
export const duplicatesLineSchema: v.GenericSchema = lineSchema(duplicatesHead, {
  group: duplicateGroupSchema,
});

const { schema, schemaVersion, tool } = exportDocumentSchema.entries;

/** Schema of a line of `export --ndjson`. */
export const exportLineSchema: v.GenericSchema = lineSchema(
  { schema, schemaVersion, tool },
  Object.fromEntries(
    EXPORT_LISTS.map((list) => [
      exportItem(list),
      list === "plugins" ? exportPluginSchema : exportRowSchema(list),
    ]),
  ),
);

const { registers: _registers, plugins: _exchanged, ...curationHead } = curationDocumentSchema.entries;

/** Schema of a line of `curation export --ndjson`. */
export const curationLineSchema: v.GenericSchema = lineSchema(curationHead, {
  register: exchangedRegisterSchema,
  plugin: exchangedPluginSchema,
});

/** Schema of a line of `stats --ndjson`. */
export const statsLineSchema: v.GenericSchema = lineSchema(statsHeadEntries, { entry: statsEntrySchema });

const { catalog, isDryRun, records: _records, ...importRest } = importDocumentSchema.entries;
const { schema: importName, schemaVersion: importVersion, ...importEnd } = importRest;

/** Schema of a line of `import --ndjson`. */
export const importLineSchema: v.GenericSchema = lineSchema(
  { schema: importName, schemaVersion: importVersion, catalog, isDryRun },
  { record: importReportRecordSchema },
  importEnd,
);

/** Schema of the lines of a document: its first fields, its records, and the fields that are known only at the end. */
export function lineSchema(
  head: v.ObjectEntries,
  records: Readonly<Record<string, v.GenericSchema>>,
  end: v.ObjectEntries = {},
): v.GenericSchema {
  return v.variant("event", [
    v.object({ event: v.literal("started"), ...head }),
    ...Object.entries(records).map(([event, record]) =>
      v.object({ event: v.literal(event), [event]: record })
    ),
    v.object({ event: v.literal("finished"), ...end }),
    errorEventSchema,
  ]);
}

const { recommendations: _recommendations, ...recommendHead } = recommendDocumentSchema.entries;

/** Schema of a line of `recommend --ndjson`. */
export const recommendLineSchema: v.GenericSchema = lineSchema(recommendHead, {
  recommendation: recommendationSchema,
});
