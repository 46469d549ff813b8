import { PLUGIN_FORMATS } from "../plugin_format.ts";

/**
 * Formats of plugins in projects: also those that no scan reads, and
 * `internal` for the devices and scripts of the program itself.
 */
export const PROJECT_FORMATS = [...PLUGIN_FORMATS, "dssi", "dx", "internal"] as const;

/** @see PROJECT_FORMATS */
export type ProjectFormat = (typeof PROJECT_FORMATS)[number];

/** A plugin that a project uses, with all of its places. */
export interface ProjectPlugin {
  readonly format: ProjectFormat;
  /** Public id as far as the file has it; `ladspa:` and the number where it lacks the label. */
  readonly id?: string;
  readonly name: string;
  /** Empty where the file does not name it. */
  readonly vendor: string;
  /** The module as the file names it, which may be of another computer. */
  readonly file?: string;
  /** What LADSPA calls its plugins inside of a module. */
  readonly label?: string;
  /** Places in the project that use it. */
  readonly uses: number;
  /** Names of their tracks, each once, in the order of the file. */
  readonly tracks: string[];
  readonly bypassed: number;
  readonly offline: number;
  readonly frozen: number;
  /** Names of the presets that were loaded, each once. */
  readonly presets: string[];
}

/** One place of a project that uses a plugin. */
export interface PluginUse extends Pick<ProjectPlugin, "format" | "name"> {
  readonly id?: string | undefined;
  readonly vendor?: string | undefined;
  readonly file?: string | undefined;
  readonly label?: string | undefined;
  readonly track?: string | undefined;
  readonly preset?: string | undefined;
  readonly isBypassed?: boolean;
  readonly isOffline?: boolean;
  readonly isFrozen?: boolean;
}

/** What says that two places use the same plugin. */
export function pluginUseKey({ format, id, name, file, label }: PluginUse): string {
  return id === undefined ? [format, file ?? "", label ?? "", name].join("\n") : `${format}\n${id}`;
}
