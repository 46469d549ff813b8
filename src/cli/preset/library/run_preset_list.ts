import { catalogPath } from "../../../catalog/catalog_path.ts";
import { type LibraryPreset, listLibrary } from "../../../catalog/library/library_preset.ts";
import { openForReading } from "../../../catalog/open_catalog.ts";
import { nameKey } from "../../../model/curation/names.ts";
import type {
  LibraryDocument,
  ListedLibraryPreset,
} from "../../../model/documents/presets/library_documents.ts";
import type { ProgramContext } from "../../command_line/command_context.ts";
import { formatSize } from "../../output/byte_size.ts";
import type { Column } from "../../output/column.ts";
import { countText } from "../../output/count_text.ts";
import { rowLimit } from "../../output/output_options.ts";
import { printRecords } from "../../output/print_records.ts";
import { timeText } from "../../output/time_text.ts";
import { pageLine } from "../../plugins/page_footer.ts";
import { listedPreset } from "./listed_preset.ts";
import type { LIBRARY_COLUMNS, PresetListFlags } from "./preset_flags.ts";

/** Runs `pluginary preset list`. */
export async function runPresetList(this: ProgramContext, flags: PresetListFlags): Promise<void> {
  const { plugin = "", tag: tags = [], deleted: isDeleted = false, offset = 0 } = flags;
  const limit = rowLimit(flags);
  using catalog = await openForReading(catalogPath(this.console.environment));
  const all = await catalog.read((db) => listLibrary(db, { withDeleted: isDeleted }));
  const found = all.filter((preset) =>
    preset.isDeleted === isDeleted && isOfPlugin(preset, plugin) && hasTags(preset, tags)
  );
  if (flags.reverse) found.reverse();
  const head: Omit<LibraryDocument, "presets"> = {
    schema: "preset-library",
    schemaVersion: 1,
    total: found.length,
    offset,
    limit: limit ?? null,
  };
  if (flags.exitCode && found.length === 0) this.process.exitCode = 1;
  await printRecords(
    {
      head,
      list: "presets",
      item: "preset",
      rows: found.slice(offset, limit === undefined ? undefined : offset + limit).map(listedPreset),
      columns: COLUMNS,
      footer: (shown) =>
        all.length === 0
          ? 'The library has no presets yet; keep one with "pluginary preset capture"'
          : pageLine(countText(found.length, "preset"), { total: found.length, offset, shown }),
    },
    flags,
    this.console,
  );
}

function isOfPlugin({ pluginId, pluginName }: LibraryPreset, text: string): boolean {
  return [pluginId, pluginName].some((name) => nameKey(name).includes(nameKey(text)));
}

function hasTags(preset: LibraryPreset, tags: readonly string[]): boolean {
  const keys = preset.tags.map(nameKey);
  return tags.every((tag) => keys.includes(nameKey(tag)));
}

const COLUMNS: readonly Column<ListedLibraryPreset, (typeof LIBRARY_COLUMNS)[number]>[] = [
  {
    name: "id",
    title: "ID",
    cell: ({ id }) => id,
    text: ({ id }) => id.slice(0, 8),
    align: "left",
    priority: 6,
    minimumWidth: 8,
  },
  {
    name: "name",
    title: "NAME",
    cell: ({ name }) => name,
    align: "left",
    priority: 9,
    minimumWidth: 16,
    weight: 2,
  },
  {
    name: "pluginName",
    title: "PLUGIN",
    cell: ({ pluginName }) => pluginName,
    align: "left",
    priority: 8,
    minimumWidth: 12,
  },
  {
    name: "pluginId",
    title: "PLUGIN ID",
    cell: ({ pluginId }) => pluginId,
    align: "left",
    priority: 1,
    minimumWidth: 12,
    appears: "wide",
  },
  {
    name: "versions",
    title: "VERSIONS",
    cell: ({ versions }) => versions,
    align: "right",
    priority: 5,
    minimumWidth: 8,
  },
  {
    name: "author",
    title: "AUTHOR",
    cell: ({ author }) => author,
    align: "left",
    priority: 3,
    minimumWidth: 8,
  },
  { name: "tags", title: "TAGS", cell: ({ tags }) => tags, align: "left", priority: 7, minimumWidth: 8 },
  { name: "note", title: "NOTE", cell: ({ note }) => note, align: "left", priority: 2, minimumWidth: 12 },
  {
    name: "sizeBytes",
    title: "SIZE",
    cell: ({ sizeBytes }) => sizeBytes,
    text: ({ sizeBytes }) => formatSize(sizeBytes),
    align: "right",
    priority: 1,
    minimumWidth: 6,
    appears: "wide",
  },
  {
    name: "addedAt",
    title: "ADDED",
    cell: ({ addedAt }) => addedAt,
    text: ({ addedAt }) => timeText(addedAt),
    align: "left",
    priority: 1,
    minimumWidth: 8,
    appears: "wide",
  },
  {
    name: "changedAt",
    title: "CHANGED",
    cell: ({ changedAt }) => changedAt,
    text: ({ changedAt }) => timeText(changedAt),
    align: "left",
    priority: 4,
    minimumWidth: 8,
  },
];
