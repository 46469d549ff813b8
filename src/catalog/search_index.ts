import type { DatabaseSync } from "node:sqlite";
import type { Parameter } from "../model/plugin.ts";
import type { DescriptionSummary } from "./read_plugin.ts";
import { statement } from "./statement.ts";

/** Writes a plugin's entry of the full-text index, in place of an older one. */
export function indexPlugin(
  db: DatabaseSync,
  rowId: number,
  { name, vendor, category, features }: Pick<DescriptionSummary, "name" | "vendor" | "category" | "features">,
  parameters: readonly Pick<Parameter, "name" | "flags">[],
): void {
  unindexPlugin(db, rowId);
  statement(
    db,
    "insert into plugins_fts (rowid, name, vendor, category, features, parameters) values (?, ?, ?, ?, ?, ?)",
  ).run(rowId, name, vendor ?? "", category, features.join(" "), parameterText(parameters));
}

/** Removes a plugin's entry of the full-text index. */
export function unindexPlugin(db: DatabaseSync, rowId: number): void {
  statement(db, "delete from plugins_fts where rowid = ?").run(rowId);
}

/** Each name once; proxies for MIDI controllers are nothing that anyone looks for. */
function parameterText(parameters: readonly Pick<Parameter, "name" | "flags">[]): string {
  const shown = parameters.filter(({ flags }) => !flags.includes("midi-controller"));
  return [...new Set(shown.map(({ name }) => name))].join("\n");
}
