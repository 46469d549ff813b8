import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import { readCuration } from "../../catalog/curation/read_curation.ts";
import { TagBook } from "../../catalog/curation/tags.ts";
import type { Prompt } from "./state/browse_state.ts";
import { textLine } from "./state/text_line.ts";

/**
 * A prompt with what there is to choose from or to change: all tags, the tags
 * that any of the plugins has, or the note that all of them have.
 *
 * @param ids Public ids.
 * @returns `undefined` where there is no tag to remove.
 */
export function begunPrompt(db: Catalog["db"], prompt: Prompt, ids: readonly string[]): Prompt | undefined {
  if (prompt.kind === "add-tag") {
    const book = new TagBook(db);
    return { ...prompt, tags: book.keys.map((key) => book.nameOf(key)) };
  }
  const said = readCuration(db, ids);
  if (prompt.kind === "note") {
    const notes = new Set(ids.map((id) => said.get(id)?.note ?? ""));
    return { ...prompt, line: textLine(notes.size === 1 ? [...notes][0]! : "") };
  }
  const tags = [...new Set([...said.values()].flatMap(({ tags }) => tags))].sort();
  return tags.length === 0 ? undefined : { ...prompt, tags };
}
