import type * as v from "valibot";

type Schema = v.BaseSchema<unknown, unknown, v.BaseIssue<unknown>>;

/** Whether a value matches; `false` leaves the decision to the schema itself. */
export type ExactMatch = (value: unknown) => boolean;

/** Parts of a schema that the kinds below have. */
interface SchemaParts {
  readonly type: string;
  readonly pipe?: readonly (Schema | Action)[];
  readonly entries: Readonly<Record<string, Schema>>;
  readonly item: Schema;
  readonly wrapped: Schema;
  readonly default?: unknown;
  readonly options: readonly unknown[];
  readonly literal: unknown;
  readonly key: string;
}

/** A check in a pipe. */
interface Action {
  readonly kind: string;
  readonly type: string;
  readonly requirement?: unknown;
}

/**
 * Compiles a schema for parsed JSON into a function that tells whether a value
 * is exactly what the schema would return: valid, and without other keys. It
 * copies nothing and explains nothing, which makes it several times as fast
 * for the long lists of parameters. Kinds of schemas that it does not know
 * never match.
 */
export function exactMatch(schema: Schema): ExactMatch {
  const parts = schema as unknown as SchemaParts;
  if (parts.pipe !== undefined) return matchPipe(parts.pipe);
  switch (parts.type) {
    case "string":
      return (value) => typeof value === "string";
    case "boolean":
      return (value) => typeof value === "boolean";
    case "number":
      return (value) => typeof value === "number" && !Number.isNaN(value);
    case "literal":
      return (value) => value === parts.literal;
    case "picklist":
      return (value) => parts.options.includes(value);
    case "nullable":
      return matchNullable(exactMatch(parts.wrapped));
    case "array":
      return matchArray(exactMatch(parts.item));
    case "object":
      return matchObject(parts.entries);
    case "variant":
      return matchVariant(parts.key, parts.options as readonly Schema[]);
    default:
      return () => false;
  }
}

function matchPipe([first, ...actions]: readonly (Schema | Action)[]): ExactMatch {
  const matches = exactMatch(first as Schema);
  const checks = actions.map((action) => checkOf(action as Action));
  return (value) => matches(value) && checks.every((check) => check(value));
}

function checkOf({ kind, type, requirement }: Action): ExactMatch {
  if (kind !== "validation") return () => false;
  if (typeof requirement === "function") return (value) => requirement(value);
  if (type === "min_value") return (value) => value as number >= (requirement as number);
  if (type === "min_length") return (value) => (value as string).length >= (requirement as number);
  return () => false;
}

function matchNullable(matches: ExactMatch): ExactMatch {
  return (value) => value === null || matches(value);
}

function matchArray(matches: ExactMatch): ExactMatch {
  return (value) => Array.isArray(value) && value.every(matches);
}

function matchObject(schemas: Readonly<Record<string, Schema>>): ExactMatch {
  const entries = Object.entries(schemas).map(([key, schema]) => {
    const { type, wrapped, default: missing } = schema as unknown as SchemaParts;
    const isOptional = type === "optional" && missing === undefined;
    return { key, isOptional, matches: exactMatch(isOptional ? wrapped : schema) };
  });
  return (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
    const object = value as Record<string, unknown>;
    let count = 0;
    for (const { key, isOptional, matches } of entries) {
      const part = object[key];
      if (part === undefined && isOptional) continue;
      if (!matches(part)) return false;
      count++;
    }
    return count === Object.keys(object).length;
  };
}

function matchVariant(key: string, options: readonly Schema[]): ExactMatch {
  const variants = new Map<unknown, ExactMatch>();
  for (const option of options) {
    const { entries } = option as unknown as SchemaParts;
    variants.set((entries[key] as unknown as SchemaParts).literal, exactMatch(option));
  }
  return (value) => {
    if (typeof value !== "object" || value === null) return false;
    return variants.get((value as Record<string, unknown>)[key])?.(value) ?? false;
  };
}
