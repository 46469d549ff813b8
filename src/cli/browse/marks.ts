import { curatedProductsOf } from "../../catalog/alike/products.ts";
import { curatePlugins } from "../../catalog/curation/curate_plugins.ts";
import { inOperation, undoLastOperation } from "../../catalog/curation/operations.ts";
import { aliasedTag, keepTagName } from "../../catalog/curation/tag_names.ts";
import { findPlugins, getPluginOfRow } from "../../catalog/search/find_plugins.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import { nameKey, parseTag } from "../../model/curation/names.ts";
import { type PluginField, tagField } from "../../model/curation/plugin_field.ts";
import { cleanText } from "../../model/text.ts";
import { countText } from "../output/count_text.ts";
import { shellWord } from "../terminal/shell_word.ts";
import type { Mark } from "./state/press_key.ts";

/** The longest note, in bytes of UTF-8. */
const MAXIMUM_NOTE_BYTES = 4096;

/**
 * Says something about plugins in all of their formats: one operation, which
 * "undo" takes back.
 *
 * @param ids Public ids; those that have left the catalog are left out.
 * @returns A sentence about the change.
 * @throws {PluginaryError} `usage` for a wrong tag, and as the catalog does.
 */
export async function markPlugins(catalog: Catalog, ids: readonly string[], mark: Mark): Promise<string> {
  const tag = mark.field === "tag" ? parseTag(mark.tag) : "";
  return await catalog.write((db) => {
    const rows = ids.flatMap((id) => findPlugins(db, id).filter((match) => match.id === id))
      .map(({ rowId }) => rowId);
    const products = curatedProductsOf(db, rows);
    if (products.length === 0) return "The catalog no longer has it";
    const { name } = getPluginOfRow(db, products[0]![0]!);
    const isOne = products.length === 1;
    const what = isOne ? name : countText(products.length, "plugin");
    const command = `browse: ${operationText(mark, tag)} ${isOne ? shellWord(name) : what}`;
    return inOperation(db, command, new Date(), (writer) => {
      const key = mark.field === "tag" ? aliasedTag(db, nameKey(tag)) : "";
      if (mark.field === "tag" && mark.value && key === nameKey(tag)) keepTagName(db, writer, tag);
      const field: PluginField = mark.field === "tag" ? tagField(key) : mark.field;
      curatePlugins(db, products.flat(), field, storedValue(mark), writer);
      return `${changeText(mark, tag)}: ${what}`;
    });
  });
}

/** Takes the last operation back, whichever command it was; returns a sentence. */
export async function undoMark(catalog: Catalog): Promise<string> {
  const undone = await catalog.write((db) => undoLastOperation(db, new Date()));
  if (undone === undefined) return "Nothing to undo";
  const kept = undone.kept.length === 0 ? "" : `; ${countText(undone.kept.length, "later change")} stayed`;
  return `Undid "${undone.command}"${kept}`;
}

/** The register's value; `undefined` takes it back. */
function storedValue(mark: Mark): unknown {
  switch (mark.field) {
    case "favorite":
    case "hidden":
    case "tag":
      return mark.value ? true : undefined;
    case "rating":
      return mark.value;
    case "note":
      return cleanText(mark.value, MAXIMUM_NOTE_BYTES).text || undefined;
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
