import { toJsonSchema } from "@valibot/to-json-schema";
import { SCHEMAS } from "../schemas.ts";

/** A JSON Schema as it is written down. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The JSON Schema (draft 2020-12) of a document; `undefined` when there is none of that name. */
export async function findJsonSchema(name: string): Promise<JsonSchema | undefined> {
  if (!Object.hasOwn(SCHEMAS, name)) return undefined;
  const { $schema, ...schema } = toJsonSchema(await SCHEMAS[name]!(), {
    target: "draft-2020-12",
    // No number in JSON is otherwise.
    ignoreActions: ["finite"],
  });
  return { $schema, $id: `urn:pluginary:schema:${name}`, title: name, ...schema };
}

/** A JSON Schema as `pluginary schema` and `docs/schemas` have it. */
export function schemaText(schema: JsonSchema): string {
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}
