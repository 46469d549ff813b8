import * as v from "valibot";

/** The ending of files with shared presets. */
export const SHARED_ENDING = ".pluginary-presets";

/** The files of such an archive beside the contents. */
export const MANIFEST_FILE = "manifest.json";
/** @see MANIFEST_FILE */
export const LICENSE_FILE = "LICENSE.txt";

/** The folder of the contents, each under its hash. */
export const CONTENTS_FOLDER = "states";

/** Most bytes of a license text. */
export const MOST_LICENSE_BYTES = 256 * 1024;

/** Longest texts, in characters, so that nobody has to read a book before an import. */
const MOST_NAME = 512;
const MOST_TEXT = 16_384;

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(MOST_NAME));
const nameOrNone = v.pipe(v.string(), v.maxLength(MOST_NAME));
const text = v.pipe(v.string(), v.maxLength(MOST_TEXT));
const time = v.pipe(v.string(), v.isoTimestamp());

/** Schema of {@linkcode SharedContent}. */
export const sharedContentSchema = v.object({
  /** Of the content, in lower case; also its name in the archive. */
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  sizeBytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

/** A content of the archive: a state, or the texts of its parameters. */
export type SharedContent = v.InferOutput<typeof sharedContentSchema>;

/** Schema of {@linkcode SharedVersion}. */
export const sharedVersionSchema = v.object({
  number: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)),
  state: sharedContentSchema,
  /** The parameters as the plugin displayed them; absent for a state that no plugin has loaded. */
  texts: v.optional(sharedContentSchema),
  /** Empty if unknown, like the texts below. */
  pluginVersion: nameOrNone,
  author: nameOrNone,
  note: text,
  at: time,
});

/** A version of a shared preset. */
export type SharedVersion = v.InferOutput<typeof sharedVersionSchema>;

/** Schema of {@linkcode SharedPreset}. */
export const sharedPresetSchema = v.object({
  /** The same in every library that has the preset. */
  id: v.pipe(v.string(), v.uuid()),
  name,
  /** The plugin's public id. */
  pluginId: v.pipe(v.string(), v.regex(/^(vst3|clap|lv2|ladspa):./), v.maxLength(4096)),
  pluginName: name,
  author: nameOrNone,
  tags: v.pipe(v.array(name), v.maxLength(64)),
  note: text,
  addedAt: time,
  /** By their numbers. */
  versions: v.pipe(v.array(sharedVersionSchema), v.minLength(1), v.maxLength(10_000)),
});

/** A preset with its versions, as an archive has it. */
export type SharedPreset = v.InferOutput<typeof sharedPresetSchema>;

/** Schema of {@linkcode SharedManifest}. */
export const sharedManifestSchema = v.object({
  schema: v.literal("shared-presets"),
  schemaVersion: v.literal(1),
  createdAt: time,
  /** The program that wrote it. */
  tool: v.object({ name: nameOrNone, version: nameOrNone }),
  /** Who shares; empty for nobody. */
  author: nameOrNone,
  note: text,
  /** The terms under which the presets are shared; the text is the file LICENSE.txt. */
  license: v.optional(sharedContentSchema),
  presets: v.pipe(v.array(sharedPresetSchema), v.minLength(1), v.maxLength(100_000)),
});

/**
 * The contents of `manifest.json` in a file of shared presets, which is a zip
 * archive. All that it names lies in the archive's folder `states`, under its hash.
 */
export type SharedManifest = v.InferOutput<typeof sharedManifestSchema>;
