import * as v from "valibot";
import { presetContainerSchema } from "../../presets/preset_container_schema.ts";
import { chosenColumnsSchema } from "../document_head.ts";

/** Outcomes of a look at a file of presets. */
export const PRESET_FILE_OUTCOMES = ["read", "failed"] as const;

/** @see PRESET_FILE_OUTCOMES */
export type PresetFileOutcome = (typeof PRESET_FILE_OUTCOMES)[number];

/** Schema of {@linkcode PresetFileReason}. */
export const presetFileReasonSchema = v.object({
  /** `truncated`, `invalid`, `too-large`, `unsupported`, or a code of a scan's reasons. */
  code: v.string(),
  message: v.string(),
});

/** Why a file of presets could not be read. */
export type PresetFileReason = v.InferOutput<typeof presetFileReasonSchema>;

/** Schema of {@linkcode PresetEntry}. */
export const presetEntrySchema = v.object({
  id: v.string(),
  name: v.string(),
  /** The plugin's public id; absent where the file does not carry it. */
  pluginId: v.optional(v.string()),
  /** As the catalog has it, else as the file calls the plugin. */
  pluginName: v.optional(v.string()),
  container: presetContainerSchema,
  /** The file, or the plugin's own place. */
  location: v.string(),
  /** Says which preset of the location it is: a URI, a key or the number of a program. */
  loadKey: v.string(),
  author: v.string(),
  tags: v.array(v.string()),
  /** Absent if unknown. */
  isFactory: v.optional(v.boolean()),
  /** Whether its file, or the plugin that it lies in, is gone. */
  isMissing: v.boolean(),
});

/** A preset in a list. */
export type PresetEntry = v.InferOutput<typeof presetEntrySchema>;

/** Schema of {@linkcode FoundPresetEntry}. */
export const foundPresetSchema = v.object({
  ...presetEntrySchema.entries,
  /** 1 for the preset whose name was typed; only in answers to words. */
  score: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
});

/** A preset that a search has found. */
export type FoundPresetEntry = v.InferOutput<typeof foundPresetSchema>;

/** Schema of {@linkcode PresetsDocument}. */
export const presetsDocumentSchema = v.object({
  schema: v.literal("presets"),
  schemaVersion: v.literal(1),
  /** The words of a search. */
  query: v.optional(v.string()),
  total: v.number(),
  /** Presets that are left out since their plugins are hidden. */
  hidden: v.number(),
  /** False if there may be more presets than were counted. */
  isTotalExact: v.boolean(),
  offset: v.number(),
  limit: v.nullable(v.number()),
  columns: chosenColumnsSchema,
  presets: v.array(foundPresetSchema),
});

/** The document of `presets list` and `presets search`; `total` ignores limit and offset. */
export type PresetsDocument = v.InferOutput<typeof presetsDocumentSchema>;

/** Schema of {@linkcode PresetDetails}. */
export const presetDetailsSchema = v.object({
  ...presetEntrySchema.entries,
  /** Empty if unknown. */
  description: v.string(),
  /** Whether the catalog has the plugin, and it is not missing. */
  isPluginInstalled: v.boolean(),
  addedAt: v.string(),
  updatedAt: v.string(),
  /** Absent for presets inside plugins. */
  file: v.optional(v.object({
    path: v.string(),
    sizeBytes: v.number(),
    outcome: v.picklist(PRESET_FILE_OUTCOMES),
    reason: v.optional(presetFileReasonSchema),
    readAt: v.string(),
  })),
});

/** All that the catalog knows about one preset. */
export type PresetDetails = v.InferOutput<typeof presetDetailsSchema>;

/** Schema of {@linkcode PresetDocument}. */
export const presetDocumentSchema = v.object({
  schema: v.literal("preset"),
  schemaVersion: v.literal(1),
  preset: presetDetailsSchema,
});

/** The document of `presets info`. */
export type PresetDocument = v.InferOutput<typeof presetDocumentSchema>;

/** A file that could not be read. */
const failedFileSchema = v.object({
  path: v.string(),
  container: presetContainerSchema,
  reason: v.optional(presetFileReasonSchema),
});

/** Schema of {@linkcode PresetStatsDocument}. */
export const presetStatsDocumentSchema = v.object({
  schema: v.literal("preset-stats"),
  schemaVersion: v.literal(1),
  presets: v.number(),
  missing: v.number(),
  factory: v.number(),
  user: v.number(),
  /** Presets whose plugin the catalog does not have, or which is missing. */
  withoutPlugin: v.number(),
  byContainer: v.array(v.object({ container: presetContainerSchema, presets: v.number() })),
  /** The plugins with the most presets. */
  plugins: v.array(v.object({ id: v.string(), name: v.optional(v.string()), presets: v.number() })),
  otherPlugins: v.number(),
  /** The authors with the most presets. */
  authors: v.array(v.object({ author: v.string(), presets: v.number() })),
  otherAuthors: v.number(),
  /** The most frequent tags. */
  tags: v.array(v.object({ tag: v.string(), presets: v.number() })),
  otherTags: v.number(),
  files: v.object({
    read: v.number(),
    failed: v.number(),
    missing: v.number(),
    sizeBytes: v.number(),
  }),
  /** The first files that could not be read, by their paths. */
  failures: v.array(failedFileSchema),
});

/** The document of `presets stats`. */
export type PresetStatsDocument = v.InferOutput<typeof presetStatsDocumentSchema>;
