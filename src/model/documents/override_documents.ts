import * as v from "valibot";
import { chosenColumnsSchema } from "./document_head.ts";
import { CONFINEMENT_LEVELS } from "../confinement.ts";

/** Schema of the overrides of a target. */
export const overridesSchema = v.object({
  timeoutMs: v.optional(v.number()),
  isolate: v.optional(v.boolean()),
  skip: v.optional(v.boolean()),
  environment: v.optional(v.record(v.string(), v.string())),
  confinement: v.optional(v.picklist(CONFINEMENT_LEVELS)),
  allow: v.optional(v.array(v.string())),
});

/** A target, by its path or its id. */
const target = { location: v.optional(v.string()), plugin: v.optional(v.string()) };

/** Schema of `override list --json`. */
export const overrideListDocumentSchema = v.object({
  schema: v.literal("override-list"),
  schemaVersion: v.literal(1),
  total: v.number(),
  columns: chosenColumnsSchema,
  overrides: v.array(v.object({
    ...target,
    names: v.array(v.string()),
    overrides: overridesSchema,
    updatedAt: v.string(),
  })),
});

/** Schema of `override set --json`: the overrides of the target afterwards. */
export const overrideSetDocumentSchema = v.object({
  schema: v.literal("override-set"),
  schemaVersion: v.literal(1),
  ...target,
  overrides: overridesSchema,
});

/** Schema of `override unset --json`: the remaining overrides. */
export const overrideUnsetDocumentSchema = v.object({
  schema: v.literal("override-unset"),
  schemaVersion: v.literal(1),
  ...target,
  overrides: overridesSchema,
});

/** The document of `override list --json`. */
export type OverrideListDocument = v.InferOutput<typeof overrideListDocumentSchema>;
