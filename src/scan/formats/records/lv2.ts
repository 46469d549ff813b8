import type { PluginFormatRecord } from "../plugin_format_record.ts";

/** The file that makes a folder an LV2 bundle. */
const MANIFEST = "manifest.ttl";

/**
 * LV2. Folders from LV2's "Filesystem Hierarchy": `LV2_PATH` replaces the
 * default folders, and folders within folders are not searched.
 *
 * A scan reads data and runs no code of the bundles. Its one worker has to read
 * all bundles, also those with nothing but specifications or presets, and of
 * folders that the scan is not about.
 */
export const LV2: PluginFormatRecord = {
  format: "lv2",
  folders: {
    variable: "LV2_PATH",
    variableReplaces: true,
    isRecursive: false,
    unix: ["lv2"],
    mac: ["LV2"],
    windows: [["APPDATA", "LV2"], ["CommonProgramFiles", "LV2"]],
  },
  named: {
    extension: "lv2",
    manifest: MANIFEST,
    async load() {
      const { Lv2Inspection } = await import("../lv2_bundle.ts");
      return new Lv2Inspection(MANIFEST);
    },
  },
  worker: {
    runsPluginCode: false,
    isServedByOne: true,
    listsPresets: true,
    reportsEmptyModules: false,
    usualMs: 10,
    // Reading a bundle takes this long from a slow disk.
    startMsPerFolder: 100,
  },
  async findSurroundings(place) {
    const { lv2Surroundings } = await import("../lv2_surroundings.ts");
    return await lv2Surroundings(place);
  },
};
