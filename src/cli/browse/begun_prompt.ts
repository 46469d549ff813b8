import type { DatabaseSync } from "node:sqlite";
import { readCuration } from "../../catalog/curation/read_curation.ts";
import { listTagNames } from "../../catalog/curation/tag_names.ts";
import type { Prompt } from "./state/browse_state.ts";
import { textLine } from "./state/text_line.ts";

/**
 * A prompt with what there is to choose from or to change: all tags, the tags
 * that any of the plugins has, or the note that all of them have.
 *
 * @param ids Public ids.
 * @returns `undefined` where there is no tag to remove.
 */
export function begunPrompt(db: DatabaseSync, prompt: Prompt, ids: readonly string[]): Prompt | undefined {
  if (prompt.kind === "add-tag") return { ...prompt, tags: listTagNames(db) };
  const said = readCuration(db, ids);
  if (prompt.kind === "note") {
    const notes = new Set(ids.map((id) => said.get(id)?.note ?? ""));
    return { ...prompt, line: textLine(notes.size === 1 ? [...notes][0]! : "") };
  }
  const tags = [...new Set([...said.values()].flatMap(({ tags }) => tags))].sort();
  return tags.length === 0 ? undefined : { ...prompt, tags };
}
