import type { PluginState } from "./plugin_state.ts";

/** What a file says of one preset; nothing of it is checked against the installed plugins. */
export interface FoundPreset {
  readonly name: string;
  /** The plugin's public id as far as the file carries it, like `vst3:` and 32 digits, or `vst2:` and a number. */
  readonly pluginId?: string;
  /** The plugin's name, where the file gives one. */
  readonly pluginName?: string;
  /** Empty if unknown. */
  readonly author: string;
  readonly tags: readonly string[];
  readonly description: string;
  /** Says which of the file's presets it is; empty in a file with one. */
  readonly loadKey: string;
  /** Absent where neither file nor folder tell. */
  readonly isFactory?: boolean;
}

/** A preset of a file with the state in it; absent for states that no worker could load. */
export interface ReadPreset extends FoundPreset {
  readonly state?: PluginState;
}
