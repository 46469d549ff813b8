import { nameKey } from "../../../model/curation/names.ts";
import type { Prompt } from "./browse_state.ts";

/** Most tags that are shown beside a prompt. */
const MOST_SUGGESTIONS = 20;

/** The tags that may be meant: those that begin with the typed text, then those that contain it. */
export function shownSuggestions({ tags, line }: Prompt): string[] {
  const typed = nameKey(line.text.trim());
  const begun = tags.filter((tag) => nameKey(tag).startsWith(typed));
  const containing = tags.filter((tag) => !nameKey(tag).startsWith(typed) && nameKey(tag).includes(typed));
  return [...begun, ...containing].slice(0, MOST_SUGGESTIONS);
}
