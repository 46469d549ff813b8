import { markedPluginSchema, marksDocumentSchema } from "../../model/documents/curation/changes_documents.ts";
import {
  tagSchema,
  tagsDocumentSchema,
  tagSuggestionSchema,
  tagSuggestionsDocumentSchema,
} from "../../model/documents/curation/tags_documents.ts";
import {
  listedOperationSchema,
  operationsDocumentSchema,
} from "../../model/documents/curation/undo_documents.ts";
import { lineSchema } from "./event_schemas.ts";

const { tags: _tags, ...tagsHead } = tagsDocumentSchema.entries;

/** Schema of a line of `tag list --ndjson`. */
export const tagsLineSchema = lineSchema(tagsHead, { tag: tagSchema });

const { suggestions: _suggestions, ...suggestionsHead } = tagSuggestionsDocumentSchema.entries;

/** Schema of a line of `tag suggest --ndjson`. */
export const tagSuggestionsLineSchema = lineSchema(suggestionsHead, { suggestion: tagSuggestionSchema });

const { plugins: _plugins, ...marksHead } = marksDocumentSchema.entries;

/** Schema of a line of `favorite list --ndjson` and of the lists like it. */
export const marksLineSchema = lineSchema(marksHead, { plugin: markedPluginSchema });

const { operations: _operations, ...operationsHead } = operationsDocumentSchema.entries;

/** Schema of a line of `undo --list --ndjson`. */
export const operationsLineSchema = lineSchema(operationsHead, { operation: listedOperationSchema });
