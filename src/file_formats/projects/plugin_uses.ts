import { type PluginUse, pluginUseKey, type ProjectPlugin } from "../../model/projects/project_plugin.ts";
import { FileFormatError } from "../file_format_error.ts";

/** More than any project has. */
const MOST_USES = 100_000;

/** Most names of tracks and presets that are kept for one plugin. */
const MOST_NAMES = 1000;

/** Longest name that is kept; names come from files that may be hostile. */
const MOST_CHARACTERS = 500;

type State = "bypassed" | "offline" | "frozen";

/** A plugin while its uses are counted. */
interface Counted extends Omit<ProjectPlugin, "tracks" | "presets" | "uses" | State> {
  uses: number;
  bypassed: number;
  offline: number;
  frozen: number;
  readonly tracks: Set<string>;
  readonly presets: Set<string>;
}

/** Collects the places of a project that use plugins, and makes one entry of those that use the same one. */
export class PluginUses {
  readonly #plugins = new Map<string, Counted>();
  #uses = 0;

  /** @throws {FileFormatError} `too-large` for a file that seems to be made to fill the memory. */
  add(use: PluginUse): void {
    if (++this.#uses > MOST_USES) {
      throw new FileFormatError("too-large", `uses plugins in more than ${MOST_USES} places`);
    }
    const key = pluginUseKey(use);
    let plugin = this.#plugins.get(key);
    if (plugin === undefined) {
      plugin = begun(use);
      this.#plugins.set(key, plugin);
    }
    plugin.uses++;
    plugin.bypassed += Number(use.isBypassed === true);
    plugin.offline += Number(use.isOffline === true);
    plugin.frozen += Number(use.isFrozen === true);
    addName(plugin.tracks, use.track);
    addName(plugin.presets, use.preset);
  }

  /** In the order of their first use. */
  plugins(): ProjectPlugin[] {
    return [...this.#plugins.values()].map((plugin) => ({
      ...plugin,
      tracks: [...plugin.tracks],
      presets: [...plugin.presets],
    }));
  }
}

function begun({ format, id, name, vendor, file, label }: PluginUse): Counted {
  return {
    format,
    ...id === undefined ? {} : { id: shortened(id) },
    name: shortened(name),
    vendor: shortened(vendor ?? ""),
    ...file === undefined || file === "" ? {} : { file: shortened(file) },
    ...label === undefined || label === "" ? {} : { label: shortened(label) },
    uses: 0,
    tracks: new Set(),
    bypassed: 0,
    offline: 0,
    frozen: 0,
    presets: new Set(),
  };
}

function addName(names: Set<string>, name: string | undefined): void {
  const text = shortened(name?.trim() ?? "");
  if (text !== "" && names.size < MOST_NAMES) names.add(text);
}

/** A name on one line, without characters that steer terminals. */
function shortened(name: string): string {
  return name.slice(0, MOST_CHARACTERS).toWellFormed().replaceAll(/\p{Cc}+/gu, " ");
}
