import { fileStem, joinPath } from "../platform/paths.ts";
import type { PluginFormat } from "../model/plugin_format.ts";
import { exists, isFolderNamed, sortedEntries } from "./file_system.ts";
import { type FoundModule, moduleOfLibrary, unloadable } from "./found_module.ts";

/** How this system ends the name of a library inside a bundle. */
const LIBRARY_ENDING = Deno.build.os === "windows" ? ".vst3" : Deno.build.os === "darwin" ? "" : ".so";

/**
 * The library in a folder of a bundle: it is called like the bundle; a renamed
 * bundle has one library of another name.
 */
export function findLibrary(folder: string, bundle: string): string | undefined {
  const libraries = sortedEntries(folder)
    .filter(({ name, isDirectory }) => !isDirectory && name.endsWith(LIBRARY_ENDING))
    .map(({ name }) => name);
  const named = libraries.find((name) => name === fileStem(bundle) + LIBRARY_ENDING);
  const chosen = named ?? (libraries.length === 1 ? libraries[0] : undefined);
  return chosen === undefined ? undefined : joinPath(folder, chosen);
}

/** Where a bundle of macOS says what it is. */
export function infoPlistPath(bundle: string): string {
  return joinPath(bundle, "Contents", "Info.plist");
}

/**
 * Looks at a folder that is called like a module and would be one on macOS
 * alone, as those of CLAP and Audio Units are.
 *
 * @returns `undefined` for a plain folder, to be searched like any other.
 * @throws {Deno.errors.PermissionDenied} when the bundle cannot be read.
 */
export function inspectMacBundle(format: PluginFormat, location: string): FoundModule | undefined {
  if (!isFolderNamed(location, "Contents")) {
    if (sortedEntries(location).length > 0) return undefined;
    return unloadable(format, location, "empty-bundle", "Has nothing inside");
  }
  const folder = joinPath(location, "Contents", "MacOS");
  if (!exists(folder)) return unloadable(format, location, "empty-bundle", "Has no module inside");
  if (Deno.build.os !== "darwin") return unloadable(format, location, "other-system", "Is made for macOS");
  const binary = findLibrary(folder, location);
  if (binary === undefined) return unloadable(format, location, "empty-bundle", "Has no module inside");
  return moduleOfLibrary(format, location, binary, { files: [infoPlistPath(location)].filter(exists) });
}
