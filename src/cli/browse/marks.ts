import { curatedProductsOf } from "../../catalog/alike/products.ts";
import { curatePlugins, type PluginChange } from "../../catalog/curation/curate_plugins.ts";
import { inOperation, listOperations } from "../../catalog/curation/operations.ts";
import type { CurationWriter } from "../../catalog/curation/registers.ts";
import { addTag, removeTag } from "../../catalog/curation/tags.ts";
import { undoCuration } from "../../catalog/plugins/curation_changes.ts";
import { findPlugins, getPluginOfRow } from "../../catalog/search/find_plugins.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import { parseTag } from "../../model/curation/names.ts";
import { parseNote } from "../../model/curation/note.ts";
import { countText } from "../output/count_text.ts";
import { timeText } from "../output/time_text.ts";
import { shellWord } from "../terminal/shell_word.ts";
import type { Message } from "./state/browse_state.ts";
import type { Mark } from "./state/press_key.ts";

/** The beginning of what an operation is called in the list of them. */
const COMMAND_PREFIX = "browse: ";

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
    const products = curatedProductsOf(db, rows);
    if (products.length === 0) return "The catalog no longer has it";
    const sure = withValue(db, products, mark);
    const { name } = getPluginOfRow(db, products[0]![0]!);
    const isOne = products.length === 1;
    const what = isOne ? name : countText(products.length, "plugin");
    const command = `${COMMAND_PREFIX}${operationText(sure, typed)} ${isOne ? shellWord(name) : what}`;
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

/** What somebody lets {@linkcode undoMark} take back without a question. */
export interface Undoable {
  /** When the program was started: what it has done since is taken back at once. */
  readonly since: Date;
  /** The time of another operation. */
  readonly agreed?: string | undefined;
}

/**
 * Takes the last operation back, or asks first, if another command has made it:
 * a key that is held down does not take back the work of a day.
 */
export async function undoMark(catalog: Catalog, { since, agreed }: Undoable): Promise<Message> {
  return await catalog.write((db) => {
    const [last] = listOperations(db);
    if (last === undefined) return { text: "Nothing to undo", isError: false };
    const { command, at } = last;
    const isOwn = command.startsWith(COMMAND_PREFIX) && at >= since.toISOString();
    if (!isOwn && at !== agreed) {
      const text = `Undo "${command}" (${timeText(at)})? Enter undoes it, Esc leaves it`;
      return { text, isError: false, undoes: at };
    }
    const kept = undoCuration(db, new Date())?.kept.length ?? 0;
    const stayed = kept === 0 ? "" : `; ${countText(kept, "later change")} stayed`;
    return { text: `Undid "${command}"${stayed}`, isError: false };
  });
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
