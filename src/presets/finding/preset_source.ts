import type { PresetContainer } from "../../model/presets/preset_container.ts";
import { statIfThere } from "../../platform/stat_if_there.ts";
import { sizeInKey, statKey } from "../../scan/planning/stat_key.ts";
import type { PresetPlace } from "./preset_walk.ts";

/** A file or bundle of presets that is there, in the state in which it is read. */
export interface PresetSource {
  /** Absolute, links resolved. */
  readonly path: string;
  /** Its ending tells the kind, and it is the title of presets without a name. */
  readonly name: string;
  readonly container: PresetContainer;
  /** The searched path through which it was found. */
  readonly root: string;
  /** Empty while its last change is so recent that another one would leave the same times. */
  readonly statKey: string;
  readonly sizeBytes: number;
  /** Whether its presets come with plugins, as far as the place tells. */
  readonly isFactory: boolean | undefined;
}

/** The source at a place, by sizes and times alone. */
export function sourceAt(
  { path, name, root }: PresetPlace,
  container: PresetContainer,
  files: readonly string[],
): PresetSource {
  const key = statKey(path, files);
  const sizeBytes = key === undefined
    ? files.reduce((sum, file) => sum + (statIfThere(file)?.size ?? 0), 0)
    : sizeInKey(key);
  return { path, name, container, root: root.path, statKey: key ?? "", sizeBytes, isFactory: root.isFactory };
}
