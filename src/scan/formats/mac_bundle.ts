import { fileStem, joinPath } from "../../platform/paths.ts";
import type { Warning } from "../../model/module.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";
import { exists, isFile, isFolderNamed, sortedEntries } from "../files/file_system.ts";
import { definedSymbols } from "../files/elf_symbols.ts";
import { FileWindow } from "../files/file_window.ts";
import { type FoundModule, unloadable } from "./found_module.ts";
import { moduleOfLibrary } from "./module_of_library.ts";
import { infoPlistPath, NOTHING_SAID, type PropertyListParser, readInfoPlist } from "../files/info_plist.ts";

/** How this system ends the name of a library inside a bundle. */
const LIBRARY_ENDING = Deno.build.os === "windows" ? ".vst3" : Deno.build.os === "darwin" ? "" : ".so";

/** The names of the libraries in a folder of a bundle, in order. */
export function libraryNames(folder: string, ending: string = LIBRARY_ENDING): string[] {
  return sortedEntries(folder)
    .filter(({ name, isDirectory }) => !isDirectory && name.endsWith(ending))
    .map(({ name }) => name);
}

/**
 * The library in a folder of a bundle: it is called like the bundle. A renamed
 * bundle has one library of another name, or one that has the entry point
 * beside others that it needs.
 *
 * @param entryPoint A function that the library exports.
 * @param ending How the name of a library ends there.
 */
export function findLibrary(
  folder: string,
  bundle: string,
  entryPoint?: string,
  ending: string = LIBRARY_ENDING,
): string | undefined {
  const libraries = libraryNames(folder, ending);
  const named = libraries.find((name) => name === fileStem(bundle) + ending);
  const chosen = named ?? onlyOne(libraries) ??
    onlyOne(
      libraries.filter((name) => entryPoint !== undefined && defines(joinPath(folder, name), entryPoint)),
    );
  return chosen === undefined ? undefined : joinPath(folder, chosen);
}

function onlyOne(names: readonly string[]): string | undefined {
  return names.length === 1 ? names[0] : undefined;
}

/** Whether a file is a library that exports a function; one that cannot be read is not. */
function defines(path: string, name: string): boolean {
  if (!isFile(path)) return false;
  using file = FileWindow.open(path);
  return definedSymbols(file, [name])?.has(name) ?? false;
}

/** The library that macOS loads from a bundle, and the faults of the bundle's Info.plist. */
interface MacLibrary {
  readonly path: string | undefined;
  readonly warnings: readonly Warning[];
}

/**
 * The library in `Contents/MacOS`: the one that the bundle's Info.plist names,
 * or else the one that {@linkcode findLibrary} finds.
 *
 * @param parse Reads property lists; without it the names alone count.
 */
export function findMacLibrary(bundle: string, parse: PropertyListParser | undefined): MacLibrary {
  const folder = joinPath(bundle, "Contents", "MacOS");
  const { dict, warnings } = parse === undefined ? NOTHING_SAID : readInfoPlist(bundle, parse);
  const name = dict.get("CFBundleExecutable");
  const named = typeof name === "string" && isPlainName(name) ? joinPath(folder, name) : undefined;
  if (named !== undefined && isFile(named)) return { path: named, warnings };
  const path = findLibrary(folder, bundle, undefined, "");
  if (name === undefined) return { path, warnings };
  const message = "Its Info.plist names a CFBundleExecutable that it does not have";
  return { path, warnings: [...warnings, { code: "invalid-info-plist", message }] };
}

/** Whether a name is that of a file in the same folder. */
function isPlainName(name: string): boolean {
  return name !== "" && name !== "." && name !== ".." && !/[/\\:\0]/.test(name);
}

/**
 * Looks at a folder that is called like a module and would be one on macOS
 * alone, as those of CLAP and Audio Units are.
 *
 * @param parse Reads property lists, where this system loads such bundles.
 * @returns `undefined` for a plain folder, to be searched like any other.
 * @throws {Deno.errors.PermissionDenied} when the bundle cannot be read.
 */
export function inspectMacBundle(
  format: PluginFormat,
  location: string,
  parse: PropertyListParser | undefined,
): FoundModule | undefined {
  if (!isFolderNamed(location, "Contents")) {
    if (sortedEntries(location).length > 0) return undefined;
    return unloadable(format, location, "empty-bundle", "Has nothing inside");
  }
  const folder = joinPath(location, "Contents", "MacOS");
  if (!exists(folder)) return unloadable(format, location, "empty-bundle", "Has no module inside");
  if (Deno.build.os !== "darwin") return unloadable(format, location, "other-system", "Is made for macOS");
  const { path, warnings } = findMacLibrary(location, parse);
  if (path === undefined) {
    return { ...unloadable(format, location, "empty-bundle", "Has no module inside"), warnings };
  }
  return moduleOfLibrary(format, location, path, {
    files: [infoPlistPath(location)].filter(exists),
    warnings,
  });
}
