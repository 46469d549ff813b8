import type { CollectionEditor } from "../../catalog/collections/change_collections.ts";
import { usersOf } from "../../catalog/collections/stored_queries.ts";
import { readCollection } from "../../catalog/collections/read_collections.ts";
import type { Collection } from "../../catalog/curation/collections.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import { parseNote } from "../../model/curation/note.ts";
import { parseNewName } from "../../model/search/saved_search.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { countText } from "../output/count_text.ts";
import type { OutputFlags } from "../output/output_options.ts";
import { changeCollection } from "./change_collection.ts";
import type { CollectionCreateFlags } from "./collection_flags.ts";

/** Runs `pluginary collection create`. */
export async function runCollectionCreate(
  this: ProgramContext,
  { query, parent, note, ...flags }: CollectionCreateFlags,
  name: string,
): Promise<void> {
  const said = { name: parseNewName(name, "collection"), query, parent, note: parseNote(note ?? "") };
  await changeCollection(this, flags, {
    command: "create",
    change: (editor, db) => {
      const collection = editor.create(said);
      const headline = query === undefined
        ? `Created the collection "${collection.name}"`
        : `Created the smart collection "${collection.name}", which has ${
          countOf(db, editor, collection)
        } now`;
      return { collection, headline };
    },
  });
}

/** Runs `pluginary collection rename`. */
export async function runCollectionRename(
  this: ProgramContext,
  flags: OutputFlags,
  old: string,
  name: string,
): Promise<void> {
  const newName = parseNewName(name, "collection");
  await changeCollection(this, flags, {
    command: "rename",
    change: (editor) => {
      const before = editor.get(old);
      const { collection, others } = editor.rename(before, newName);
      const used = others.length === 0 ? "" : `, also in the ${queriesOf(others)}`;
      return { collection, others, headline: `Renamed "${before.name}" to "${collection.name}"${used}` };
    },
  });
}

/** Runs `pluginary collection merge`. */
export async function runCollectionMerge(
  this: ProgramContext,
  flags: OutputFlags,
  ...names: string[]
): Promise<void> {
  const into = parseNewName(names.at(-1)!, "collection");
  await changeCollection(this, flags, {
    command: "merge",
    change: (editor, db) => {
      const { collection, merged, added } = editor.merge(names.slice(0, -1), into);
      const headline = `Merged ${
        listed(merged.map(({ name }) => name))
      } into "${collection.name}", which has ${countOf(db, editor, collection)} now`;
      return {
        collection,
        others: merged.map(({ name }) => name),
        products: added.map((id) => [id]),
        headline,
      };
    },
  });
}

/** Runs `pluginary collection delete`. */
export async function runCollectionDelete(
  this: ProgramContext,
  flags: OutputFlags,
  name: string,
): Promise<void> {
  await changeCollection(this, flags, {
    command: "delete",
    change: (editor, db) => {
      const collection = editor.get(name);
      const count = countOf(db, editor, collection);
      const parent = collection.parent === undefined ? undefined : editor.collections.get(collection.parent);
      const users = usersOf(db, { kind: "collection", key: collection.key });
      const moved = editor.delete(collection).map(({ name }) => name);
      const place = parent === undefined ? "at the top" : `below "${parent.name}"`;
      const below = moved.length === 0
        ? ""
        : `; ${listed(moved)} ${moved.length === 1 ? "is" : "are"} now ${place}`;
      return {
        collection,
        others: [...moved, ...users],
        headline: `Deleted the collection "${collection.name}" (${count})${below}${brokenText(users)}`,
      };
    },
  });
}

/** Runs `pluginary collection nest`. */
export async function runCollectionNest(
  this: ProgramContext,
  flags: OutputFlags,
  name: string,
  parent: string,
): Promise<void> {
  await changeCollection(this, flags, {
    command: "nest",
    change: (editor) => {
      const above = parent === NO_PARENT ? undefined : editor.get(parent);
      const collection = editor.nest(editor.get(name), above);
      const place = above === undefined ? "at the top" : `below "${above.name}"`;
      return { collection, headline: `"${collection.name}" is now ${place}` };
    },
  });
}

/** Stands for the top, in the place of a parent. */
const NO_PARENT = "none";

/** Runs `pluginary collection note`. */
export async function runCollectionNote(
  this: ProgramContext,
  flags: OutputFlags,
  name: string,
  text: string,
): Promise<void> {
  const note = parseNote(text);
  await changeCollection(this, flags, {
    command: "note",
    change: (editor) => {
      const collection = editor.note(editor.get(name), note);
      const headline = note === ""
        ? `"${collection.name}" has no note now`
        : `Noted for "${collection.name}": ${note}`;
      return { collection, headline };
    },
  });
}

/** Runs `pluginary collection query`. */
export async function runCollectionQuery(
  this: ProgramContext,
  flags: OutputFlags,
  name: string,
  query: string,
): Promise<void> {
  await changeCollection(this, flags, {
    command: "query",
    change: (editor, db) => {
      const collection = editor.changeQuery(editor.get(name), query);
      return { collection, headline: `"${collection.name}" has ${countOf(db, editor, collection)} now` };
    },
  });
}

function countOf(db: Catalog["db"], editor: CollectionEditor, collection: Collection): string {
  return countText(readCollection(db, editor.collections, collection).products, "plugin");
}

function brokenText(users: readonly string[]): string {
  return users.length === 0 ? "" : `; ${users.join(", ")} cannot be read without it`;
}

function queriesOf(names: readonly string[]): string {
  return `${names.length === 1 ? "query" : "queries"} of ${names.join(", ")}`;
}

function listed(names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`);
  return [...quoted.slice(0, -2), quoted.slice(-2).join(" and ")].join(", ");
}
