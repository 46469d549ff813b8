import type { BlocklistDocument } from "../../model/documents/blocklist_documents.ts";
import { catalogPath } from "../../catalog/catalog_path.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import { listBlocks } from "../../catalog/rules/blocklist.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { BlocklistListFlags } from "./blocklist_flags.ts";
import { printRecords } from "../output/print_records.ts";
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
      footer: (shown) => shown === 0 ? "The blocklist is empty" : "",
    },
    flags,
    this.console,
  );
}
