import { catalogPath } from "../../catalog/catalog_path.ts";
import { openCatalog } from "../../catalog/open_catalog.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import {
  type ChangeOptions,
  mergeVendors,
  renameVendor,
  resetVendors,
  splitVendor,
  type VendorChange,
} from "../../catalog/vendors/change_vendors.ts";
import type { VendorGroup } from "../../model/vendors/vendor_groups.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { Column } from "../output/column.ts";
import { countText } from "../output/count_text.ts";
import { printAnswer } from "../output/print_answer.ts";
import { VENDOR_TABLE } from "./vendor_table.ts";
import type { VendorChangeFlags, VendorsMergeFlags } from "./vendors_flags.ts";

/** Runs `pluginary vendors merge`. */
export async function runVendorsMerge(
  this: ProgramContext,
  flags: VendorsMergeFlags,
  ...names: string[]
): Promise<void> {
  await change(
    this,
    flags,
    "merge",
    (db, options) => mergeVendors(db, names, flags.into, options),
    names.length,
  );
}

/** Runs `pluginary vendors split`. */
export async function runVendorsSplit(
  this: ProgramContext,
  flags: VendorChangeFlags,
  name: string,
): Promise<void> {
  await change(this, flags, "split", (db, options) => splitVendor(db, name, options));
}

/** Runs `pluginary vendors rename`. */
export async function runVendorsRename(
  this: ProgramContext,
  flags: VendorChangeFlags,
  name: string,
  newName: string,
): Promise<void> {
  await change(this, flags, "rename", (db, options) => renameVendor(db, name, newName, options));
}

/** Runs `pluginary vendors reset`. */
export async function runVendorsReset(
  this: ProgramContext,
  flags: VendorChangeFlags,
  ...names: string[]
): Promise<void> {
  await change(this, flags, "reset", (db, options) => resetVendors(db, names, options));
}

const VERBS = { merge: "Merged", split: "Split", rename: "Renamed", reset: "Reset" } as const;

/** @param merged How many vendors were named to be merged. */
async function change(
  { console }: ProgramContext,
  flags: VendorChangeFlags,
  command: keyof typeof VERBS,
  make: (db: Catalog["db"], options: ChangeOptions) => VendorChange,
  merged?: number,
): Promise<void> {
  const isDryRun = flags.dryRun === true;
  using catalog = await openCatalog(catalogPath(console.environment));
  const { before, after } = await catalog.write((db) => make(db, { at: new Date().toISOString(), isDryRun }));
  const document = { schema: `vendors-${command}`, schemaVersion: 1, isDryRun, before, after };
  const verb = isDryRun ? `Would ${command}` : VERBS[command];
  const what = merged === undefined ? quoted(before) : mergeText(before, after, merged);
  await printAnswer(
    {
      document,
      text: [`${verb} ${what}`, ...after.map(vendorLine)],
      table: {
        columns: CHANGE_COLUMNS,
        rows: [
          ...before.map((group) => ({ ...group, when: "before" as const })),
          ...after.map((group) => ({ ...group, when: "after" as const })),
        ],
      },
    },
    flags,
    console,
  );
}

/** A vendor before or after a change. */
type ChangedVendor = VendorGroup & { readonly when: "before" | "after" };

const CHANGE_COLUMNS: readonly Column<ChangedVendor>[] = [
  { name: "when", title: "WHEN", cell: ({ when }) => when, align: "left", priority: 4, minimumWidth: 6 },
  ...VENDOR_TABLE,
];

/** Says that a vendor nobody named as a source becomes part of the merge, as its name was chosen. */
function mergeText(before: readonly VendorGroup[], after: readonly VendorGroup[], named: number): string {
  const [absorbed] = before.slice(named);
  const has = absorbed === undefined ? "" : `, which has ${countText(absorbed.plugins, "plugin")}`;
  return `${quoted(before.slice(0, named))} into ${quoted(after)}${has}`;
}

function quoted(vendors: readonly VendorGroup[]): string {
  const names = vendors.map(({ vendor }) => `"${vendor}"`);
  return [...names.slice(0, -2), names.slice(-2).join(" and ")].join(", ");
}

function vendorLine({ vendor, names, plugins }: VendorGroup): string {
  const others = names.length === 0 ? "" : `, also written ${names.map((name) => `"${name}"`).join(", ")}`;
  return `  ${vendor}: ${countText(plugins, "plugin")}${others}`;
}
