import { CollectionEditor } from "../../catalog/collections/change_collections.ts";
import {
  readCollection,
  readPluginIds,
  readPluginNames,
} from "../../catalog/collections/read_collections.ts";
import { readItems } from "../../catalog/curation/collections.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { productCount } from "../plugins/change_lines.ts";
import { findTargets, type PluginTargets, readTargets } from "../plugins/plugin_targets.ts";
import { changeCollection, type CollectionChange } from "./change_collection.ts";
import type { CollectionItemsFlags, CollectionMoveFlags } from "./collection_flags.ts";

/** Runs `pluginary collection add`. */
export async function runCollectionAdd(
  this: ProgramContext,
  flags: CollectionItemsFlags,
  name: string,
  ...references: string[]
): Promise<void> {
  const targets = readTargets(flags.query, references);
  let products: string[][] = [];
  await changeCollection(this, flags, {
    command: "add",
    isDryRun: flags.dryRun,
    prepare: async (catalog) => {
      await catalog.read((db) => editorFor(db).get(name));
      products = await findProducts(catalog, targets, flags.only);
    },
    change: (editor) => {
      const collection = editor.get(name);
      const added = editor.add(collection, products.flat());
      const verb = flags.dryRun ? "Would add" : "Added";
      return itemChange(collection, products, added, {
        some: (count) => `${verb} ${count} to "${collection.name}":`,
        none: (count) => `"${collection.name}" has ${count} already`,
      });
    },
  });
}

/** Runs `pluginary collection remove`. */
export async function runCollectionRemove(
  this: ProgramContext,
  flags: CollectionItemsFlags,
  name: string,
  ...references: string[]
): Promise<void> {
  const targets = readTargets(flags.query, references);
  let products: string[][] = [];
  await changeCollection(this, flags, {
    command: "remove",
    isDryRun: flags.dryRun,
    prepare: async (catalog) => {
      const items = await catalog.read((db) => readItems(db, editorFor(db).get(name).key));
      products = await findItems(catalog, targets, items, flags.only);
    },
    change: (editor) => {
      const collection = editor.get(name);
      const removed = editor.remove(collection, products.flat());
      const verb = flags.dryRun ? "Would remove" : "Removed";
      return itemChange(collection, products, removed, {
        some: (count) => `${verb} ${count} from "${collection.name}":`,
        none: (count) => `"${collection.name}" does not have ${count}`,
      });
    },
  });
}

/** Runs `pluginary collection move`. */
export async function runCollectionMove(
  this: ProgramContext,
  { to, ...flags }: CollectionMoveFlags,
  name: string,
  ...references: string[]
): Promise<void> {
  const targets = readTargets(undefined, references);
  let products: string[][] = [];
  await changeCollection(this, flags, {
    command: "move",
    prepare: async (catalog) => {
      const items = await catalog.read((db) => readItems(db, editorFor(db).get(name).key));
      products = await findItems(catalog, targets, items, false);
    },
    change: (editor, db) => {
      const collection = editor.get(name);
      const { items } = readCollection(db, editor.collections, collection, { withItems: true });
      const all = items!.map(({ ids }) => ids);
      const moved = editor.move(collection, all, products.flat(), to);
      if (moved.length === 0) throw notInside(collection.name, references);
      const place = Math.min(to, all.length);
      return itemChange(collection, products, moved, {
        some: (count) => `Moved ${count} to place ${place} of "${collection.name}":`,
        none: (count) => `"${collection.name}" does not have ${count}`,
      });
    },
  });
}

function editorFor(db: Catalog["db"]): CollectionEditor {
  return new CollectionEditor(db, undefined);
}

/** The ids of the plugins, in all of their formats unless `only` keeps to those that are named. */
async function findProducts(
  catalog: Catalog,
  targets: PluginTargets,
  only: boolean | undefined,
): Promise<string[][]> {
  const products = await findTargets(catalog, targets, { only });
  return await catalog.read((db) => products.map((rows) => readPluginIds(db, rows)));
}

/** As {@linkcode findProducts}; ids in the collection may name plugins that the catalog does not have any more. */
async function findItems(
  catalog: Catalog,
  targets: PluginTargets,
  items: readonly string[],
  only: boolean | undefined,
): Promise<string[][]> {
  if ("query" in targets) return await findProducts(catalog, targets, only);
  const known = await catalog.read((db) => readPluginNames(db, items));
  const gone = targets.references.filter((reference) => items.includes(reference) && !known.has(reference));
  const references = targets.references.filter((reference) => !gone.includes(reference));
  const found = references.length === 0 ? [] : await findProducts(catalog, { references }, only);
  return [...found, ...gone.map((id) => [id])];
}

/** @param texts Sentences about how many plugins the change concerns, and those that it leaves as they are. */
function itemChange(
  collection: CollectionChange["collection"],
  products: readonly string[][],
  changed: readonly string[],
  { some, none }: { readonly some: (count: string) => string; readonly none: (count: string) => string },
): CollectionChange {
  const ids = new Set(changed);
  if (ids.size === 0) return { collection, headline: none(productCount(products)) };
  const concerned = products.map((product) => product.filter((id) => ids.has(id)))
    .filter(({ length }) => length > 0);
  return { collection, products: concerned, headline: some(productCount(concerned)) };
}

function notInside(name: string, references: readonly string[]): PluginaryError {
  return new PluginaryError(
    "plugin-not-found",
    `Cannot move ${references.map((reference) => `"${reference}"`).join(", ")}: not in "${name}"`,
    'Add plugins with "pluginary collection add" first',
  );
}
