import { parsePluginNote } from "../../model/curation/note.ts";
import { parseRating } from "../../model/curation/rating.ts";
import type { MarksDocument } from "../../model/documents/curation/changes_documents.ts";

/** What people say about plugins with a command of its own, by the command's name. */
export type MarkName = "favorite" | "hide" | "rate" | "note";

/** One kind of thing that people say about plugins. */
export interface Mark {
  readonly field: MarksDocument["field"];
  /** Reads the value that goes before the plugins; unset where there is none. */
  readonly parse?: (text: string) => string | number;
  /** The headline, before the number of plugins and after it. */
  readonly add: (isDryRun: boolean, plugins: string, value: string) => string;
  readonly remove: (isDryRun: boolean, plugins: string) => string;
  /** A list without any plugins. */
  readonly nothing: string;
  /** The title of the column with the value, if it has one. */
  readonly title?: string;
}

/** All of them. */
export const MARKS: Readonly<Record<MarkName, Mark>> = {
  favorite: {
    field: "favorite",
    add: (isDryRun, plugins) => `${isDryRun ? "Would add" : "Added"} ${plugins} to your favorites`,
    remove: (isDryRun, plugins) => `${isDryRun ? "Would remove" : "Removed"} ${plugins} from your favorites`,
    nothing: 'You have no favorites yet; add one with "pluginary favorite add"',
  },
  hide: {
    field: "hidden",
    add: (isDryRun, plugins) => `${isDryRun ? "Would hide" : "Hid"} ${plugins}`,
    remove: (isDryRun, plugins) => `${isDryRun ? "Would show" : "Shows"} ${plugins} again`,
    nothing: "You have hidden no plugins",
  },
  rate: {
    field: "rating",
    parse: parseRating,
    add: (isDryRun, plugins, value) => `${isDryRun ? "Would give" : "Gave"} ${plugins} the rating ${value}`,
    remove: (isDryRun, plugins) => `${isDryRun ? "Would remove" : "Removed"} the rating of ${plugins}`,
    nothing: 'You have rated no plugins yet; rate one with "pluginary rate add"',
    title: "RATING",
  },
  note: {
    field: "note",
    parse: parsePluginNote,
    add: (isDryRun, plugins) => `${isDryRun ? "Would write" : "Wrote"} a note about ${plugins}`,
    remove: (isDryRun, plugins) => `${isDryRun ? "Would remove" : "Removed"} the note of ${plugins}`,
    nothing: 'You have no notes yet; write one with "pluginary note add"',
    title: "NOTE",
  },
};
