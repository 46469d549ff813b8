import { compareFormats, isPluginFormat } from "../../model/plugin_format.ts";
import { countText } from "../output/count_text.ts";
import { formatsText } from "./formats_text.ts";

/** Lines that a terminal shows of a change. */
const MOST_SHOWN = 20;

/** A plugin in one format that a command changes. */
interface NamedPlugin {
  readonly id: string;
  readonly name: string;
}

/** Puts changes of rows together as the rows are: all formats of a plugin in one list. */
export function byProduct<Change>(
  products: readonly (readonly number[])[],
  changes: readonly Change[],
): Change[][] {
  let at = 0;
  return products.map(({ length }) => changes.slice(at, at += length));
}

/** How many plugins are changed, of which all formats are one: `1 plugin in 2 formats`. */
export function productCount(products: readonly (readonly unknown[])[]): string {
  const count = countText(products.length, "plugin");
  const total = products.flat().length;
  if (total === products.length) return count;
  return `${count} in ${products.length === 1 ? total : "several"} formats`;
}

/**
 * A line for each plugin; formats that change in another way have their own.
 * A plugin in one format is named by its id, which leaves no doubt.
 *
 * @param textOf The text after the name, if any.
 */
export function productLines<Change extends NamedPlugin>(
  products: readonly (readonly Change[])[],
  textOf: (change: Change) => string,
): string[] {
  return products.flatMap((product) =>
    [...Map.groupBy(product, textOf)].map(([text, changes]) => `  ${nameOf(changes)}${text}`)
  );
}

function nameOf(changes: readonly NamedPlugin[]): string {
  const [{ id, name }] = changes as [NamedPlugin, ...NamedPlugin[]];
  if (changes.length === 1) return `${name} (${id})`;
  const formats = changes.map(({ id }) => id.split(/[:/]/, 1)[0]!).filter(isPluginFormat);
  return `${name} (${formatsText(formats.sort(compareFormats))})`;
}

/** The lines that a terminal has room for, and how many there are more; all of them elsewhere. */
export function shownLines(
  lines: readonly string[],
  { isTerminal }: { readonly isTerminal: boolean },
): string[] {
  if (!isTerminal || lines.length <= MOST_SHOWN) return [...lines];
  return [...lines.slice(0, MOST_SHOWN), `  ... and ${lines.length - MOST_SHOWN} more`];
}
