import { catalogPath } from "../../catalog/catalog_path.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import { type PresetStatistics, readPresetStatistics } from "../../catalog/presets/preset_statistics.ts";
import type { PresetStatsDocument } from "../../model/documents/presets/preset_documents.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { formatSize } from "../output/byte_size.ts";
import { countText } from "../output/count_text.ts";
import { wrapWords } from "../terminal/wrap_words.ts";
import { printAnswer } from "../output/print_answer.ts";
import { NO_PRESETS } from "./no_presets.ts";
import type { PresetsFlags } from "./presets_flags.ts";

/** Runs `pluginary presets stats`. */
export async function runPresetsStats(this: ProgramContext, flags: PresetsFlags): Promise<void> {
  using catalog = await openForReading(catalogPath(this.console.environment));
  const statistics = await catalog.read(readPresetStatistics);
  const { stdout, columns } = this.console;
  const width = stdout.isTerminal ? columns() : Infinity;
  const document: PresetStatsDocument = { schema: "preset-stats", schemaVersion: 1, ...statistics };
  await printAnswer({ document, text: linesOf(statistics, width) }, flags, this.console);
}

/** Columns that the labels take. */
const LABEL_WIDTH = 12;

/** Columns before the second line about a file. */
const FAILURE_INDENT = 4;

/** @param columns Facts are wrapped to these. */
function linesOf(statistics: PresetStatistics, columns: number): string[] {
  const { presets, missing, factory, user, withoutPlugin, files, failures } = statistics;
  if (presets === 0 && files.read + files.failed === 0) {
    return [NO_PRESETS];
  }
  const unnamed = files.failed - failures.length;
  const facts: [label: string, value: string][] = [
    ["presets", missing === 0 ? `${presets}` : `${presets}, ${missing} missing`],
    ["origin", `factory ${factory}, user ${user}, unknown ${presets - factory - user}`],
    [
      "containers",
      statistics.byContainer.map(({ container, presets }) => `${container} ${presets}`).join(", "),
    ],
    [
      "plugins",
      topText(
        statistics.plugins.map(({ id, name, presets }) => `${name ?? id} ${presets}`),
        statistics.otherPlugins,
      ),
    ],
    [
      "no plugin",
      withoutPlugin === 0 ? "" : `${countText(withoutPlugin, "preset")} of plugins that are not installed`,
    ],
    [
      "authors",
      topText(
        statistics.authors.map(({ author, presets }) => `${author} ${presets}`),
        statistics.otherAuthors,
      ),
    ],
    ["tags", topText(statistics.tags.map(({ tag, presets }) => `${tag} ${presets}`), statistics.otherTags)],
    [
      "files",
      files.read + files.failed === 0 ? "" : `${files.read + files.failed}, ${formatSize(files.sizeBytes)}` +
        (files.missing === 0 ? "" : `, ${files.missing} missing`),
    ],
    ["unreadable", files.failed === 0 ? "" : `${files.failed}`],
  ];
  return [
    ...facts.filter(([, value]) => value !== "").flatMap(([label, value]) =>
      wrapWords(value, columns - LABEL_WIDTH).map((line, index) =>
        (index === 0 ? label : "").padEnd(LABEL_WIDTH) + line
      )
    ),
    ...[
      ...failures.map(({ path, reason }) => reason === undefined ? path : `${path}: ${reason.message}`),
      ...unnamed === 0
        ? []
        : [`and ${unnamed} more; "pluginary presets scan" lists those in the usual folders`],
    ].flatMap((text) =>
      wrapWords(text, columns - FAILURE_INDENT).map((line, index) => `${index === 0 ? "" : "  "}  ${line}`)
    ),
  ];
}

function topText(items: readonly string[], others: number): string {
  return [...items, ...others === 0 ? [] : [`and ${others} more`]].join(", ");
}
