import { listBlocks } from "../../catalog/blocklist.ts";
import { catalogPath } from "../../catalog/catalog_path.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import type { ProgramContext } from "../command_context.ts";
import type { BlocklistListFlags } from "../commands/blocklist_commands.ts";
import { printRecords } from "../print_records.ts";
import type { BlocklistDocument } from "./blocklist_documents.ts";
import { COLUMNS } from "./blocklist_columns.ts";

/** Runs `pluginary blocklist list`. */
export async function runBlocklistList(this: ProgramContext, flags: BlocklistListFlags): Promise<void> {
  using catalog = await openForReading(catalogPath(this.console.environment));
  const rows = await catalog.read(listBlocks);
  const head: Omit<BlocklistDocument, "entries"> = {
    schema: "blocklist",
    schemaVersion: 1,
    total: rows.length,
  };
  await printRecords(
    {
      head,
      list: "entries",
      item: "entry",
      rows,
      columns: COLUMNS,
      footer: (shown) => shown === 0 ? "Nothing is blocked" : "",
    },
    flags,
    this.console,
  );
}
