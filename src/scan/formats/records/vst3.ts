import { NATIVE_CODE, type PluginFormatRecord } from "../plugin_format_record.ts";
import { unloadable } from "../found_module.ts";

/**
 * VST3. Folders from Steinberg's "Plug-in Format Structure"; `VST3_PATH` stands
 * in no specification, and hosts add it to the default folders.
 */
export const VST3: PluginFormatRecord = {
  format: "vst3",
  folders: {
    variable: "VST3_PATH",
    isRecursive: true,
    unix: ["vst3"],
    mac: ["VST3"],
    windows: [
      ["LOCALAPPDATA", "Programs", "Common", "VST3"],
      ["CommonProgramFiles", "VST3"],
      ["CommonProgramFiles(x86)", "VST3"],
    ],
  },
  named: {
    extension: "vst3",
    async load() {
      const [{ inspectVst3File, inspectVst3Folder }, parse] = await Promise.all([
        import("../vst3_bundle.ts"),
        import("../../files/info_plist.ts").then(({ ownPropertyListParser }) => ownPropertyListParser()),
      ]);
      return {
        file: inspectVst3File,
        folder: (location) => Promise.resolve(inspectVst3Folder(location, parse) ?? "plain"),
      };
    },
  },
  library: {
    entryPoints: ["GetPluginFactory"],
    rank: 3,
    isUsual: false,
    inspect(location, { header }) {
      const message = "Is the library of a VST3 module; name its bundle instead";
      return Promise.resolve(unloadable("vst3", location, "not-a-module", message, header?.architectures));
    },
  },
  worker: NATIVE_CODE,
  async readResources(found) {
    const { vst3Resources } = await import("../vst3_resources.ts");
    return await vst3Resources(found);
  },
};
