import { foundPresetSchema, presetsDocumentSchema } from "../../model/documents/presets/preset_documents.ts";
import { lineSchema } from "./event_schemas.ts";

const { presets: _presets, ...presetsHead } = presetsDocumentSchema.entries;

/** Schema of a line of `presets list --ndjson` and `presets search --ndjson`. */
export const presetsLineSchema = lineSchema(presetsHead, { preset: foundPresetSchema });
