import { type FoundModule, unloadable } from "./found_module.ts";
import { moduleOfLibrary } from "./module_of_library.ts";
import type { PropertyListParser } from "../files/info_plist.ts";
import { inspectMacBundle } from "./mac_bundle.ts";

/**
 * Looks at a folder that is called like a CLAP module, which is a bundle on macOS.
 *
 * @returns `undefined` for a plain folder, to be searched like any other.
 */
export function inspectClapFolder(
  location: string,
  parse: PropertyListParser | undefined,
): FoundModule | undefined {
  return inspectMacBundle("clap", location, parse);
}

/** Looks at a CLAP module that is one file, as it is everywhere but on macOS. */
export function inspectClapFile(location: string): FoundModule {
  const module = moduleOfLibrary("clap", location, location);
  if (module.reason !== undefined || Deno.build.os !== "darwin") return module;
  const message = "Is a bare library; here a CLAP module is a bundle";
  return unloadable("clap", location, "not-a-module", message, module.architectures);
}
