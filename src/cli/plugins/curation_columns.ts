import type { Plugin } from "../../model/plugin.ts";
import type { Column } from "../output/column.ts";
import { wideColumn } from "./plugin_columns.ts";

type Curated = Pick<Plugin, "curation">;

/** Names of these columns. */
type CurationColumnName = "tags" | "favorite" | "hidden" | "rating" | "note" | "collections";

/** Columns with what people say about plugins, for CSV and wide tables. */
export const CURATION_COLUMNS: readonly Column<Curated, CurationColumnName>[] = [
  wideColumn("tags", "TAGS", ({ curation }) => curation.tags),
  wideColumn("favorite", "FAVORITE", ({ curation }) => curation.isFavorite),
  wideColumn("hidden", "HIDDEN", ({ curation }) => curation.isHidden),
  wideColumn("rating", "RATING", ({ curation }) => curation.rating, "right"),
  wideColumn("note", "NOTE", ({ curation }) => curation.note),
  wideColumn("collections", "COLLECTIONS", ({ curation }) => curation.collections),
];

/** Stands before the names of favorites, in tables that have any; others leave the column out for being empty. */
export const FAVORITE_MARK: Column<Curated, "mark"> = {
  name: "mark",
  title: "",
  cell: ({ curation }) => curation.isFavorite ? "★" : "",
  align: "left",
  priority: 7,
  minimumWidth: 1,
  appears: "table",
};
