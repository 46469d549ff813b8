import type { PresetContainer } from "../../model/presets/preset_container.ts";
import type { PluginState } from "../../model/presets/plugin_state.ts";
import type { ReadPreset } from "../../model/presets/found_preset.ts";

/** The state of a plugin whose format no worker loads, as the file that its hosts share. */
export interface ForeignState {
  /** An `.aupreset`, or an `.fxp` or `.fxb`. */
  readonly format: "au" | "vst2";
  readonly file: Uint8Array<ArrayBuffer>;
}

/** Whether a state is one that no worker loads. */
export function isForeign(state: PluginState | ForeignState): state is ForeignState {
  return "file" in state;
}

/** A preset with all that its file has of it. */
export interface FilePreset extends ReadPreset {
  /** Instead of a state, for Audio Units and VST2. */
  readonly foreign?: ForeignState;
}

/** The presets of one file. */
export interface PresetFile {
  readonly container: PresetContainer;
  /** None in racks and projects without plugins. */
  readonly presets: readonly FilePreset[];
}

/** How presets are read. */
export interface PresetReading {
  /** The name of the file without its ending, for presets without a name of their own. */
  readonly title: string;
  /** Whether to read the states as well; without them a large file costs little. */
  readonly withStates: boolean;
}

/** Largest state that is read. */
export const MOST_STATE_BYTES: number = 64 * 1024 * 1024;

/** What a file says where it says nothing but the name. */
export const UNDESCRIBED = { author: "", tags: [], description: "" } as const;

/** Names for several presets of one file: that of the file, and in brackets what tells them apart. */
export function titleOf({ title }: PresetReading, detail: string | undefined, count: number): string {
  return count < 2 || detail === undefined || detail === "" ? title : `${title} (${detail})`;
}

/** Keys by names, which stay when other presets come and go; a second one of a name gets a number. */
export class NamedKeys {
  readonly #counts = new Map<string, number>();

  next(name: string): string {
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    return count === 1 ? name : `${name} #${count}`;
  }
}
