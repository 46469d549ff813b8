import type { GenericSchema } from "valibot";

/**
 * The schema of each document that a command prints, by the name in its field
 * `schema`, and of the lines of `--ndjson`, by the name in their first line's
 * field with `-event` behind it. Loaded when asked for.
 */
export const SCHEMAS: Readonly<Record<string, () => Promise<GenericSchema>>> = {
  blocklist: async () => (await import("./blocklist/blocklist_documents.ts")).blocklistDocumentSchema,
  "blocklist-add": async () =>
    (await import("./blocklist/blocklist_documents.ts")).blocklistAddDocumentSchema,
  "blocklist-clear": async () =>
    (await import("./blocklist/blocklist_documents.ts")).blocklistClearDocumentSchema,
  "blocklist-remove": async () =>
    (await import("./blocklist/blocklist_documents.ts")).blocklistRemoveDocumentSchema,
  "cache-backup": async () => (await import("./cache/cache_documents.ts")).cacheBackupDocumentSchema,
  "cache-check": async () => (await import("./cache/cache_documents.ts")).cacheCheckDocumentSchema,
  "cache-clear": async () => (await import("./cache/cache_documents.ts")).cacheClearDocumentSchema,
  "cache-path": async () => (await import("./cache/cache_documents.ts")).cachePathDocumentSchema,
  "cache-prune": async () => (await import("./cache/cache_documents.ts")).cachePruneDocumentSchema,
  "cache-repair": async () => (await import("./cache/cache_documents.ts")).cacheRepairDocumentSchema,
  "cache-restore": async () => (await import("./cache/cache_documents.ts")).cacheRestoreDocumentSchema,
  "cache-stats": async () => (await import("./cache/cache_documents.ts")).cacheStatsDocumentSchema,
  "cache-vacuum": async () => (await import("./cache/cache_documents.ts")).cacheVacuumDocumentSchema,
  "config-get": async () => (await import("./config/config_documents.ts")).configGetDocumentSchema,
  "config-list": async () => (await import("./config/config_documents.ts")).configListDocumentSchema,
  "config-migrate": async () => (await import("./config/config_documents.ts")).configMigrateDocumentSchema,
  "config-path": async () => (await import("./config/config_documents.ts")).configPathDocumentSchema,
  "config-set": async () => (await import("./config/config_documents.ts")).configSetDocumentSchema,
  "config-validate": async () => (await import("./config/config_documents.ts")).configValidateDocumentSchema,
  error: async () => (await import("./error_document.ts")).errorDocumentSchema,
  "error-event": async () => (await import("./event_schemas.ts")).errorEventSchema,
  export: async () => (await import("../model/export_document.ts")).exportDocumentSchema,
  "export-event": async () => (await import("./event_schemas.ts")).exportLineSchema,
  import: async () => (await import("../model/import_document.ts")).importDocumentSchema,
  "import-event": async () => (await import("./event_schemas.ts")).importLineSchema,
  info: async () => (await import("../model/info_document.ts")).infoDocumentSchema,
  list: async () => (await import("../model/list_document.ts")).listDocumentSchema,
  "list-event": async () => (await import("./event_schemas.ts")).listLineSchema,
  "override-list": async () => (await import("./override/override_documents.ts")).overrideListDocumentSchema,
  "override-set": async () => (await import("./override/override_documents.ts")).overrideSetDocumentSchema,
  "override-unset": async () =>
    (await import("./override/override_documents.ts")).overrideUnsetDocumentSchema,
  scan: async () => (await import("../model/scan_document.ts")).scanDocumentSchema,
  "scan-event": async () => (await import("./event_schemas.ts")).scanLineSchema,
  "scan-history": async () => (await import("./scan/scan_history_documents.ts")).scanHistoryDocumentSchema,
  "scan-show": async () => (await import("./scan/scan_history_documents.ts")).scanShowDocumentSchema,
  "schema-names": async () => (await import("./schema/schema_names_document.ts")).schemaNamesDocumentSchema,
  search: async () => (await import("../model/search_document.ts")).searchDocumentSchema,
  "search-event": async () => (await import("./event_schemas.ts")).searchLineSchema,
  version: async () => (await import("./version_document.ts")).versionDocumentSchema,
};
