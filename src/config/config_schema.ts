import { CONFIG_VERSION } from "./migrations.ts";
import { namesOf, type Setting, type SettingType } from "./setting.ts";

/** A JSON Schema, or a part of one. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The JSON Schema of a configuration file with these settings, for completion and checks in editors. */
export function configSchema(settings: readonly Setting[]): JsonSchema {
  const all = settings.flatMap((setting) => namesOf(setting).map((name) => ({ ...setting, ...name })));
  const { properties, ...rest } = objectSchema(all, 0);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Configuration of pluginary",
    ...rest,
    properties: {
      $schema: { type: "string" },
      version: { description: "Version of this file", const: CONFIG_VERSION },
      ...properties,
    },
  };
}

/** Draft 7, which all editors know; `depth` is the number of command names above. */
function objectSchema(
  settings: readonly Setting[],
  depth: number,
): { type: "object"; additionalProperties: false; properties: Record<string, JsonSchema> } {
  const properties: Record<string, JsonSchema> = {};
  for (const { command, option, brief, type } of settings) {
    const name = command[depth];
    if (name === undefined) properties[option] = { description: brief, ...valueSchema(type) };
    else properties[name] ??= objectSchema(settings.filter((one) => one.command[depth] === name), depth + 1);
  }
  return { type: "object", additionalProperties: false, properties };
}

function valueSchema({ kind, list, choices }: SettingType): JsonSchema {
  const one: JsonSchema = kind === "choice"
    ? { enum: choices }
    : { type: kind === "text" ? "string" : kind, ...(kind === "text" ? { minLength: 1 } : {}) };
  return list === undefined ? one : { type: "array", items: one };
}
