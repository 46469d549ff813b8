import { productsOf } from "../../catalog/alike/products.ts";
import { curatePlugins, type PluginChange } from "../../catalog/curation/curate_plugins.ts";
import { inOperation } from "../../catalog/curation/operations.ts";
import type { CurationWriter } from "../../catalog/curation/registers.ts";
import { addTag, removeTag } from "../../catalog/curation/tags.ts";
import { undoCuration } from "../../catalog/plugins/curation_changes.ts";
import { findPlugins, getPluginOfRow } from "../../catalog/search/find_plugins.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import { parseTag } from "../../model/curation/names.ts";
import { parseNote } from "../../model/curation/note.ts";
import { countText } from "../output/count_text.ts";
import { shellWord } from "../terminal/shell_word.ts";
import type { Mark } from "./state/press_key.ts";

/**
 * Says something about plugins in all of their formats: one operation, which
 * "undo" takes back.
 *
 * @param ids Public ids; those that have left the catalog are left out.
 * @returns A sentence about the change.
 * @throws {PluginaryError} `usage` for a wrong tag or note, `tag-not-found`,
 *     and as the catalog does.
 */
export async function markPlugins(catalog: Catalog, ids: readonly string[], mark: Mark): Promise<string> {
  const typed = mark.field === "tag" ? parseTag(mark.tag) : "";
  return await catalog.write((db) => {
    const rows = ids.flatMap((id) => findPlugins(db, id).filter((match) => match.id === id))
      .map(({ rowId }) => rowId);
    const products = productsOf(db, rows);
    if (products.length === 0) return "The catalog no longer has it";
    const sure = withValue(db, products, mark);
    const { name } = getPluginOfRow(db, products[0]![0]!);
    const isOne = products.length === 1;
    const what = isOne ? name : countText(products.length, "plugin");
    const command = `browse: ${operationText(sure, typed)} ${isOne ? shellWord(name) : what}`;
    return inOperation(db, command, new Date(), (writer) => {
      const { tag, changes } = change(db, products.flat(), sure, writer);
      const isNothing = sure.field === "tag" && !sure.value && changes.every(({ before }) => before === null);
      return isNothing ? `Not tagged ${tag}: ${what}` : `${changeText(sure, tag)}: ${what}`;
    });
  });
}

/** Returns the tag as the catalog writes it, and what was said before. */
function change(
  db: Catalog["db"],
  rows: readonly number[],
  mark: Mark,
  writer: CurationWriter,
): { readonly tag: string; readonly changes: readonly PluginChange[] } {
  if (mark.field === "tag") {
    return mark.value ? addTag(db, mark.tag, rows, writer) : removeTag(db, mark.tag, rows, writer);
  }
  return { tag: "", changes: curatePlugins(db, rows, mark.field, storedValue(mark), writer) };
}

/** Takes the last operation back, whichever command it was; returns a sentence. */
export async function undoMark(catalog: Catalog): Promise<string> {
  const undone = await catalog.write((db) => undoCuration(db, new Date()));
  if (undone === undefined) return "Nothing to undo";
  const kept = undone.kept.length === 0 ? "" : `; ${countText(undone.kept.length, "later change")} stayed`;
  return `Undid "${undone.command}"${kept}`;
}

/** Decides what is left open: several plugins get it, unless all of them have it. */
function withValue(db: Catalog["db"], products: readonly (readonly number[])[], mark: Mark): Mark {
  if (mark.field !== "favorite" && mark.field !== "hidden") return mark;
  const rows = products.map(([row]) => row!);
  const areAll = () => curatePlugins(db, rows, mark.field, true).every(({ before }) => before === true);
  return { field: mark.field, value: mark.value ?? !areAll() };
}

/** The register's value; `undefined` takes it back. */
function storedValue(mark: Exclude<Mark, { field: "tag" }>): unknown {
  switch (mark.field) {
    case "favorite":
    case "hidden":
      return mark.value ? true : undefined;
    case "rating":
      return mark.value;
    case "note":
      return parseNote(mark.value) || undefined;
  }
}

function changeText(mark: Mark, tag: string): string {
  switch (mark.field) {
    case "favorite":
      return mark.value ? "Favorite" : "No longer a favorite";
    case "hidden":
      return mark.value ? "Hidden (u brings it back)" : "No longer hidden";
    case "tag":
      return mark.value ? `Tagged ${tag}` : `Removed the tag ${tag}`;
    case "rating":
      return mark.value === undefined ? "Removed the rating" : `Rated ${mark.value} of 5`;
    case "note":
      return mark.value === "" ? "Removed the note" : "Noted";
  }
}

/** The change in a list of operations. */
function operationText(mark: Mark, tag: string): string {
  switch (mark.field) {
    case "favorite":
      return mark.value ? "favorite" : "favorite off";
    case "hidden":
      return mark.value ? "hide" : "hide off";
    case "tag":
      return mark.value ? `tag ${shellWord(tag)}` : `remove tag ${shellWord(tag)}`;
    case "rating":
      return mark.value === undefined ? "rate off" : `rate ${mark.value}`;
    case "note":
      return "note";
  }
}
