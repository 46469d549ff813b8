import * as v from "valibot";
import { chosenColumnsSchema } from "../document_head.ts";

/** Schema of {@linkcode ListedLibraryPreset}. */
export const listedLibraryPresetSchema = v.object({
  /** A UUID, which a rename does not change. */
  id: v.string(),
  name: v.string(),
  pluginId: v.string(),
  /** The plugin's name when the preset was added. */
  pluginName: v.string(),
  author: v.string(),
  tags: v.array(v.string()),
  note: v.string(),
  /** How many versions it has. */
  versions: v.number(),
  /** Of the last version's state. */
  sizeBytes: v.number(),
  addedAt: v.string(),
  /** The time of the last version. */
  changedAt: v.string(),
  /** Whether it has been deleted and can still be brought back. */
  isDeleted: v.boolean(),
});

/** A preset of the library as documents show it. */
export type ListedLibraryPreset = v.InferOutput<typeof listedLibraryPresetSchema>;

/** Schema of {@linkcode LibraryDocument}. */
export const libraryDocumentSchema = v.object({
  schema: v.literal("preset-library"),
  schemaVersion: v.literal(1),
  total: v.number(),
  offset: v.number(),
  limit: v.nullable(v.number()),
  columns: chosenColumnsSchema,
  presets: v.array(listedLibraryPresetSchema),
});

/** The document of `preset list --json`. */
export type LibraryDocument = v.InferOutput<typeof libraryDocumentSchema>;

/** Schema of {@linkcode ListedVersion}. */
export const listedVersionSchema = v.object({
  number: v.number(),
  at: v.string(),
  author: v.string(),
  note: v.string(),
  /** The plugin's version then; empty if unknown. */
  pluginVersion: v.string(),
  /** SHA-256 of the state. */
  hash: v.string(),
  sizeBytes: v.number(),
});

/** A version of a preset as documents show it. */
export type ListedVersion = v.InferOutput<typeof listedVersionSchema>;

/** Schema of {@linkcode PresetLogDocument}. */
export const presetLogDocumentSchema = v.object({
  schema: v.literal("preset-log"),
  schemaVersion: v.literal(1),
  preset: listedLibraryPresetSchema,
  /** The last one first. */
  versions: v.array(listedVersionSchema),
});

/** The document of `preset log --json`. */
export type PresetLogDocument = v.InferOutput<typeof presetLogDocumentSchema>;

/** Schema of {@linkcode PresetChangeDocument}. */
export const presetChangeDocumentSchema = v.object({
  schema: v.literal("preset-change"),
  schemaVersion: v.literal(1),
  command: v.picklist(["capture", "tag", "note", "rename", "delete"]),
  /** As it is after the change. */
  preset: listedLibraryPresetSchema,
  /** What the change has added or taken away: a version, or tags. */
  added: v.array(v.string()),
  removed: v.array(v.string()),
  /** What is to be known about a captured state. */
  warnings: v.optional(v.array(v.object({ code: v.string(), message: v.string() }))),
});

/** The document of the commands that change a preset of the library. */
export type PresetChangeDocument = v.InferOutput<typeof presetChangeDocumentSchema>;

/** Schema of {@linkcode ComparedVersion}. */
export const comparedVersionSchema = v.object({
  id: v.string(),
  name: v.string(),
  pluginId: v.string(),
  version: v.number(),
});

/** One side of a comparison. */
export type ComparedVersion = v.InferOutput<typeof comparedVersionSchema>;

/** Schema of {@linkcode TextDifference}. */
export const textDifferenceSchema = v.object({
  /** The parameter's id. */
  id: v.string(),
  name: v.string(),
  /** As the plugin displays it; `null` where it has no such parameter. */
  before: v.nullable(v.string()),
  after: v.nullable(v.string()),
});

/** A parameter that a plugin displays in another way. */
export type TextDifference = v.InferOutput<typeof textDifferenceSchema>;

/** Schema of {@linkcode PresetDiffDocument}. */
export const presetDiffDocumentSchema = v.object({
  schema: v.literal("preset-diff"),
  schemaVersion: v.literal(1),
  from: comparedVersionSchema,
  to: comparedVersionSchema,
  /** Whether both states have the same bytes. */
  isSameState: v.boolean(),
  /** `loaded` now by the plugin, or `recorded` when the states were captured. */
  texts: v.picklist(["loaded", "recorded"]),
  /** How many parameters were compared. */
  compared: v.number(),
  parameters: v.array(textDifferenceSchema),
  warnings: v.array(v.object({ code: v.string(), message: v.string() })),
});

/** The document of `preset diff --json`. */
export type PresetDiffDocument = v.InferOutput<typeof presetDiffDocumentSchema>;

/** Schema of {@linkcode PresetRestoreDocument}. */
export const presetRestoreDocumentSchema = v.object({
  schema: v.literal("preset-restore"),
  schemaVersion: v.literal(1),
  preset: comparedVersionSchema,
  /** The file or folder that has the state now. */
  path: v.string(),
  /** Whether it was there before with the same content. */
  isUnchanged: v.boolean(),
  /** How many parameters were compared with the texts of the capture; `null` if the plugin did not load the state. */
  compared: v.nullable(v.number()),
  /** Those that the plugin displays in another way now. */
  differences: v.array(textDifferenceSchema),
});

/** The document of `preset restore --json`. */
export type PresetRestoreDocument = v.InferOutput<typeof presetRestoreDocumentSchema>;

/** Schema of {@linkcode VersionProblem}. */
export const versionProblemSchema = v.object({
  ...comparedVersionSchema.entries,
  code: v.picklist(["damaged", "not-installed", "not-loaded", "differs"]),
  message: v.string(),
});

/** A version of a preset that is damaged, or that the plugin does not load as it was. */
export type VersionProblem = v.InferOutput<typeof versionProblemSchema>;

/** Schema of {@linkcode PresetVerifyDocument}. */
export const presetVerifyDocumentSchema = v.object({
  schema: v.literal("preset-verify"),
  schemaVersion: v.literal(1),
  /** Contents that were read and hashed again. */
  blobs: v.number(),
  sizeBytes: v.number(),
  versions: v.number(),
  /** Versions that a plugin has loaded; `null` without `--load`. */
  loaded: v.nullable(v.number()),
  problems: v.array(versionProblemSchema),
});

/** The document of `preset verify --json`. */
export type PresetVerifyDocument = v.InferOutput<typeof presetVerifyDocumentSchema>;

/** Schema of {@linkcode PresetBackupDocument}. */
export const presetBackupDocumentSchema = v.object({
  schema: v.literal("preset-backup"),
  schemaVersion: v.literal(1),
  path: v.string(),
  presets: v.number(),
  versions: v.number(),
  sizeBytes: v.number(),
});

/** The document of `preset backup --json`. */
export type PresetBackupDocument = v.InferOutput<typeof presetBackupDocumentSchema>;

/** Schema of {@linkcode PresetMergeDocument}. */
export const presetMergeDocumentSchema = v.object({
  schema: v.literal("preset-merge"),
  schemaVersion: v.literal(1),
  path: v.string(),
  /** New here. */
  presets: v.number(),
  versions: v.number(),
  /** Presets that were here already. */
  known: v.number(),
  /** States that are damaged there, and were left out. */
  damaged: v.number(),
});

/** The document of `preset merge --json`. */
export type PresetMergeDocument = v.InferOutput<typeof presetMergeDocumentSchema>;
