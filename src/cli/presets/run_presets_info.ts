import { catalogPath } from "../../catalog/catalog_path.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import { readPresetDetails } from "../../catalog/presets/read_presets.ts";
import type { PresetDetails, PresetDocument } from "../../model/documents/presets/preset_documents.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { formatSize } from "../output/byte_size.ts";
import { printAnswer } from "../output/print_answer.ts";
import { timeText } from "../output/time_text.ts";
import { PRESET_COLUMNS } from "./preset_columns.ts";
import { getPreset } from "./preset_reference.ts";
import type { PresetsFlags } from "./presets_flags.ts";

/** Runs `pluginary presets info`. */
export async function runPresetsInfo(
  this: ProgramContext,
  flags: PresetsFlags,
  ...words: string[]
): Promise<void> {
  using catalog = await openForReading(catalogPath(this.console.environment));
  const { rowId } = await getPreset(catalog, words.join(" "));
  const preset = await catalog.read((db) => readPresetDetails(db, rowId));
  const document: PresetDocument = { schema: "preset", schemaVersion: 1, preset };
  const table = { columns: PRESET_COLUMNS, rows: [preset] };
  await printAnswer<PresetDetails>({ document, text: linesOf(preset), table }, flags, this.console);
}

/** Columns that the labels take. */
const LABEL_WIDTH = 13;

function linesOf(preset: PresetDetails): string[] {
  const { name, author, tags, description, container, location, loadKey, file } = preset;
  const facts: [label: string, value: string][] = [
    ["plugin", pluginText(preset)],
    ["author", author],
    ["tags", tags.join(", ")],
    ["description", description],
    ["origin", originText(preset)],
    ["container", container],
    ["location", location + (preset.isMissing ? " (missing)" : "")],
    ["key", loadKey],
    ["size", file === undefined ? "" : formatSize(file.sizeBytes)],
    ["problem", file?.reason?.message ?? ""],
    ["added", timeText(preset.addedAt)],
    ["changed", preset.updatedAt === preset.addedAt ? "" : timeText(preset.updatedAt)],
    ["id", preset.id],
  ];
  return [
    name,
    ...facts.filter(([, value]) => value !== "").map(([label, value]) =>
      `  ${label.padEnd(LABEL_WIDTH)}${value}`
    ),
  ];
}

function pluginText({ pluginName, pluginId, isPluginInstalled }: PresetDetails): string {
  if (pluginId === undefined) return pluginName ?? "unknown";
  const name = pluginName === undefined ? pluginId : `${pluginName} (${pluginId})`;
  return isPluginInstalled ? name : `${name}, not installed`;
}

function originText({ isFactory }: PresetDetails): string {
  return isFactory === undefined ? "" : isFactory ? "factory" : "user";
}
