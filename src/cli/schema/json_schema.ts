import { type ConversionConfig, toJsonSchema } from "@valibot/to-json-schema";
import type { GenericSchema } from "valibot";
import { SCHEMAS } from "./schemas.ts";

/** A JSON Schema as a plain object. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const CONVERSION: ConversionConfig = {
  target: "draft-2020-12",
  // Every number in JSON is finite.
  ignoreActions: ["finite"],
  overrideSchema: ({ valibotSchema, jsonSchema }) =>
    valibotSchema.type === "loose_object"
      ? { ...jsonSchema, additionalProperties: true }
      : recordWithKnownKeys(valibotSchema),
};

/** The JSON Schema (draft 2020-12) of a document; `undefined` if there is none with that name. */
export async function findJsonSchema(name: string): Promise<JsonSchema | undefined> {
  if (!Object.hasOwn(SCHEMAS, name)) return undefined;
  const { $schema, ...schema } = toJsonSchema(await SCHEMAS[name]!(), CONVERSION);
  return { $schema, $id: `urn:pluginary:schema:${name}`, title: name, ...schema };
}

/** The text of a JSON Schema, the same in `pluginary schema` and `docs/schemas`. */
export function schemaText(schema: JsonSchema): string {
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

/** Records with known keys, like counts by outcome, which the converter does not support. */
function recordWithKnownKeys(schema: { type: string }): ReturnType<typeof toJsonSchema> | undefined {
  if (schema.type !== "record") return undefined;
  const { key, value } = schema as unknown as {
    key: { type: string; options?: string[] };
    value: GenericSchema;
  };
  if (key.type !== "picklist" || key.options === undefined) return undefined;
  const { $schema: _schema, ...values } = toJsonSchema(value, CONVERSION);
  return { type: "object", propertyNames: { enum: key.options }, additionalProperties: values };
}
