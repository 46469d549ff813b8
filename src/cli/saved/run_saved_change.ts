import { catalogPath } from "../../catalog/catalog_path.ts";
import { checkCircle, savedCondition } from "../../catalog/collections/check_stored.ts";
import { readSaved } from "../../catalog/collections/read_saved.ts";
import { renameInQueries, usersOf } from "../../catalog/collections/stored_queries.ts";
import { inOperation } from "../../catalog/curation/operations.ts";
import type { CurationWriter } from "../../catalog/curation/registers.ts";
import {
  getSavedSearch,
  removeSavedSearch,
  renameSavedSearch,
  savedSearchesIn,
  saveSearch,
} from "../../catalog/curation/saved_searches.ts";
import { openCatalog } from "../../catalog/open_catalog.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import { parseNote } from "../../model/curation/note.ts";
import type { SavedChangeDocument } from "../../model/documents/curation/saved_documents.ts";
import { parseNewName, savedReference, withoutSign } from "../../model/search/saved_search.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { countText } from "../output/count_text.ts";
import type { OutputFlags } from "../output/output_options.ts";
import { printAnswer } from "../output/print_answer.ts";
import { shellWord } from "../terminal/shell_word.ts";
import type { SavedAddFlags } from "./saved_flags.ts";

/** What a command has done to a saved search. */
type SavedChange = Omit<SavedChangeDocument, "schema" | "schemaVersion" | "command"> & {
  /** The sentence for people. */
  readonly headline: string;
};

/** Runs `pluginary saved add`. */
export async function runSavedAdd(
  this: ProgramContext,
  { note, ...flags }: SavedAddFlags,
  typed: string,
  ...words: string[]
): Promise<void> {
  const said = {
    name: parseNewName(typed, "saved search"),
    query: words.join(" "),
    note: note === undefined ? undefined : parseNote(note),
  };
  await changeSaved(this, flags, "add", (db, writer) => {
    const before = savedSearchesIn(db).find(said.name);
    saveSearch(writer, said);
    const saved = getSavedSearch(db, said.name);
    savedCondition(db, saved);
    const { products = 0 } = readSaved(db, saved, { withCounts: true });
    const verb = before === undefined ? "Saved" : "Changed";
    const former = before === undefined || before.query === saved.query
      ? ""
      : `; its query was ${before.query}`;
    return {
      ...{ name: saved.name, query: saved.query, note: saved.note },
      before: before === undefined ? null : { name: before.name, query: before.query },
      others: usersOf(db, { kind: "saved", key: saved.key }),
      headline: `${verb} ${savedReference(saved.name)}, which finds ${
        countText(products, "plugin")
      } now${former}`,
    };
  });
}

/** Runs `pluginary saved remove`. */
export async function runSavedRemove(this: ProgramContext, flags: OutputFlags, name: string): Promise<void> {
  await changeSaved(this, flags, "remove", (db, writer) => {
    const saved = getSavedSearch(db, withoutSign(name));
    const others = usersOf(db, { kind: "saved", key: saved.key });
    removeSavedSearch(writer, saved.key);
    const broken = others.length === 0 ? "" : `; ${others.join(", ")} cannot be read without it`;
    return {
      ...{ name: saved.name, query: saved.query, note: saved.note, others },
      before: { name: saved.name, query: saved.query },
      headline: `Removed ${savedReference(saved.name)}${broken}`,
    };
  });
}

/** Runs `pluginary saved rename`. */
export async function runSavedRename(
  this: ProgramContext,
  flags: OutputFlags,
  old: string,
  typed: string,
): Promise<void> {
  const name = parseNewName(typed, "saved search");
  await changeSaved(this, flags, "rename", (db, writer) => {
    const before = getSavedSearch(db, withoutSign(old));
    renameSavedSearch(db, writer, before, name);
    const others = renameInQueries(db, writer, { kind: "saved", key: before.key }, name);
    const saved = getSavedSearch(db, name);
    checkCircle(() => savedCondition(db, saved));
    const also = others.length === 0
      ? ""
      : `, also in the ${others.length === 1 ? "query" : "queries"} of ${others.join(", ")}`;
    return {
      ...{ name: saved.name, query: saved.query, note: saved.note, others },
      before: { name: before.name, query: before.query },
      headline: `Renamed ${savedReference(before.name)} to ${savedReference(saved.name)}${also}`,
    };
  });
}

/** Changes saved searches so that it can be taken back, all or nothing, and prints the change. */
async function changeSaved(
  { console, words }: ProgramContext,
  flags: OutputFlags,
  command: SavedChangeDocument["command"],
  change: (db: Catalog["db"], writer: CurationWriter) => SavedChange,
): Promise<void> {
  using catalog = await openCatalog(catalogPath(console.environment));
  const { headline, ...changed } = await catalog.write((db) =>
    inOperation(db, words.map(shellWord).join(" "), new Date(), (writer) => change(db, writer))
  );
  const document: SavedChangeDocument = { schema: "saved-change", schemaVersion: 1, command, ...changed };
  await printAnswer({ document, text: [headline] }, flags, console);
}
