import * as v from "valibot";
import { presetContainerSchema } from "../../presets/preset_container_schema.ts";
import { WRITTEN_CONTAINERS } from "../../presets/written_container.ts";

/** Schema of {@linkcode PresetWriteDocument}. */
export const presetWriteDocumentSchema = v.object({
  schema: v.literal("preset-write"),
  schemaVersion: v.literal(1),
  /** The preset that was read. */
  from: v.object({
    name: v.string(),
    container: presetContainerSchema,
    /** The file or plugin that it is in; empty for the library. */
    location: v.string(),
    /** The plugin's public id. */
    pluginId: v.string(),
  }),
  /** The name that it has in the new file. */
  name: v.string(),
  container: v.picklist(WRITTEN_CONTAINERS),
  /** The new file, or the folder of an LV2 preset. */
  path: v.string(),
  files: v.array(v.object({ path: v.string(), sizeBytes: v.number() })),
  warnings: v.array(v.object({ code: v.string(), message: v.string() })),
});

/** The document of `preset write --json`; the state in the new file is always the same. */
export type PresetWriteDocument = v.InferOutput<typeof presetWriteDocumentSchema>;
