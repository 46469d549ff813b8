import { exists } from "../../files/file_system.ts";
import { joinPath } from "../../../platform/paths.ts";
import { type FoundModule, unloadable } from "../found_module.ts";
import { NATIVE_CODE, type PluginFormatRecord } from "../plugin_format_record.ts";

/** VST2, recognized and never loaded. `VST_PATH` replaces the default folders. */
export const VST2: PluginFormatRecord = {
  format: "vst2",
  folders: {
    variable: "VST_PATH",
    variableReplaces: true,
    isRecursive: true,
    unix: ["vst"],
    unixIfPresent: ["lxvst"],
    mac: ["VST"],
    windows: [
      ["ProgramFiles", "VSTPlugins"],
      ["ProgramFiles", "Steinberg", "VSTPlugins"],
      ["CommonProgramFiles", "VST2"],
    ],
  },
  named: {
    extension: "vst",
    load: () =>
      Promise.resolve({
        file: (location) =>
          unloadable("vst2", location, "not-a-module", "Is a file; a VST2 bundle is a folder"),
        folder: (location) =>
          Promise.resolve(exists(joinPath(location, "Contents")) ? recognized(location) : "plain"),
      }),
  },
  library: {
    // Before version 2.4 the entry point was "main", and many libraries still have only that.
    entryPoints: ["VSTPluginMain", "main"],
    rank: 4,
    isUsual: true,
    inspect: (location, { header }) => Promise.resolve(recognized(location, header?.architectures)),
  },
  worker: NATIVE_CODE,
};

function recognized(location: string, architectures: readonly string[] = []): FoundModule {
  return unloadable("vst2", location, "vst2", "Is a VST2 plugin", architectures);
}
