import { type FoundModule, unloadable } from "./found_module.ts";
import { inspectMacBundle } from "./mac_bundle.ts";

/**
 * Looks at a folder that is called like an Audio Unit. No build loads these
 * yet, so a good one is listed and left alone.
 *
 * @returns `undefined` for a plain folder, to be searched like any other.
 */
export function inspectAudioUnit(location: string): FoundModule | undefined {
  const module = inspectMacBundle("au", location);
  if (module === undefined || module.reason !== undefined) return module;
  const message = "Is an Audio Unit, which this build does not load";
  return unloadable("au", location, "format-not-built", message, module.architectures);
}
