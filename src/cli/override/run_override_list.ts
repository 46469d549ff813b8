import { listNamedOverrides, type NamedOverrides } from "../../catalog/rules/overrides.ts";
import type { Column } from "../output/column.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { OVERRIDE_COLUMNS, OverrideListFlags } from "./override_flags.ts";
import { printRules } from "../rules/print_rules.ts";
import { describeTarget } from "../rules/rule_target.ts";
import { settingsOf } from "./settings_of.ts";

const COLUMNS: readonly Column<NamedOverrides, (typeof OVERRIDE_COLUMNS)[number]>[] = [
  { name: "target", title: "TARGET", cell: describeTarget, align: "left", priority: 4, minimumWidth: 20 },
  {
    name: "names",
    title: "PLUGINS",
    cell: ({ names }) => names,
    align: "left",
    priority: 2,
    minimumWidth: 10,
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
    align: "left",
    priority: 1,
    minimumWidth: 10,
  },
];

/** Runs `pluginary override list`. */
export async function runOverrideList(this: ProgramContext, flags: OverrideListFlags): Promise<void> {
  await printRules(
    {
      schema: "override-list",
      read: (catalog) => catalog.read(listNamedOverrides),
      list: "overrides",
      item: "override",
      columns: COLUMNS,
      none: "No overrides are set",
    },
    flags,
    this.console,
  );
}
