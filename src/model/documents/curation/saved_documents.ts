import * as v from "valibot";
import { chosenColumnsSchema } from "../document_head.ts";
import { storedProblemSchema } from "./collections_documents.ts";

/** Schema of {@linkcode SavedEntry}. */
export const savedSchema = v.object({
  /** Without the `@` that it has in searches. */
  name: v.string(),
  query: v.string(),
  note: v.string(),
  /** Why it cannot be read. */
  problem: v.nullable(storedProblemSchema),
  /** Only in the answer of `saved show`: how many plugins it finds now, each format for itself. */
  plugins: v.optional(v.number()),
  /** Like `plugins`, where all formats of a plugin count once. */
  products: v.optional(v.number()),
});

/** A saved search. */
export type SavedEntry = v.InferOutput<typeof savedSchema>;

/** Schema of {@linkcode SavedDocument}. */
export const savedDocumentSchema = v.object({
  schema: v.literal("saved"),
  schemaVersion: v.literal(1),
  total: v.number(),
  offset: v.number(),
  limit: v.nullable(v.number()),
  columns: chosenColumnsSchema,
  saved: v.array(savedSchema),
});

/** The document of `saved list --json` and `saved show --json`. */
export type SavedDocument = v.InferOutput<typeof savedDocumentSchema>;

/** Schema of {@linkcode SavedChangeDocument}. */
export const savedChangeDocumentSchema = v.object({
  schema: v.literal("saved-change"),
  schemaVersion: v.literal(1),
  command: v.picklist(["add", "remove", "rename"]),
  /** Its name after the change. */
  name: v.string(),
  query: v.string(),
  note: v.string(),
  /** What it was called before, or its query was; `null` for a new one. */
  before: v.nullable(v.object({ name: v.string(), query: v.string() })),
  /** Collections and saved searches, as written in searches, whose queries name it. */
  others: v.array(v.string()),
});

/** The document of the commands that change a saved search. */
export type SavedChangeDocument = v.InferOutput<typeof savedChangeDocumentSchema>;
