import type { ListedPlugin, ScalePoint } from "../../model/plugin.ts";
import type { Warning } from "../../model/module.ts";
import type { ListedPreset } from "../../worker/protocol.ts";

/** Facts about a plugin from files, in addition to its library's answers. */
export interface PluginExtras {
  /** Ids of plugins that it takes the place of. */
  readonly replaces?: readonly string[];
  /** Paths of its pictures. */
  readonly snapshots?: readonly string[];
  /** Its categories, used where the library names none. */
  readonly rawCategories?: readonly string[];
  /** Its name and the like, where the library has none. */
  readonly declared?: ListedPlugin;
  /** Names of parameter values by parameter id, used where the library names none. */
  readonly scalePoints?: ReadonlyMap<string, readonly ScalePoint[]>;
  /** Its presets, as a worker lists them. */
  readonly presets?: readonly ListedPreset[];
}

/** The files of a module beside its library. */
export interface ModuleResources {
  /** Plugins that a module declares in a file, so that they have names even where it cannot be loaded. */
  readonly declared: readonly ListedPlugin[];
  readonly warnings: readonly Warning[];
  /** What the files say of one plugin, by its native id. */
  extrasOf(nativeId: string): Promise<PluginExtras>;
}
