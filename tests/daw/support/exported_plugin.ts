import type { ExportPart } from "../../../src/model/daws/daw.ts";
import { EXPORT_PARTS } from "../../../src/model/daws/daw.ts";
import type { ExportedCollection, ExportedPlugin } from "../../../src/model/daws/exported_plugin.ts";
import type { DawFile, PlannedFile } from "../../../src/daw/daw_file.ts";
import type { ExportWish } from "../../../src/daw/export_plan.ts";

/** A plugin of which a test only says what matters to it. */
export function exportedPlugin(changes: Partial<ExportedPlugin> = {}): ExportedPlugin {
  const { format = "vst3", nativeId = "2046504473616C634255545A00000000", name = "ZamTube" } = changes;
  return {
    id: `${format}:${nativeId}`,
    format,
    nativeId,
    name,
    vendor: "Damien Zammit",
    version: "4.1",
    isInstrument: false,
    tags: [],
    isFavorite: false,
    isHidden: false,
    locations: [`/usr/lib/vst3/${name}.vst3`],
    isOneOfSeveral: false,
    ...changes,
  };
}

/** A wish to export all of these. */
export function exportWish(
  plugins: readonly ExportedPlugin[],
  collections: readonly ExportedCollection[] = [],
  parts: readonly ExportPart[] = EXPORT_PARTS,
): ExportWish {
  return {
    content: { plugins, collections },
    parts: new Set(parts),
    hasAllPlugins: true,
    hasAllCollections: true,
  };
}

/** A file with this text. */
export function dawFile(path: string, text: string | undefined, owned: Iterable<string> = []): DawFile {
  return {
    path,
    bytes: text === undefined ? undefined : new TextEncoder().encode(text),
    owned: new Set(owned),
  };
}

/** The file that a plan has made, for the next one. */
export function afterwards({ path, after, owned }: PlannedFile): DawFile {
  return { path, bytes: after, owned: new Set(owned) };
}

/** The text that a plan gives a file. */
export function textAfter({ after }: PlannedFile): string | undefined {
  return after === undefined ? undefined : new TextDecoder("utf-8", { ignoreBOM: true }).decode(after);
}
