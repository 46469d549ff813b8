import { isInDawproject, writeDawproject, type WrittenTrack } from "../file_formats/daws/write_dawproject.ts";
import type { ExportedPlugin } from "../model/daws/exported_plugin.ts";
import { fileStem } from "../platform/paths.ts";
import { type DawFile, dawFileError } from "./daw_file.ts";
import { type ExportPlan, type ExportWish, sameFile, type SkippedPlugin } from "./export_plan.ts";

/** What is ours: the whole file. */
const WHOLE = JSON.stringify(["file", ""]);

/**
 * Plans a file of DAWproject: each collection is a track with its effects as a
 * chain, and each of its instruments a track of its own; favorites likewise.
 *
 * @param isForced Whether a file that no export has made is replaced.
 * @throws {PluginaryError} `daw-file` for such a file.
 */
export function planDawproject(file: DawFile, { content, parts }: ExportWish, isForced: boolean): ExportPlan {
  if (file.bytes !== undefined && !file.owned.has(WHOLE) && !isForced) {
    throw dawFileError(file.path, "it already exists, and no export created it; --force replaces it");
  }
  const skipped = new Map<string, SkippedPlugin>();
  const chains = [
    ...parts.has("collections") ? content.collections : [],
    ...parts.has("favorites")
      ? [{ name: "Favorites", plugins: content.plugins.filter(({ isFavorite }) => isFavorite) }]
      : [],
  ];
  const tracks = chains.flatMap(({ name, plugins }) => {
    const known = plugins.filter((plugin) => {
      if (isInDawproject(plugin.format)) return true;
      skipped.set(plugin.id, {
        plugin,
        reason: `DAWproject does not support ${plugin.format.toUpperCase()} plugins`,
      });
      return false;
    });
    return tracksOf(name, known);
  });
  const left = [...skipped.values()];
  if (tracks.length === 0) return { files: [sameFile(file)], skipped: left };
  const after = writeDawproject(fileStem(file.path), tracks);
  return { files: [{ path: file.path, before: file.bytes, after, owned: [WHOLE] }], skipped: left };
}

function tracksOf(name: string, plugins: readonly ExportedPlugin[]): WrittenTrack[] {
  const effects = plugins.filter(({ isInstrument }) => !isInstrument);
  const instruments = plugins.filter(({ isInstrument }) => isInstrument);
  return [
    ...effects.length === 0 ? [] : [{ name, plugins: effects }],
    ...instruments.map((plugin) => ({ name: plugin.name, plugins: [plugin] })),
  ];
}
