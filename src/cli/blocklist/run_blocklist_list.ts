import { listBlocks } from "../../catalog/rules/blocklist.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { BlocklistListFlags } from "./blocklist_flags.ts";
import { printRules } from "../rules/print_rules.ts";
import { COLUMNS } from "./blocklist_columns.ts";

/** Runs `pluginary blocklist list`. */
export async function runBlocklistList(this: ProgramContext, flags: BlocklistListFlags): Promise<void> {
  await printRules(
    {
      schema: "blocklist",
      read: (catalog) => catalog.read(listBlocks),
      list: "entries",
      item: "entry",
      columns: COLUMNS,
      none: "The blocklist is empty",
    },
    flags,
    this.console,
  );
}
