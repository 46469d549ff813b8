import { readPresetPage } from "../../catalog/presets/preset_page.ts";
import type { FoundPresetPage } from "../../catalog/presets/search_presets.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import type { FoundPresetEntry, PresetsDocument } from "../../model/documents/presets/preset_documents.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { Column } from "../output/column.ts";
import { countText } from "../output/count_text.ts";
import type { StreamFlags, TableFlags } from "../output/output_options.ts";
import { printRecords } from "../output/print_records.ts";
import { pageLine } from "../plugins/page_footer.ts";
import { NO_PRESETS } from "./no_presets.ts";

/** How a command finds presets, and what its answer begins with. */
export interface PresetAnswer {
  readonly head: Pick<PresetsDocument, "query" | "offset" | "limit">;
  /** Whether fewer than all presets were asked for. */
  readonly isFiltered: boolean;
  /** Hints about what was typed. */
  readonly notes?: readonly string[];
  readonly columns: readonly Column<FoundPresetEntry>[];
  readonly find: (db: Catalog["db"]) => FoundPresetPage;
}

/** Prints a page of presets. */
export async function printPresets(
  { console, process }: ProgramContext,
  catalog: Catalog,
  flags: TableFlags & StreamFlags & { readonly exitCode?: boolean },
  { head, isFiltered, notes = [], columns, find }: PresetAnswer,
): Promise<void> {
  const { total, hidden, isTotalExact, presets } = await readPresetPage(catalog, find);
  if (flags.exitCode && total === 0) process.exitCode = 1;
  const { query, offset, limit } = head;
  const first: Omit<PresetsDocument, "presets"> = {
    schema: "presets",
    schemaVersion: 1,
    ...query === undefined ? {} : { query },
    total,
    hidden,
    isTotalExact,
    offset,
    limit,
  };
  await printRecords(
    {
      head: first,
      list: "presets",
      item: "preset",
      rows: presets,
      columns,
      footer: (shown) => [...notes, footer(first, shown, isFiltered), ...hiddenLine(hidden)].join("\n"),
    },
    flags,
    console,
  );
}

function footer(
  { total, hidden, isTotalExact, offset }: Pick<
    PresetsDocument,
    "total" | "hidden" | "isTotalExact" | "offset"
  >,
  shown: number,
  isFiltered: boolean,
): string {
  if (total === 0) return isFiltered || hidden > 0 ? "No presets found" : NO_PRESETS;
  const all = `${isTotalExact ? "" : "at least "}${countText(total, "preset")}`;
  return pageLine(all, { total, offset, shown });
}

function hiddenLine(count: number): string[] {
  if (count === 0) return [];
  const them = count === 1 ? "it" : "them";
  return [`${countText(count, "preset")} of hidden plugins left out; --hidden shows ${them}`];
}
