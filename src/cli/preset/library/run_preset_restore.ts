import { catalogPath } from "../../../catalog/catalog_path.ts";
import { getVersion } from "../../../catalog/library/find_library_preset.ts";
import { readVersions } from "../../../catalog/library/library_version.ts";
import { readContent } from "../../../catalog/library/version_content.ts";
import { findInstalled } from "../../../catalog/presets/installed_plugin.ts";
import { openForReading } from "../../../catalog/open_catalog.ts";
import type { PresetRestoreDocument } from "../../../model/documents/presets/library_documents.ts";
import { restorePreset } from "../../../presets/library/restore_preset.ts";
import { placeOf } from "../../../presets/library/write_preset_files.ts";
import type { ProgramContext } from "../../command_line/command_context.ts";
import { countText } from "../../output/count_text.ts";
import { printAnswer } from "../../output/print_answer.ts";
import { comparedVersion } from "./listed_preset.ts";
import type { PresetRestoreFlags } from "./preset_flags.ts";

/** Runs `pluginary preset restore`. */
export async function runPresetRestore(
  this: ProgramContext,
  { force: isForced = false, output: file, confinement, ...flags }: PresetRestoreFlags,
  reference: string,
): Promise<void> {
  using catalog = await openForReading(catalogPath(this.console.environment));
  const { found, content, plugin } = await catalog.read((db) => {
    const found = getVersion(db, reference);
    return {
      found,
      content: readContent(db, found.version.rowId),
      plugin: findInstalled(db, found.preset.pluginId),
    };
  });
  const { preset, version } = found;
  const { name, author, tags, note, pluginId, pluginName } = preset;
  const allContents = () =>
    catalog.read((db) => readVersions(db, preset.rowId).map(({ rowId }) => readContent(db, rowId)));
  const { path, isUnchanged, comparison } = await restorePreset({
    name,
    author,
    tags,
    note,
    pluginId,
    pluginName,
    content,
    allContents,
    plugin,
  }, {
    path: file === undefined ? undefined : placeOf(file),
    isForced,
    environment: this.console.environment,
    confinement,
  });
  const document: PresetRestoreDocument = {
    schema: "preset-restore",
    schemaVersion: 1,
    preset: comparedVersion(preset, version),
    path,
    isUnchanged,
    compared: comparison?.compared ?? null,
    differences: [...comparison?.differences ?? []],
  };
  await printAnswer({ document, text: lines(document) }, flags, this.console);
}

function lines({ preset, path, isUnchanged, compared, differences }: PresetRestoreDocument): string[] {
  const head = isUnchanged
    ? `${path} is "${preset.name}" already`
    : `Wrote version ${preset.version} of "${preset.name}" to ${path}`;
  if (compared === null) return [head, "No parameter was compared"];
  if (differences.length === 0) {
    return [
      head,
      `The plugin loads it, and displays all ${countText(compared, "parameter")} as when it was captured`,
    ];
  }
  return [
    head,
    `The plugin loads it, and displays ${differences.length} of ${
      countText(compared, "parameter")
    } in another way:`,
    ...differences.map(({ name, before, after }) =>
      `  ${name}: ${before ?? "(none)"} is now ${after ?? "(none)"}`
    ),
  ];
}
