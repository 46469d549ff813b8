import type { Tag } from "../../model/documents/curation/tags_documents.ts";
import type { Column } from "../output/column.ts";
import type { TAG_COLUMNS } from "./tag_flags.ts";

/** Columns of a table of tags, in CSV order. */
export const TAG_TABLE: readonly Column<Tag, (typeof TAG_COLUMNS)[number]>[] = [
  {
    name: "tag",
    title: "TAG",
    cell: ({ tag }) => tag,
    align: "left",
    priority: 5,
    minimumWidth: 16,
    weight: 2,
  },
  {
    name: "plugins",
    title: "IDS",
    cell: ({ plugins }) => plugins,
    align: "right",
    priority: 1,
    minimumWidth: 4,
    appears: "wide",
  },
  {
    name: "pluginsWithBelow",
    title: "IDS BELOW",
    cell: ({ pluginsWithBelow }) => pluginsWithBelow,
    align: "right",
    priority: 1,
    minimumWidth: 4,
    appears: "wide",
  },
  {
    name: "products",
    title: "PLUGINS",
    cell: ({ products }) => products,
    align: "right",
    priority: 4,
    minimumWidth: 7,
  },
  {
    name: "productsWithBelow",
    title: "WITH BELOW",
    cell: ({ productsWithBelow }) => productsWithBelow,
    align: "right",
    priority: 3,
    minimumWidth: 7,
  },
  { name: "color", title: "COLOR", cell: ({ color }) => color, align: "left", priority: 1, minimumWidth: 7 },
  {
    name: "aliases",
    title: "ALIASES",
    cell: ({ aliases }) => aliases,
    align: "left",
    priority: 2,
    minimumWidth: 10,
  },
];
