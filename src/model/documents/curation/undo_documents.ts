import * as v from "valibot";
import { CURATION_KINDS } from "../../curation/register.ts";
import { chosenColumnsSchema } from "../document_head.ts";

/** Schema of {@linkcode ListedOperation}. */
export const listedOperationSchema = v.object({
  /** 1 for the last one. */
  number: v.number(),
  command: v.string(),
  at: v.string(),
  changes: v.number(),
});

/** A command that can be taken back. */
export type ListedOperation = v.InferOutput<typeof listedOperationSchema>;

/** Schema of {@linkcode OperationsDocument}. */
export const operationsDocumentSchema = v.object({
  schema: v.literal("operations"),
  schemaVersion: v.literal(1),
  total: v.number(),
  columns: chosenColumnsSchema,
  operations: v.array(listedOperationSchema),
});

/** The document of `undo --list --json`. */
export type OperationsDocument = v.InferOutput<typeof operationsDocumentSchema>;

/** Schema of {@linkcode UndoneChange}. */
export const undoneChangeSchema = v.object({
  kind: v.picklist(CURATION_KINDS),
  /** A plugin's id, else the name of a tag, a collection or a saved search as it is compared. */
  target: v.string(),
  /** The plugin's name; `null` for other things and for a plugin that is not in the catalog. */
  name: v.nullable(v.string()),
  field: v.string(),
  /** What was said until now, and before the command; `null` for nothing. */
  now: v.unknown(),
  before: v.unknown(),
});

/** One thing that an undo restores, or leaves because it was changed since. */
export type UndoneChange = v.InferOutput<typeof undoneChangeSchema>;

/** Schema of {@linkcode UndoDocument}. */
export const undoDocumentSchema = v.object({
  schema: v.literal("undo"),
  schemaVersion: v.literal(1),
  isDryRun: v.boolean(),
  command: v.string(),
  at: v.string(),
  restored: v.array(undoneChangeSchema),
  /** Changed again since, and left as it is. */
  kept: v.array(undoneChangeSchema),
});

/** The document of `undo --json`. */
export type UndoDocument = v.InferOutput<typeof undoDocumentSchema>;
