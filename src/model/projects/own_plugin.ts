import type { Daw } from "./daw.ts";
import type { ProjectPlugin } from "./project_plugin.ts";

/**
 * Whether a program brings a plugin that a project of it uses: REAPER its VST2s
 * and Ardour its LV2s, in folders of their own that no scan looks into. Whoever
 * can open the project has them.
 */
export function isOwnPlugin(daw: Daw | null, { id, vendor }: Pick<ProjectPlugin, "id" | "vendor">): boolean {
  switch (daw) {
    case "reaper":
      return vendor === "Cockos";
    case "ardour":
      return id?.startsWith("lv2:urn:ardour:") === true;
    default:
      return false;
  }
}
