import { createHash } from "node:crypto";
import type { PresetContainer } from "../../../model/presets/preset_container.ts";

/** What tells a preset from all others. */
export interface PresetKey {
  /** The plugin's public id; empty if unknown. */
  readonly pluginId: string;
  readonly container: PresetContainer;
  readonly location: string;
  readonly loadKey: string;
}

/** Hexadecimal digits of an id: in one of 37 million catalogs with a million presets, two of them share one. */
const DIGITS = 16;

/** Separates the parts; neither a path nor a load key can contain it. */
const BETWEEN = "\0";

/**
 * The id by which people and programs name a preset: the same on every
 * computer that has it at the same place, and after each scan. A program of a
 * plugin keeps its id wherever the plugin lies.
 */
export function presetId({ pluginId, container, location, loadKey }: PresetKey): string {
  const place = container === "program" ? "program" : location;
  return createHash("sha256").update([pluginId, place, loadKey].join(BETWEEN)).digest("hex").slice(0, DIGITS);
}
