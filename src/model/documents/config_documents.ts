import * as v from "valibot";
import { chosenColumnsSchema } from "./document_head.ts";

function document<Name extends string, Entries extends v.ObjectEntries>(name: Name, entries: Entries) {
  return v.object({ schema: v.literal(name), schemaVersion: v.literal(1), ...entries });
}

const layer = v.picklist(["user", "project", "dotenv", "environment"]);

/** The place of a value or problem: a file and a position in it, or a variable. */
const place = {
  layer,
  file: v.optional(v.string()),
  line: v.optional(v.number()),
  column: v.optional(v.number()),
  variable: v.optional(v.string()),
};

const scalar = v.union([v.string(), v.number(), v.boolean()]);
const value = v.union([scalar, v.array(scalar)]);

/** Schema of `config get --json`. */
export const configGetDocumentSchema = document("config-get", {
  key: v.string(),
  value,
  origin: v.object(place),
});

/** Schema of `config set --json` and `config unset --json`; a removed value is `null`. */
export const configSetDocumentSchema = document("config-set", {
  key: v.string(),
  value: v.nullable(value),
  path: v.string(),
  /** Made before a file of an older version was migrated. */
  backup: v.optional(v.string()),
});

/** Schema of one line of `config list`. */
export const configEntrySchema = v.object({
  key: v.string(),
  /** Absent where nothing is set. */
  value: v.optional(value),
  origin: v.optional(v.object(place)),
  /** The built-in value in words, where there is one. */
  default: v.optional(v.string()),
  description: v.string(),
  variable: v.string(),
  /** Whether this is the effective value of the key. */
  counts: v.boolean(),
});

/** Schema of `config list --json`. */
export const configListDocumentSchema = document("config-list", {
  columns: chosenColumnsSchema,
  settings: v.array(configEntrySchema),
});

const file = v.nullable(v.object({ path: v.string(), exists: v.boolean() }));

/** Schema of `config path --json`. */
export const configPathDocumentSchema = document("config-path", {
  user: file,
  project: file,
  dotenv: file,
});

/** Schema of `config validate --json`. */
export const configValidateDocumentSchema = document("config-validate", {
  isValid: v.boolean(),
  files: v.array(v.string()),
  problems: v.array(
    v.object({ code: v.string(), message: v.string(), hint: v.optional(v.string()), ...place }),
  ),
});

/** Schema of `config migrate --json`. */
export const configMigrateDocumentSchema = document("config-migrate", {
  path: v.string(),
  from: v.number(),
  to: v.number(),
  backup: v.nullable(v.string()),
});

/** One line of `config list`. */
export type ConfigEntry = v.InferOutput<typeof configEntrySchema>;

/** The document of `config get --json`. */
export type ConfigGetDocument = v.InferOutput<typeof configGetDocumentSchema>;

/** The document of `config set --json`. */
export type ConfigSetDocument = v.InferOutput<typeof configSetDocumentSchema>;

/** The document of `config path --json`. */
export type ConfigPathDocument = v.InferOutput<typeof configPathDocumentSchema>;

/** The document of `config validate --json`. */
export type ConfigValidateDocument = v.InferOutput<typeof configValidateDocumentSchema>;

/** The document of `config migrate --json`. */
export type ConfigMigrateDocument = v.InferOutput<typeof configMigrateDocumentSchema>;

/** A value in one of these documents. */
export type ConfigValue = v.InferOutput<typeof value>;
