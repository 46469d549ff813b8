import { usageError } from "../usage_error.ts";

/** The basic colors of CSS; https://www.w3.org/TR/css-color-4/#named-colors has more. */
const BASIC_COLORS: ReadonlyMap<string, string> = new Map([
  ["aqua", "#00ffff"],
  ["black", "#000000"],
  ["blue", "#0000ff"],
  ["fuchsia", "#ff00ff"],
  ["gray", "#808080"],
  ["green", "#008000"],
  ["lime", "#00ff00"],
  ["maroon", "#800000"],
  ["navy", "#000080"],
  ["olive", "#808000"],
  ["purple", "#800080"],
  ["red", "#ff0000"],
  ["silver", "#c0c0c0"],
  ["teal", "#008080"],
  ["white", "#ffffff"],
  ["yellow", "#ffff00"],
]);

/** Names of colors, for help and completions. */
export const COLOR_NAMES: readonly string[] = [...BASIC_COLORS.keys()];

/**
 * Reads a color as typed.
 *
 * @returns `#rrggbb`, or `undefined` for "none".
 * @throws {PluginaryError} `usage`.
 */
export function parseColor(text: string): string | undefined {
  const name = text.trim().toLowerCase();
  if (name === "none") return undefined;
  const named = BASIC_COLORS.get(name);
  if (named !== undefined) return named;
  if (/^#[0-9a-f]{6}$/.test(name)) return name;
  throw usageError(
    `Cannot use "${text.slice(0, 40)}" as a color`,
    'Write it as "#rrggbb", or name one of: none, ' + COLOR_NAMES.join(", "),
  );
}
