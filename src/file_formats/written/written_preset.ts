import type { PluginState } from "../../model/presets/plugin_state.ts";
import type { ForeignState } from "../presets/file_preset.ts";

/** A plugin as the files of hosts name it. */
export interface WrittenPlugin {
  /** Public id, like `vst3:` and 32 digits. */
  readonly id: string;
  readonly name: string;
  /** Empty if unknown. */
  readonly vendor: string;
  /** Empty if unknown. */
  readonly version: string;
  readonly isInstrument: boolean;
  /** The name of its file or bundle, such as `ZamTube.vst3`; empty if unknown. */
  readonly fileName: string;
}

/** A preset to be written, in whatever file it came. */
export interface WrittenPreset {
  readonly name: string;
  readonly author: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly plugin: WrittenPlugin;
  readonly state: PluginState | ForeignState;
}

/** A file of what was written. */
export interface WrittenFile {
  /** The path below a folder; empty if there is one file only, whose name its owner chooses. */
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The id of a plugin in its own format, without the name of the format. */
export function nativeIdOf({ id }: WrittenPlugin): string {
  return id.slice(id.indexOf(":") + 1);
}
