import { catalogPath } from "../../../catalog/catalog_path.ts";
import { openForReading } from "../../../catalog/open_catalog.ts";
import { findInstalled } from "../../../catalog/presets/installed_plugin.ts";
import { parseName } from "../../../model/curation/names.ts";
import type { PresetWriteDocument } from "../../../model/documents/presets/write_document.ts";
import { WRITTEN_CONTAINERS, type WrittenContainer } from "../../../model/presets/written_container.ts";
import { usageError } from "../../../model/usage_error.ts";
import { joinPath } from "../../../platform/paths.ts";
import { checkPlace, placeOf } from "../../../presets/library/write_preset_files.ts";
import { getNamedPreset } from "../../../presets/references/named_preset.ts";
import { writePresetAs } from "../../../presets/writing/write_preset_as.ts";
import type { ProgramContext } from "../../command_line/command_context.ts";
import { formatSize } from "../../output/byte_size.ts";
import { printAnswer } from "../../output/print_answer.ts";
import type { PresetWriteFlags } from "./write_flags.ts";

/** Runs `pluginary preset write`. */
export async function runPresetWrite(
  this: ProgramContext,
  { to, output, key, name, force = false, confinement, ...flags }: PresetWriteFlags,
  reference: string,
): Promise<void> {
  const { environment } = this.console;
  const container = to ?? containerOfFile(output);
  const path = placeOf(output);
  checkPlace(path, force);
  using catalog = await openForReading(catalogPath(environment));
  const found = await getNamedPreset(catalog, reference, key);
  const { pluginId } = found;
  const plugin = pluginId === undefined ? undefined : await catalog.read((db) => findInstalled(db, pluginId));
  const preset = name === undefined ? found : { ...found, name: parseName(name, "preset") };
  const { files, warnings } = await writePresetAs(preset, plugin, { container, path }, {
    environment,
    confinement,
  });
  const document: PresetWriteDocument = {
    schema: "preset-write",
    schemaVersion: 1,
    from: {
      name: found.name,
      container: found.container,
      location: found.location,
      pluginId: pluginId ?? "",
    },
    name: preset.name,
    container,
    path,
    files: files.map((file) => ({
      path: file.path === "" ? path : joinPath(path, file.path),
      sizeBytes: file.bytes.length,
    })),
    warnings: [...warnings],
  };
  await printAnswer(
    { document, text: lines(document, plugin?.name ?? found.pluginName) },
    flags,
    this.console,
  );
}

function containerOfFile(output: string): WrittenContainer {
  const ending = /\.([a-z0-9]+)[\\/]?$/i.exec(output)?.[1]?.toLowerCase();
  const container = WRITTEN_CONTAINERS.find((known) => known === ending);
  if (container !== undefined) return container;
  throw usageError(
    `Cannot tell the kind of file from "${output}"`,
    `Use "--to KIND", or an ending: ${WRITTEN_CONTAINERS.join(", ")}`,
  );
}

function lines(
  { name, path, files, warnings }: PresetWriteDocument,
  pluginName: string | undefined,
): string[] {
  const size = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const whose = pluginName === undefined ? "" : ` of ${pluginName}`;
  return [
    `Wrote "${name}"${whose} to ${path} (${formatSize(size)}), with the same state`,
    ...warnings.map(({ message }) => `  ${message}`),
  ];
}
