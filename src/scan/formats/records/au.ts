import { unloadable } from "../found_module.ts";
import { NATIVE_CODE, type PluginFormatRecord } from "../plugin_format_record.ts";

/** Audio Units, bundles of macOS. No build loads them yet; a scan lists the plugins that a bundle declares. */
export const AU: PluginFormatRecord = {
  format: "au",
  systems: ["darwin"],
  folders: {
    isRecursive: true,
    unix: [],
    mac: ["Components"],
    macSystem: ["/System/Library/Components"],
    windows: [],
  },
  named: {
    extension: "component",
    async load() {
      const [{ inspectAudioUnit, nameAudioUnits }, parse] = await Promise.all([
        import("../audio_unit.ts"),
        import("../../files/info_plist.ts").then(({ ownPropertyListParser }) => ownPropertyListParser()),
      ]);
      return {
        file: (location) =>
          unloadable("au", location, "not-a-module", "Is a file; an Audio Unit is a folder"),
        async folder(location) {
          const module = inspectAudioUnit(location, parse);
          return module === undefined ? "plain" : await nameAudioUnits(module);
        },
      };
    },
  },
  worker: NATIVE_CODE,
};
