import { catalogPath } from "../../../catalog/catalog_path.ts";
import { getLibraryPreset } from "../../../catalog/library/find_library_preset.ts";
import { readVersions } from "../../../catalog/library/library_version.ts";
import { openForReading } from "../../../catalog/open_catalog.ts";
import type {
  ListedLibraryPreset,
  ListedVersion,
  PresetLogDocument,
} from "../../../model/documents/presets/library_documents.ts";
import type { ProgramContext } from "../../command_line/command_context.ts";
import { formatSize } from "../../output/byte_size.ts";
import type { Column } from "../../output/column.ts";
import type { OutputFlags } from "../../output/output_options.ts";
import { printAnswer } from "../../output/print_answer.ts";
import { tableText } from "../../output/table.ts";
import { timeText } from "../../output/time_text.ts";
import { printable } from "../../terminal/terminal.ts";
import { listedPreset, listedVersion } from "./listed_preset.ts";

/** Runs `pluginary preset log`. */
export async function runPresetLog(
  this: ProgramContext,
  flags: OutputFlags,
  reference: string,
): Promise<void> {
  using catalog = await openForReading(catalogPath(this.console.environment));
  const document = await catalog.read((db): PresetLogDocument => {
    const preset = getLibraryPreset(db, reference);
    return {
      schema: "preset-log",
      schemaVersion: 1,
      preset: listedPreset(preset),
      versions: readVersions(db, preset.rowId).map(listedVersion),
    };
  });
  const { preset, versions } = document;
  await printAnswer(
    {
      document,
      text: async (console) => {
        const head = headLines(preset).map((line) => `${printable(line)}\n`).join("");
        return `${head}\n${await tableText(VERSION_COLUMNS, versions, {}, console)}`;
      },
      table: { columns: VERSION_COLUMNS, rows: versions },
    },
    flags,
    this.console,
  );
}

function headLines({ id, name, pluginName, pluginId, author, tags, note }: ListedLibraryPreset): string[] {
  return [
    `${name} (${pluginName})`,
    `  id       ${id}`,
    `  plugin   ${pluginId}`,
    ...author === "" ? [] : [`  author   ${author}`],
    ...tags.length === 0 ? [] : [`  tags     ${tags.join(", ")}`],
    ...note === "" ? [] : [`  note     ${note}`],
  ];
}

/** Digits of a hash that a table shows. */
const SHOWN_DIGITS = 12;

const VERSION_COLUMNS: readonly Column<ListedVersion>[] = [
  { name: "number", title: "#", cell: ({ number }) => number, align: "right", priority: 7, minimumWidth: 1 },
  {
    name: "at",
    title: "WHEN",
    cell: ({ at }) => at,
    text: ({ at }) => timeText(at),
    align: "left",
    priority: 6,
    minimumWidth: 8,
  },
  {
    name: "author",
    title: "AUTHOR",
    cell: ({ author }) => author,
    align: "left",
    priority: 4,
    minimumWidth: 8,
  },
  {
    name: "note",
    title: "NOTE",
    cell: ({ note }) => note,
    align: "left",
    priority: 5,
    minimumWidth: 12,
    weight: 2,
  },
  {
    name: "pluginVersion",
    title: "PLUGIN",
    cell: ({ pluginVersion }) => pluginVersion,
    align: "left",
    priority: 3,
    minimumWidth: 6,
  },
  {
    name: "sizeBytes",
    title: "SIZE",
    cell: ({ sizeBytes }) => sizeBytes,
    text: ({ sizeBytes }) => formatSize(sizeBytes),
    align: "right",
    priority: 2,
    minimumWidth: 6,
  },
  {
    name: "hash",
    title: "STATE",
    cell: ({ hash }) => hash,
    text: ({ hash }) => hash.slice(0, SHOWN_DIGITS),
    align: "left",
    priority: 1,
    minimumWidth: SHOWN_DIGITS,
  },
];
