import { listNamedOverrides, type NamedOverrides } from "../../catalog/overrides.ts";
import type { Column } from "../column.ts";
import type { ProgramContext } from "../command_context.ts";
import type { OVERRIDE_COLUMNS, OverrideListFlags } from "../commands/override_commands.ts";
import { printRules } from "../print_rules.ts";
import { describeTarget } from "../rule_target.ts";
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
      none: "Nothing is set",
    },
    flags,
    this.console,
  );
}
