import {
  libraryDocumentSchema,
  listedLibraryPresetSchema,
} from "../../model/documents/presets/library_documents.ts";
import { lineSchema } from "./event_schemas.ts";

const { presets: _presets, ...libraryHead } = libraryDocumentSchema.entries;

/** Schema of a line of `preset list --ndjson`. */
export const libraryLineSchema = lineSchema(libraryHead, { preset: listedLibraryPresetSchema });
