import type { GenericSchema } from "valibot";

/**
 * The schema of each document that a command prints, by the name in its field
 * `schema`. Schemas of the lines of `--ndjson` have the same name with the
 * suffix `-event`. Each is loaded on demand.
 */
export const SCHEMAS: Readonly<Record<string, () => Promise<GenericSchema>>> = {
  blocklist: async () =>
    (await import("../../model/documents/blocklist_documents.ts")).blocklistDocumentSchema,
  "blocklist-add": async () =>
    (await import("../../model/documents/blocklist_documents.ts")).blocklistAddDocumentSchema,
  "blocklist-clear": async () =>
    (await import("../../model/documents/blocklist_documents.ts")).blocklistClearDocumentSchema,
  "blocklist-remove": async () =>
    (await import("../../model/documents/blocklist_documents.ts")).blocklistRemoveDocumentSchema,
  "cache-backup": async () =>
    (await import("../../model/documents/cache_documents.ts")).cacheBackupDocumentSchema,
  "cache-check": async () =>
    (await import("../../model/documents/cache_documents.ts")).cacheCheckDocumentSchema,
  "cache-clear": async () =>
    (await import("../../model/documents/cache_documents.ts")).cacheClearDocumentSchema,
  "cache-path": async () =>
    (await import("../../model/documents/cache_documents.ts")).cachePathDocumentSchema,
  "cache-prune": async () =>
    (await import("../../model/documents/cache_documents.ts")).cachePruneDocumentSchema,
  "cache-repair": async () =>
    (await import("../../model/documents/cache_documents.ts")).cacheRepairDocumentSchema,
  "cache-restore": async () =>
    (await import("../../model/documents/cache_documents.ts")).cacheRestoreDocumentSchema,
  "cache-stats": async () =>
    (await import("../../model/documents/cache_documents.ts")).cacheStatsDocumentSchema,
  "cache-vacuum": async () =>
    (await import("../../model/documents/cache_documents.ts")).cacheVacuumDocumentSchema,
  categories: async () =>
    (await import("../../model/documents/alike/category_documents.ts")).categoriesDocumentSchema,
  "categories-event": async () => (await import("./event_schemas.ts")).categoriesLineSchema,
  categorize: async () =>
    (await import("../../model/documents/alike/category_documents.ts")).categorizeDocumentSchema,
  "collection-change": async () =>
    (await import("../../model/documents/curation/collections_documents.ts")).collectionChangeDocumentSchema,
  collections: async () =>
    (await import("../../model/documents/curation/collections_documents.ts")).collectionsDocumentSchema,
  "collections-event": async () => (await import("./event_schemas.ts")).collectionsLineSchema,
  completions: async () =>
    (await import("../../model/documents/shells/completions_documents.ts")).completionsDocumentSchema,
  "completions-install": async () =>
    (await import("../../model/documents/shells/completions_documents.ts")).completionsInstallDocumentSchema,
  "completions-uninstall": async () =>
    (await import("../../model/documents/shells/completions_documents.ts"))
      .completionsUninstallDocumentSchema,
  "config-get": async () =>
    (await import("../../model/documents/config_documents.ts")).configGetDocumentSchema,
  "config-list": async () =>
    (await import("../../model/documents/config_documents.ts")).configListDocumentSchema,
  "config-migrate": async () =>
    (await import("../../model/documents/config_documents.ts")).configMigrateDocumentSchema,
  "config-path": async () =>
    (await import("../../model/documents/config_documents.ts")).configPathDocumentSchema,
  "config-set": async () =>
    (await import("../../model/documents/config_documents.ts")).configSetDocumentSchema,
  "config-validate": async () =>
    (await import("../../model/documents/config_documents.ts")).configValidateDocumentSchema,
  doctor: async () => (await import("../../model/documents/health/doctor_document.ts")).doctorDocumentSchema,
  curation: async () =>
    (await import("../../model/documents/curation/exchange_documents.ts")).curationDocumentSchema,
  "curation-event": async () => (await import("./event_schemas.ts")).curationLineSchema,
  "curation-import": async () =>
    (await import("../../model/documents/curation/exchange_documents.ts")).curationImportDocumentSchema,
  "curation-merge": async () =>
    (await import("../../model/documents/curation/exchange_documents.ts")).curationMergeDocumentSchema,
  "daw-export": async () =>
    (await import("../../model/documents/daws/daw_documents.ts")).dawExportDocumentSchema,
  "daw-status": async () =>
    (await import("../../model/documents/daws/daw_documents.ts")).dawStatusDocumentSchema,
  "daw-status-event": async () => (await import("./event_schemas.ts")).dawStatusLineSchema,
  "daw-undo": async () => (await import("../../model/documents/daws/daw_documents.ts")).dawUndoDocumentSchema,
  duplicates: async () =>
    (await import("../../model/documents/alike/duplicates_documents.ts")).duplicatesDocumentSchema,
  "duplicates-event": async () => (await import("./event_schemas.ts")).duplicatesLineSchema,
  "duplicates-merge": async () =>
    (await import("../../model/documents/alike/duplicates_documents.ts")).siblingDecisionDocumentSchema,
  "duplicates-split": async () =>
    (await import("../../model/documents/alike/duplicates_documents.ts")).siblingDecisionDocumentSchema,
  error: async () => (await import("../../model/documents/error_document.ts")).errorDocumentSchema,
  "error-event": async () => (await import("./event_schemas.ts")).errorEventSchema,
  export: async () => (await import("../../model/documents/export/export_document.ts")).exportDocumentSchema,
  "export-event": async () => (await import("./event_schemas.ts")).exportLineSchema,
  import: async () => (await import("../../model/documents/import_document.ts")).importDocumentSchema,
  "import-event": async () => (await import("./event_schemas.ts")).importLineSchema,
  info: async () => (await import("../../model/documents/info_document.ts")).infoDocumentSchema,
  list: async () => (await import("../../model/documents/list_document.ts")).listDocumentSchema,
  "list-counts": async () =>
    (await import("../../model/documents/list_counts_document.ts")).listCountsDocumentSchema,
  "list-counts-event": async () => (await import("./event_schemas.ts")).listCountsLineSchema,
  "list-event": async () => (await import("./event_schemas.ts")).listLineSchema,
  "list-modules": async () =>
    (await import("../../model/documents/list_modules_document.ts")).listModulesDocumentSchema,
  "list-modules-event": async () => (await import("./event_schemas.ts")).listModulesLineSchema,
  logs: async () => (await import("../../model/documents/logs/logs_documents.ts")).logsDocumentSchema,
  "logs-event": async () => (await import("./event_schemas.ts")).logsLineSchema,
  "logs-failures": async () =>
    (await import("../../model/documents/logs/logs_documents.ts")).logsFailuresDocumentSchema,
  "logs-failures-event": async () => (await import("./event_schemas.ts")).logsFailuresLineSchema,
  "logs-path": async () =>
    (await import("../../model/documents/logs/logs_documents.ts")).logsPathDocumentSchema,
  marks: async () =>
    (await import("../../model/documents/curation/changes_documents.ts")).marksDocumentSchema,
  "marks-event": async () => (await import("./curation_event_schemas.ts")).marksLineSchema,
  operations: async () =>
    (await import("../../model/documents/curation/undo_documents.ts")).operationsDocumentSchema,
  "operations-event": async () => (await import("./curation_event_schemas.ts")).operationsLineSchema,
  "override-list": async () =>
    (await import("../../model/documents/override_documents.ts")).overrideListDocumentSchema,
  "override-set": async () =>
    (await import("../../model/documents/override_documents.ts")).overrideSetDocumentSchema,
  "override-unset": async () =>
    (await import("../../model/documents/override_documents.ts")).overrideUnsetDocumentSchema,
  "plugin-changes": async () =>
    (await import("../../model/documents/curation/changes_documents.ts")).pluginChangesDocumentSchema,
  preset: async () =>
    (await import("../../model/documents/presets/preset_documents.ts")).presetDocumentSchema,
  "preset-backup": async () =>
    (await import("../../model/documents/presets/library_documents.ts")).presetBackupDocumentSchema,
  "preset-change": async () =>
    (await import("../../model/documents/presets/library_documents.ts")).presetChangeDocumentSchema,
  "preset-conversion": async () =>
    (await import("../../model/documents/presets/conversion_document.ts")).presetConversionDocumentSchema,
  "preset-diff": async () =>
    (await import("../../model/documents/presets/library_documents.ts")).presetDiffDocumentSchema,
  "preset-import": async () =>
    (await import("../../model/documents/presets/sharing_documents.ts")).presetImportDocumentSchema,
  "preset-library": async () =>
    (await import("../../model/documents/presets/library_documents.ts")).libraryDocumentSchema,
  "preset-library-event": async () => (await import("./preset_event_schemas.ts")).libraryLineSchema,
  "preset-log": async () =>
    (await import("../../model/documents/presets/library_documents.ts")).presetLogDocumentSchema,
  "preset-merge": async () =>
    (await import("../../model/documents/presets/library_documents.ts")).presetMergeDocumentSchema,
  "preset-restore": async () =>
    (await import("../../model/documents/presets/library_documents.ts")).presetRestoreDocumentSchema,
  "preset-scan": async () =>
    (await import("../../model/documents/presets/preset_scan_document.ts")).presetScanDocumentSchema,
  "preset-scan-event": async () => (await import("./preset_event_schemas.ts")).presetScanLineSchema,
  "preset-share": async () =>
    (await import("../../model/documents/presets/sharing_documents.ts")).presetShareDocumentSchema,
  "preset-stats": async () =>
    (await import("../../model/documents/presets/preset_documents.ts")).presetStatsDocumentSchema,
  "preset-verify": async () =>
    (await import("../../model/documents/presets/library_documents.ts")).presetVerifyDocumentSchema,
  "preset-write": async () =>
    (await import("../../model/documents/presets/write_document.ts")).presetWriteDocumentSchema,
  presets: async () =>
    (await import("../../model/documents/presets/preset_documents.ts")).presetsDocumentSchema,
  "presets-event": async () => (await import("./preset_event_schemas.ts")).presetsLineSchema,
  "project-check": async () =>
    (await import("../../model/documents/projects/project_documents.ts")).projectCheckDocumentSchema,
  "project-info": async () =>
    (await import("../../model/documents/projects/project_documents.ts")).projectInfoDocumentSchema,
  "project-scan": async () =>
    (await import("../../model/documents/projects/project_documents.ts")).projectScanDocumentSchema,
  projects: async () =>
    (await import("../../model/documents/projects/project_documents.ts")).projectsDocumentSchema,
  "projects-event": async () => (await import("./project_event_schemas.ts")).projectsLineSchema,
  saved: async () => (await import("../../model/documents/curation/saved_documents.ts")).savedDocumentSchema,
  "saved-change": async () =>
    (await import("../../model/documents/curation/saved_documents.ts")).savedChangeDocumentSchema,
  "saved-event": async () => (await import("./event_schemas.ts")).savedLineSchema,
  scan: async () => (await import("../../model/documents/scan_document.ts")).scanDocumentSchema,
  recommend: async () =>
    (await import("../../model/documents/curation/recommend_document.ts")).recommendDocumentSchema,
  "recommend-event": async () => (await import("./event_schemas.ts")).recommendLineSchema,
  "scan-dry-run": async () =>
    (await import("../../model/documents/dry_run_document.ts")).dryRunDocumentSchema,
  "scan-event": async () => (await import("./event_schemas.ts")).scanLineSchema,
  "scan-history": async () =>
    (await import("../../model/documents/scan_history_documents.ts")).scanHistoryDocumentSchema,
  "scan-show": async () =>
    (await import("../../model/documents/scan_history_documents.ts")).scanShowDocumentSchema,
  "schema-names": async () =>
    (await import("../../model/documents/schema_names_document.ts")).schemaNamesDocumentSchema,
  search: async () => (await import("../../model/documents/search_document.ts")).searchDocumentSchema,
  "search-event": async () => (await import("./event_schemas.ts")).searchLineSchema,
  "shared-presets": async () => (await import("../../model/presets/shared_presets.ts")).sharedManifestSchema,
  stats: async () => (await import("../../model/documents/stats/stats_document.ts")).statsDocumentSchema,
  "stats-event": async () => (await import("./event_schemas.ts")).statsLineSchema,
  status: async () => (await import("../../model/documents/health/status_document.ts")).statusDocumentSchema,
  "tag-changes": async () =>
    (await import("../../model/documents/curation/tags_documents.ts")).tagChangesDocumentSchema,
  "tag-suggestions": async () =>
    (await import("../../model/documents/curation/tags_documents.ts")).tagSuggestionsDocumentSchema,
  "tag-suggestions-event": async () => (await import("./curation_event_schemas.ts")).tagSuggestionsLineSchema,
  tags: async () => (await import("../../model/documents/curation/tags_documents.ts")).tagsDocumentSchema,
  "tags-event": async () => (await import("./curation_event_schemas.ts")).tagsLineSchema,
  undo: async () => (await import("../../model/documents/curation/undo_documents.ts")).undoDocumentSchema,
  usage: async () =>
    (await import("../../model/documents/projects/project_documents.ts")).usageDocumentSchema,
  "usage-event": async () => (await import("./project_event_schemas.ts")).usageLineSchema,
  vendors: async () =>
    (await import("../../model/documents/alike/vendor_documents.ts")).vendorsDocumentSchema,
  "vendors-event": async () => (await import("./event_schemas.ts")).vendorsLineSchema,
  "vendors-merge": async () =>
    (await import("../../model/documents/alike/vendor_documents.ts")).vendorsMergeDocumentSchema,
  "vendors-rename": async () =>
    (await import("../../model/documents/alike/vendor_documents.ts")).vendorsRenameDocumentSchema,
  "vendors-reset": async () =>
    (await import("../../model/documents/alike/vendor_documents.ts")).vendorsResetDocumentSchema,
  "vendors-split": async () =>
    (await import("../../model/documents/alike/vendor_documents.ts")).vendorsSplitDocumentSchema,
  similar: async () =>
    (await import("../../model/documents/alike/similar_document.ts")).similarDocumentSchema,
  "similar-event": async () => (await import("./event_schemas.ts")).similarLineSchema,
  version: async () => (await import("../../model/documents/version_document.ts")).versionDocumentSchema,
};
