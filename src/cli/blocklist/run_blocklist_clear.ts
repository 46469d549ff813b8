import { clearBlocks, listBlocks } from "../../catalog/rules/blocklist.ts";
import { catalogPath } from "../../catalog/catalog_path.ts";
import { openCatalog } from "../../catalog/open_catalog.ts";
import { confirm } from "../terminal/confirm.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { BlocklistClearFlags } from "./blocklist_flags.ts";
import { printAnswer } from "../output/print_answer.ts";
import type { BlocklistClearDocument } from "../../model/documents/blocklist_documents.ts";
import { countText } from "../output/count_text.ts";

/** Runs `pluginary blocklist clear`. */
export async function runBlocklistClear(this: ProgramContext, flags: BlocklistClearFlags): Promise<void> {
  using catalog = await openCatalog(catalogPath(this.console.environment));
  const code = flags.afterFailures ? "blocked-after-failures" : undefined;
  const entries = (await catalog.read(listBlocks)).filter((entry) =>
    code === undefined || entry.code === code
  );
  const question = entries.length === 1 ? "Unblock 1 entry?" : `Unblock all ${entries.length} entries?`;
  await confirm(question, flags.yes === true || entries.length === 0, this.console);
  const removed = await catalog.write((db) => clearBlocks(db, code));
  const document: BlocklistClearDocument = { schema: "blocklist-clear", schemaVersion: 1, removed };
  const line = removed === 0 ? "Nothing to unblock" : `Unblocked ${countText(removed, "entry", "entries")}`;
  await printAnswer({ document, text: [line] }, flags, this.console);
}
