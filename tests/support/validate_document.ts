import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { findJsonSchema } from "../../src/cli/schema/json_schema.ts";

const validators = new Map<string, ValidateFunction>();

/**
 * Checks a document that the program printed against the JSON Schema of its
 * kind, with an independent validator. A field that the schema does not name is
 * an error here, so that every printed field is documented. With `--columns`
 * the records have only the chosen fields, whose types are checked.
 *
 * @throws {Error} with all mistakes.
 */
export async function validateDocument(document: unknown): Promise<void> {
  await validate(document, schemaOf(document), hasChosenFields(document));
}

/**
 * Checks the lines that the program printed with `--ndjson` like documents.
 *
 * @throws {Error} with all mistakes of the first invalid line.
 */
export async function validateEvents(events: readonly unknown[]): Promise<void> {
  const name = `${schemaOf(events[0])}-event`;
  for (const event of events) await validate(event, name, hasChosenFields(events[0]));
}

/** Whether `--columns` has chosen the fields of the records. */
function hasChosenFields(document: unknown): boolean {
  return (document as { columns?: unknown }).columns !== undefined;
}

function schemaOf(document: unknown): string {
  const { schema: name } = document as { schema?: unknown };
  if (typeof name !== "string") throw new Error("The document does not name its schema");
  return name;
}

async function validate(document: unknown, name: string, isPartial: boolean): Promise<void> {
  const key = isPartial ? `${name} with chosen fields` : name;
  const isValid = validators.get(key) ?? await compile(name, isPartial ? partial : closed);
  validators.set(key, isValid);
  if (!isValid(document)) {
    const errors = isValid.errors!.map(({ instancePath, message, params }) =>
      `${instancePath} ${message} ${JSON.stringify(params)}`
    );
    throw new Error(`The document "${name}" is not valid: ${errors.join("; ")}`);
  }
}

async function compile(name: string, change: (schema: unknown) => unknown): Promise<ValidateFunction> {
  const schema = await findJsonSchema(name);
  if (schema === undefined) throw new Error(`src/cli/schema/schemas.ts has no schema "${name}"`);
  return new Ajv2020({ strict: true, allErrors: true }).compile(change(schema) as Record<string, unknown>);
}

/** The same schema, for records that have only some of their fields, and columns without a field. */
function partial(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(partial);
  if (typeof schema !== "object" || schema === null) return schema;
  const entries = Object.entries(schema).filter(([key, value]) =>
    key !== "required" || !Array.isArray(value)
  );
  return Object.fromEntries(entries.map(([key, value]) => [key, partial(value)]));
}

/** The same schema, closed to fields that it does not name. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  const isClosable = copy["type"] === "object" && copy["properties"] !== undefined &&
    !("additionalProperties" in copy);
  return isClosable ? { ...copy, additionalProperties: false } : copy;
}
