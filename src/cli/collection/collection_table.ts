import type {
  CollectionEntry,
  CollectionItem,
} from "../../model/documents/curation/collections_documents.ts";
import type { Column } from "../output/column.ts";
import { formatsText } from "../plugins/formats_text.ts";
import type { COLLECTION_COLUMNS } from "./collection_flags.ts";

/**
 * Columns of a table of collections, in CSV order.
 *
 * @param depthOf How many collections are above one.
 */
export function collectionColumns(
  depthOf: (entry: CollectionEntry) => number,
): readonly Column<CollectionEntry, (typeof COLLECTION_COLUMNS)[number]>[] {
  return [
    {
      name: "name",
      title: "NAME",
      cell: ({ name }) => name,
      text: (entry) => "  ".repeat(depthOf(entry)) + entry.name,
      align: "left",
      priority: 7,
      minimumWidth: 16,
      weight: 2,
    },
    { name: "kind", title: "KIND", cell: ({ kind }) => kind, align: "left", priority: 4, minimumWidth: 6 },
    {
      name: "products",
      title: "PLUGINS",
      cell: ({ products }) => products,
      // Zero would look like an answer.
      text: ({ products, problem, kind }) => problem !== null && kind === "smart" ? "?" : String(products),
      align: "right",
      priority: 6,
      minimumWidth: 7,
    },
    {
      name: "query",
      title: "QUERY",
      cell: ({ query }) => query,
      align: "left",
      priority: 3,
      minimumWidth: 12,
    },
    {
      name: "parent",
      title: "PARENT",
      cell: ({ parent }) => parent,
      align: "left",
      priority: 1,
      minimumWidth: 8,
      appears: "wide",
    },
    { name: "note", title: "NOTE", cell: ({ note }) => note, align: "left", priority: 2, minimumWidth: 12 },
    {
      name: "problem",
      title: "PROBLEM",
      cell: ({ problem }) => problem?.message,
      style: () => "red",
      align: "left",
      priority: 5,
      minimumWidth: 16,
      weight: 2,
    },
  ];
}

/** A plugin of a collection with its place in the order. */
export interface PlacedItem {
  readonly place: number;
  readonly item: CollectionItem;
}

/** Columns of the plugins of a collection, in CSV order. */
export const ITEM_COLUMNS: readonly Column<PlacedItem>[] = [
  { name: "place", title: "#", cell: ({ place }) => place, align: "right", priority: 6, minimumWidth: 1 },
  {
    name: "name",
    title: "NAME",
    cell: ({ item }) => item.name,
    text: ({ item }) => item.name ?? "(not in the catalog)",
    align: "left",
    priority: 5,
    minimumWidth: 20,
    weight: 2,
  },
  {
    name: "vendor",
    title: "VENDOR",
    cell: ({ item }) => item.vendor,
    style: () => "dim",
    align: "left",
    priority: 3,
    minimumWidth: 12,
  },
  {
    name: "formats",
    title: "FORMATS",
    cell: ({ item }) => item.formats,
    text: ({ item }) => formatsText(item.formats),
    align: "left",
    priority: 2,
    minimumWidth: 7,
  },
  {
    name: "id",
    title: "ID",
    cell: ({ item }) => item.id,
    text: ({ item }) => item.name === null ? item.id : "",
    align: "left",
    priority: 1,
    minimumWidth: 12,
  },
];
