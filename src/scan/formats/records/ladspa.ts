import { NATIVE_CODE, type PluginFormatRecord } from "../plugin_format_record.ts";

/**
 * LADSPA. Folders from ladspa.h: `LADSPA_PATH` replaces the default folders,
 * and folders within folders are not searched. Its modules are bare libraries,
 * with categories and value names in files of RDF elsewhere.
 */
export const LADSPA: PluginFormatRecord = {
  format: "ladspa",
  folders: {
    variable: "LADSPA_PATH",
    variableReplaces: true,
    isRecursive: false,
    unix: ["ladspa"],
    mac: ["LADSPA"],
    windows: [],
  },
  library: {
    entryPoints: ["ladspa_descriptor"],
    rank: 1,
    isUsual: true,
    // Its folders hold nothing else, and it is the one format of bare libraries that is loaded.
    isPresumed: true,
    async inspect(location, facts) {
      const { moduleOfLibrary } = await import("../module_of_library.ts");
      return moduleOfLibrary("ladspa", location, location, { facts });
    },
  },
  worker: { ...NATIVE_CODE, usualMs: 10 },
  async findSurroundings({ system }) {
    const { ladspaSurroundings } = await import("../ladspa_rdf_files.ts");
    return await ladspaSurroundings(system);
  },
};
