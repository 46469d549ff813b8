import { NATIVE_CODE, type PluginFormatRecord } from "../plugin_format_record.ts";

/** CLAP. Folders from clap's entry.h; the folders of `CLAP_PATH` add to them. */
export const CLAP: PluginFormatRecord = {
  format: "clap",
  folders: {
    variable: "CLAP_PATH",
    isRecursive: true,
    unix: ["clap"],
    mac: ["CLAP"],
    windows: [["CommonProgramFiles", "CLAP"], ["LOCALAPPDATA", "Programs", "Common", "CLAP"]],
  },
  named: {
    extension: "clap",
    async load() {
      const [{ inspectClapFile, inspectClapFolder }, parse] = await Promise.all([
        import("../clap_module.ts"),
        import("../../files/info_plist.ts").then(({ ownPropertyListParser }) => ownPropertyListParser()),
      ]);
      return {
        file: inspectClapFile,
        folder: (location) => Promise.resolve(inspectClapFolder(location, parse) ?? "plain"),
      };
    },
  },
  library: {
    entryPoints: ["clap_entry"],
    rank: 2,
    isUsual: false,
    async inspect(location, facts) {
      const { moduleOfLibrary } = await import("../module_of_library.ts");
      return moduleOfLibrary("clap", location, location, { facts });
    },
  },
  worker: NATIVE_CODE,
};
