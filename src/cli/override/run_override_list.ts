import type { OverrideListDocument } from "../../model/documents/override_documents.ts";
import { catalogPath } from "../../catalog/catalog_path.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import { listNamedOverrides, type NamedOverrides } from "../../catalog/rules/overrides.ts";
import type { Column } from "../output/column.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { OVERRIDE_COLUMNS, OverrideListFlags } from "./override_flags.ts";
import { printRecords } from "../output/print_records.ts";
import { timeText } from "../output/time_text.ts";
import { namesText } from "../rules/names_text.ts";
import { targetText } from "../../catalog/rules/rule_target.ts";
import { settingsOf } from "./settings_of.ts";

const COLUMNS: readonly Column<NamedOverrides, (typeof OVERRIDE_COLUMNS)[number]>[] = [
  {
    name: "names",
    title: "PLUGINS",
    cell: ({ names }) => names,
    text: namesText,
    align: "left",
    priority: 7,
    minimumWidth: 10,
  },
  {
    name: "target",
    title: "TARGET",
    cell: targetText,
    align: "left",
    priority: 4,
    minimumWidth: 20,
    keepsEnd: true,
  },
  {
    name: "settings",
    title: "SET",
    cell: ({ overrides }) => settingsOf(overrides),
    align: "left",
    priority: 3,
    minimumWidth: 12,
  },
  {
    name: "updatedAt",
    title: "SINCE",
    cell: ({ updatedAt }) => updatedAt,
    text: ({ updatedAt }) => timeText(updatedAt),
    align: "left",
    priority: 1,
    minimumWidth: 10,
  },
];

/** Runs `pluginary override list`. */
export async function runOverrideList(this: ProgramContext, flags: OverrideListFlags): Promise<void> {
  using catalog = await openForReading(catalogPath(this.console.environment));
  const rows = await catalog.read(listNamedOverrides);
  const head: Omit<OverrideListDocument, "overrides"> = {
    schema: "override-list",
    schemaVersion: 1,
    total: rows.length,
  };
  await printRecords(
    {
      head,
      list: "overrides",
      item: "override",
      rows,
      columns: COLUMNS,
      footer: (shown) => shown === 0 ? "No overrides are set" : "",
    },
    flags,
    this.console,
  );
}
