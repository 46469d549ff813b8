import { escapeUnsafe } from "./json_text.ts";

/** A name that needs no quotes as a key. */
const PLAIN_KEY = /^[a-z][a-z0-9_-]*$/i;

/** Names that readers of YAML 1.1 take for something else. */
const OTHER_MEANING = /^(true|false|yes|no|on|off|y|n|null)$/i;

/**
 * A value as YAML, with the same content as its JSON.
 *
 * All text is quoted as in JSON, so that no reader takes a name like `no` or
 * `1:30` for something else, and what a terminal would obey is escaped. (The
 * package `yaml` is CommonJS for Deno, which would slow the start of the
 * compiled program; the tests read with it what is written here.)
 */
export function yamlText(value: unknown): string {
  const lines = yamlLines(JSON.parse(JSON.stringify(value)));
  return escapeUnsafe(`${lines.join("\n")}\n`);
}

function yamlLines(value: unknown): string[] {
  if (Array.isArray(value) && value.length > 0) {
    return value.flatMap((item) => indented("- ", yamlLines(item)));
  }
  if (!isFilled(value)) return [scalar(value)];
  return Object.entries(value).flatMap(([name, field]) => fieldLines(keyText(name), field));
}

/** A list stands below its name at the same depth. */
function fieldLines(key: string, value: unknown): string[] {
  if (Array.isArray(value) && value.length > 0) return [`${key}:`, ...yamlLines(value)];
  if (isFilled(value)) return [`${key}:`, ...yamlLines(value).map((line) => `  ${line}`)];
  return [`${key}: ${scalar(value)}`];
}

function indented(first: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => `${index === 0 ? first : "  "}${line}`);
}

/** Whether it is an object that is written as lines. */
function isFilled(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.keys(value).length > 0;
}

function keyText(name: string): string {
  return PLAIN_KEY.test(name) && !OTHER_MEANING.test(name) ? name : JSON.stringify(name);
}

/** As in JSON; readers of YAML 1.1 know no power of ten without a point. */
function scalar(value: unknown): string {
  return typeof value === "number" ? String(value).replace(/^(-?\d+)e/, "$1.0e") : JSON.stringify(value);
}
