import type { DatabaseSync } from "node:sqlite";
import { compareFormats } from "../../model/plugin_format.ts";
import { missingAmong } from "../plugins/other_formats.ts";
import { siblingGroupsOf } from "./siblings.ts";

/** A plugin among others that may be the same. */
interface FormatMatch {
  readonly rowId: number;
  readonly format: string;
}

/**
 * The preferred format of matches that are one plugin in several formats, one
 * that is there if any is; `undefined` for different plugins.
 */
export function preferredFormat<Match extends FormatMatch>(
  db: DatabaseSync,
  matches: readonly Match[],
): Match | undefined {
  const rowIds = matches.map(({ rowId }) => rowId);
  if (new Set(matches.map(({ format }) => format)).size < matches.length) return undefined;
  const groups = siblingGroupsOf(db, rowIds);
  if (new Set(rowIds.map((rowId) => groups.get(rowId)?.group ?? rowId)).size !== 1) return undefined;
  const gone = new Set(missingAmong(db, rowIds));
  return matches.toSorted((a, b) =>
    Number(gone.has(a.rowId)) - Number(gone.has(b.rowId)) || compareFormats(a.format, b.format)
  )[0];
}
