import type { InstalledPlugin } from "../../catalog/presets/installed_plugin.ts";
import { homeFolder, type Variables } from "../../platform/folders.ts";
import { joinPath } from "../../platform/paths.ts";
import { plainFileName } from "../../platform/plain_file_name.ts";

/** The vendor's folder of a plugin that names no vendor. */
const NO_VENDOR = "Unknown";

/**
 * The path at which hosts find a preset of the user, by the rules of the
 * plugin's format; `undefined` for formats without such a place.
 */
export function userPresetPath(
  { format, name: plugin, vendor }: Pick<InstalledPlugin, "format" | "name" | "vendor">,
  preset: string,
  variables: Variables,
  os: typeof Deno.build.os = Deno.build.os,
): string | undefined {
  const home = homeFolder(variables, os);
  if (home === undefined) return undefined;
  if (format === "vst3") {
    const folders = [vendor === "" ? NO_VENDOR : vendor, plugin].map(plainFileName);
    return joinPath(vst3Folder(home, os), ...folders, `${plainFileName(preset)}.vstpreset`);
  }
  if (format === "lv2") {
    const folder = os === "darwin"
      ? joinPath(home, "Library", "Audio", "Plug-Ins", "LV2")
      : joinPath(home, ".lv2");
    return joinPath(
      folder,
      `${plainFileName(plugin)}_${plainFileName(preset)}.preset.lv2`.replaceAll(" ", "_"),
    );
  }
  return undefined;
}

/** Source: the VST3 SDK's documentation, "Preset Locations". */
function vst3Folder(home: string, os: typeof Deno.build.os): string {
  if (os === "darwin") return joinPath(home, "Library", "Audio", "Presets");
  if (os === "windows") return joinPath(home, "Documents", "VST3 Presets");
  return joinPath(home, ".vst3", "presets");
}
