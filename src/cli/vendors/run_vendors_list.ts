import { catalogPath } from "../../catalog/catalog_path.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import { listVendors } from "../../catalog/vendors/list_vendors.ts";
import type { VendorsDocument } from "../../model/documents/alike/vendor_documents.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { countText } from "../output/count_text.ts";
import { rowLimit } from "../output/output_options.ts";
import { printRecords } from "../output/print_records.ts";
import { pageLine } from "../plugins/page_footer.ts";
import { VENDOR_TABLE } from "./vendor_table.ts";
import type { VendorsListFlags } from "./vendors_flags.ts";

/** Runs `pluginary vendors list`. */
export async function runVendorsList(this: ProgramContext, flags: VendorsListFlags): Promise<void> {
  const limit = rowLimit(flags);
  const offset = flags.offset ?? 0;
  using catalog = await openForReading(catalogPath(this.console.environment));
  const vendors = await catalog.read((db) =>
    listVendors(db, { order: flags.sort ?? "plugins", isReversed: flags.reverse === true })
  );
  const total = vendors.length;
  const head: Omit<VendorsDocument, "vendors"> = {
    schema: "vendors",
    schemaVersion: 1,
    total,
    offset,
    limit: limit ?? null,
  };
  if (flags.exitCode && total === 0) this.process.exitCode = 1;
  await printRecords(
    {
      head,
      list: "vendors",
      item: "vendor",
      rows: vendors.slice(offset, limit === undefined ? undefined : offset + limit),
      columns: VENDOR_TABLE,
      footer: (shown) =>
        total === 0
          ? 'The catalog names no vendors yet; run "pluginary scan"'
          : pageLine(countText(total, "vendor"), { total, offset, shown }),
    },
    flags,
    this.console,
  );
}
