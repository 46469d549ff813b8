import type { VendorGroup } from "../../model/vendors/vendor_groups.ts";
import type { Column } from "../output/column.ts";
import type { VENDOR_COLUMNS } from "./vendors_flags.ts";

/** Columns of a table of vendors, in CSV order. */
export const VENDOR_TABLE: readonly Column<VendorGroup, (typeof VENDOR_COLUMNS)[number]>[] = [
  {
    name: "vendor",
    title: "VENDOR",
    cell: ({ vendor }) => vendor,
    align: "left",
    priority: 3,
    minimumWidth: 20,
    weight: 2,
  },
  {
    name: "plugins",
    title: "PLUGINS",
    cell: ({ plugins }) => plugins,
    align: "right",
    priority: 2,
    minimumWidth: 7,
  },
  {
    name: "names",
    title: "OTHER NAMES",
    cell: ({ names }) => names,
    align: "left",
    priority: 1,
    minimumWidth: 16,
  },
];
