import { writePreset } from "../file_formats/written/write_preset.ts";
import type { ExportedPlugin } from "../model/daws/exported_plugin.ts";
import type { PluginState } from "../model/presets/plugin_state.ts";
import { PluginaryError } from "../model/pluginary_error.ts";
import type { Variables } from "../platform/folders.ts";
import { fileName } from "../platform/paths.ts";
import { PluginHost, PluginHostError } from "../scan/plugin_host.ts";
import { MOST_BYTES, type PlannedFile } from "./daw_file.ts";
import type { SkippedPlugin } from "./export_plan.ts";
import type { LiveFile, PendingFile } from "./plan_live.ts";

/** Files with the states in which plugins start, and the plugins that gave none. */
export interface CapturedFiles {
  readonly files: readonly PlannedFile[];
  readonly failed: readonly SkippedPlugin[];
}

/**
 * Makes files from the states in which their plugins start. Each plugin runs
 * once, in a confined worker; one that fails, or whose file an undo could not
 * read again, is left out with the reason.
 *
 * @param report Called before each plugin.
 */
export async function captureFiles(
  pending: readonly PendingFile[],
  { kind, environment, report = () => {}, capture = captureStart }: {
    readonly kind: LiveFile;
    readonly environment: Variables;
    readonly capture?: typeof captureStart;
    readonly report?: (plugin: ExportedPlugin, index: number, total: number) => void;
  },
): Promise<CapturedFiles> {
  const files: PlannedFile[] = [];
  const failed: SkippedPlugin[] = [];
  const byPlugin = Map.groupBy(pending, ({ plugin }) => plugin.id);
  for (const [index, places] of [...byPlugin.values()].entries()) {
    const { plugin } = places[0]!;
    report(plugin, index, byPlugin.size);
    try {
      const after = bytesOf(plugin, await capture(plugin, environment), kind);
      if (after.length > MOST_BYTES) {
        failed.push({ plugin, reason: `its state is larger than ${MOST_BYTES / 1024 / 1024} MB` });
        continue;
      }
      for (const { path } of places) {
        files.push({ path, before: undefined, after, owned: [JSON.stringify(["file", ""])] });
      }
    } catch (error) {
      if (!(error instanceof PluginHostError || error instanceof PluginaryError)) throw error;
      failed.push({ plugin, reason: `its state could not be captured: ${lowerFirst(error.message)}` });
    }
  }
  return { files, failed };
}

async function captureStart(
  { format, nativeId, locations: [location = ""] }: ExportedPlugin,
  environment: Variables,
): Promise<PluginState> {
  await using host = await PluginHost.start({ format, location, environment });
  const { state } = await host.state(nativeId);
  return state;
}

function bytesOf(
  plugin: ExportedPlugin,
  state: PluginState,
  kind: LiveFile,
): Uint8Array<ArrayBuffer> {
  const { id, name, vendor, version, isInstrument, locations: [location = ""], tags } = plugin;
  const [file] = writePreset(kind, {
    name,
    author: "",
    description: "",
    tags,
    plugin: { id, name, vendor, version, isInstrument, fileName: fileName(location) },
    state,
  });
  return file!.bytes;
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
