import {
  libraryDocumentSchema,
  listedLibraryPresetSchema,
} from "../../model/documents/presets/library_documents.ts";
import { foundPresetSchema, presetsDocumentSchema } from "../../model/documents/presets/preset_documents.ts";
import {
  presetFileReportSchema,
  presetScanDocumentSchema,
  presetScanEndSchema,
} from "../../model/documents/presets/preset_scan_document.ts";
import { lineSchema } from "./event_schemas.ts";

const { presets: _kept, ...libraryHead } = libraryDocumentSchema.entries;

/** Schema of a line of `preset list --ndjson`. */
export const libraryLineSchema = lineSchema(libraryHead, { preset: listedLibraryPresetSchema });

const { presets: _presets, ...presetsHead } = presetsDocumentSchema.entries;

/** Schema of a line of `presets list --ndjson` and `presets search --ndjson`. */
export const presetsLineSchema = lineSchema(presetsHead, { preset: foundPresetSchema });

const { schema, schemaVersion, paths, columns } = presetScanDocumentSchema.entries;

/** Schema of a line of `presets scan --ndjson`. */
export const presetScanLineSchema = lineSchema(
  { schema, schemaVersion, paths, columns },
  { file: presetFileReportSchema },
  presetScanEndSchema.entries,
);
