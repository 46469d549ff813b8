import { textHash } from "../../../model/alike/text_hash.ts";
import type { PresetContainer } from "../../../model/presets/preset_container.ts";

/** What tells a preset from all others. */
export interface PresetKey {
  /** The plugin's public id; empty if unknown. */
  readonly pluginId: string;
  readonly container: PresetContainer;
  readonly location: string;
  readonly loadKey: string;
}

/** Separates the parts; neither a path nor a load key can contain it. */
const BETWEEN = "\0";

/**
 * The id by which people and programs name a preset: the same on every
 * computer that has it at the same place, and after each scan. A program of a
 * plugin keeps its id wherever the plugin lies.
 *
 * Two presets share one in a catalog of millions, or where a file is made to
 * have that of another; the one that comes later gets the next id.
 *
 * @param attempt Counts from 0.
 */
export function presetId({ pluginId, container, location, loadKey }: PresetKey, attempt = 0): string {
  const place = container === "program" ? "program" : location;
  const key = [pluginId, place, loadKey, ...attempt === 0 ? [] : [attempt]].join(BETWEEN);
  return hexadecimal(textHash(key)) + hexadecimal(textHash(`preset${BETWEEN}${key}`));
}

function hexadecimal(hash: number): string {
  return mixed(hash).toString(16).padStart(8, "0");
}

/** The final step of MurmurHash3, after which every digit depends on every letter: ids are told apart by their beginnings. */
function mixed(hash: number): number {
  const first = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35);
  return (second ^ (second >>> 16)) >>> 0;
}
