import * as v from "valibot";
import { PLUGIN_FORMATS } from "../plugin_format.ts";

/**
 * Formats of plugins in projects: also those that no scan reads, and
 * `internal` for the devices and scripts of the program itself.
 */
export const PROJECT_FORMATS = [...PLUGIN_FORMATS, "dssi", "dx", "internal"] as const;

/** @see PROJECT_FORMATS */
export type ProjectFormat = (typeof PROJECT_FORMATS)[number];

/** Schema of {@linkcode ProjectFormat}. */
export const projectFormatSchema = v.picklist(PROJECT_FORMATS);

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Schema of {@linkcode ProjectPlugin}. */
export const projectPluginSchema = v.object({
  format: projectFormatSchema,
  /** Public id as far as the file has it; `ladspa:` and the number where it lacks the label. */
  id: v.optional(v.string()),
  name: v.string(),
  /** Empty where the file does not name it. */
  vendor: v.string(),
  /** The module as the file names it, which may be of another computer. */
  file: v.optional(v.string()),
  /** What LADSPA calls its plugins inside of a module. */
  label: v.optional(v.string()),
  /** Places in the project that use it. */
  uses: count,
  /** Names of their tracks, each once, in the order of the file. */
  tracks: v.array(v.string()),
  bypassed: count,
  offline: count,
  frozen: count,
  /** Names of the presets that were loaded, each once. */
  presets: v.array(v.string()),
});

/** A plugin that a project uses, with all of its places. */
export type ProjectPlugin = v.InferOutput<typeof projectPluginSchema>;

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
