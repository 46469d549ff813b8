import { readDawStatus } from "../../daw/daw_status.ts";
import { exportsFolder, readRecords } from "../../daw/export_records.ts";
import type { DawStatusDocument, ListedDaw } from "../../model/documents/daws/daw_documents.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { countText } from "../output/count_text.ts";
import { printRecords } from "../output/print_records.ts";
import { COLUMNS } from "./daw_columns.ts";
import type { DawStatusFlags } from "./daw_flags.ts";

/** Runs `pluginary daw status`. */
export async function runDawStatus(this: ProgramContext, flags: DawStatusFlags): Promise<void> {
  const { environment } = this.console;
  const records = readRecords(exportsFolder(environment));
  const daws = (await readDawStatus(records, environment)).map((status): ListedDaw => ({
    ...status,
    isRunning: status.isRunning ?? null,
    files: [...status.files],
  }));
  const head: Omit<DawStatusDocument, "daws"> = { schema: "daw-status", schemaVersion: 1 };
  await printRecords(
    {
      head,
      list: "daws",
      item: "daw",
      rows: daws,
      columns: COLUMNS,
      nouns: ["host", "hosts"],
      footer: () => footerOf(daws),
    },
    flags,
    this.console,
  );
}

/** What to know before an export: files that it would refuse, and what REAPER's lists say of our rule. */
function footerOf(daws: readonly ListedDaw[]): string {
  const files = daws.flatMap((daw) => daw.files);
  const caches = files.flatMap(({ cache }) => cache ?? []);
  const sum = (name: "plugins" | "verified" | "wrong") =>
    caches.reduce((total, cache) => total + cache[name], 0);
  const known = sum("verified") + sum("wrong");
  return [
    ...files.flatMap(({ problem }) => problem ?? []),
    ...caches.length === 0 ? [] : [
      `REAPER has found ${countText(sum("plugins"), "plugin")}${
        known === 0
          ? ""
          : `; the numbers of ${sum("verified")} of ${countText(known, "VST3 plugin")} match their ids`
      }`,
    ],
  ].join("\n");
}
