import * as v from "valibot";

/** Schema of {@linkcode PresetShareDocument}. */
export const presetShareDocumentSchema = v.object({
  schema: v.literal("preset-share"),
  schemaVersion: v.literal(1),
  path: v.string(),
  presets: v.number(),
  versions: v.number(),
  sizeBytes: v.number(),
});

/** The document of `preset share --json`. */
export type PresetShareDocument = v.InferOutput<typeof presetShareDocumentSchema>;

/** Schema of {@linkcode ImportedPreset}. */
export const importedPresetSchema = v.object({
  /** Its id in the library. */
  id: v.string(),
  name: v.string(),
  pluginId: v.string(),
  pluginName: v.string(),
  /** How the installed plugins fit it. */
  status: v.picklist(["installed", "other-version", "other-format", "missing"]),
  /** The plugin's versions: that of the last shared version, and the one that is installed. */
  pluginVersion: v.string(),
  installedVersion: v.optional(v.string()),
  /** Plugins of the same name in other formats, by their ids. */
  candidates: v.array(v.string()),
  /** What the import adds: a preset, versions of one that is here, or nothing. */
  change: v.picklist(["added", "modified", "unchanged"]),
  newVersions: v.number(),
});

/** A preset of a shared file, beside what is installed and what the library has. */
export type ImportedPreset = v.InferOutput<typeof importedPresetSchema>;

/** Schema of {@linkcode PresetImportDocument}. */
export const presetImportDocumentSchema = v.object({
  schema: v.literal("preset-import"),
  schemaVersion: v.literal(1),
  path: v.string(),
  isDryRun: v.boolean(),
  /** Who shares them, with what note, under what terms; empty if the file does not say. */
  author: v.string(),
  note: v.string(),
  license: v.string(),
  presets: v.array(importedPresetSchema),
});

/** The document of `preset import --json`. */
export type PresetImportDocument = v.InferOutput<typeof presetImportDocumentSchema>;
