import type { ReasonCode } from "../../model/reason_code.ts";
import type { Warning } from "../../model/module.ts";
import { fileStem, joinPath } from "../../platform/paths.ts";
import { isFile, isFolderNamed, sortedEntries } from "../files/file_system.ts";
import { type FoundModule, unloadable } from "./found_module.ts";
import { moduleOfLibrary } from "./module_of_library.ts";
import { infoPlistPath, type PropertyListParser } from "../files/info_plist.ts";
import { findLibrary, findMacLibrary, libraryNames } from "./mac_bundle.ts";

/** The file to load inside a VST3 bundle, or why this system has nothing to load. */
type Vst3Binary =
  | {
    readonly path: string;
    readonly architectures: readonly string[];
    readonly warnings: readonly Warning[];
  }
  | { readonly code: ReasonCode; readonly message: string; readonly architectures: readonly string[] };

/**
 * Folders below `Contents` by the system and architecture that they are for
 * (Steinberg's "Plug-in Format Structure"); on Linux the name is that of
 * `uname -m` with `-linux`.
 */
const WINDOWS_FOLDERS: ReadonlyMap<string, string> = new Map([
  ["x86-win", "i386"],
  ["x86_64-win", "x86_64"],
  ["arm-win", "arm"],
  ["arm64-win", "aarch64"],
  ["arm64ec-win", "aarch64"],
  ["arm64x-win", "aarch64"],
]);

/** The function by which a library of the format is known. */
const ENTRY_POINT = "GetPluginFactory";

/** One folder below `Contents` that holds a module. */
interface ArchitectureFolder {
  readonly name: string;
  readonly os: "linux" | "darwin" | "windows";
  readonly architecture: string;
}

/**
 * Looks at a folder that is called like a VST3 module.
 *
 * @param parse Reads property lists, where this system loads bundles of macOS.
 * @returns `undefined` for a plain folder, to be searched like any other.
 * @throws {Deno.errors.PermissionDenied} when the bundle cannot be read.
 */
export function inspectVst3Folder(
  location: string,
  parse: PropertyListParser | undefined,
): FoundModule | undefined {
  if (!isFolderNamed(location, "Contents")) {
    if (sortedEntries(location).length > 0) return undefined;
    return unloadable("vst3", location, "empty-bundle", "Has nothing inside");
  }
  const found = findVst3Binary(location, parse);
  if ("code" in found) {
    return unloadable("vst3", location, found.code, found.message, found.architectures);
  }
  const { path, architectures, warnings } = found;
  const files = [...moduleInfoPaths(location), infoPlistPath(location)].filter(isFile);
  return moduleOfLibrary("vst3", location, path, { files, architectures, warnings });
}

/** Looks at a VST3 module that is one file: only Windows loads such modules; elsewhere the reason says so. */
export function inspectVst3File(location: string): FoundModule {
  const module = moduleOfLibrary("vst3", location, location);
  if (module.reason !== undefined || Deno.build.os === "windows") return module;
  const message = "Is a bare library; here a VST3 module is a bundle";
  return unloadable("vst3", location, "not-a-module", message, module.architectures);
}

/** Finds the file that this system loads from a bundle. */
function findVst3Binary(bundle: string, parse: PropertyListParser | undefined): Vst3Binary {
  const contents = joinPath(bundle, "Contents");
  const folders = architectureFolders(contents);
  const own = folders.filter((folder) => folder.os === Deno.build.os || isUnix(folder.os));
  const architectures = [...new Set(own.map((folder) => folder.architecture))].sort();
  for (const folder of own) {
    if (folder.architecture !== Deno.build.arch && folder.architecture !== "any") continue;
    const { path, warnings } = folder.os === "darwin"
      ? findMacLibrary(bundle, parse)
      : { path: findLibrary(joinPath(contents, folder.name), bundle, ENTRY_POINT), warnings: [] };
    if (path !== undefined) {
      return { path, architectures: architectures.filter((name) => name !== "any"), warnings };
    }
    const names = libraryNames(joinPath(contents, folder.name));
    if (names.length > 0) return ambiguousBinary(bundle, names, architectures);
  }
  return missingBinary(folders, architectures);
}

/** Every Unix but macOS uses the Linux layout. */
function isUnix(os: ArchitectureFolder["os"]): boolean {
  return os === "linux" && Deno.build.os !== "windows" && Deno.build.os !== "darwin";
}

function architectureFolders(contents: string): ArchitectureFolder[] {
  const folders: ArchitectureFolder[] = [];
  for (const { name, isFile } of sortedEntries(contents)) {
    if (isFile) continue;
    const windows = WINDOWS_FOLDERS.get(name.toLowerCase());
    if (name === "MacOS") folders.push({ name, os: "darwin", architecture: "any" });
    else if (windows !== undefined) folders.push({ name, os: "windows", architecture: windows });
    else if (name.endsWith("-linux")) {
      folders.push({ name, os: "linux", architecture: name.slice(0, -"-linux".length) });
    }
  }
  return folders;
}

/** Most libraries that a reason names. */
const MAXIMUM_NAMES = 5;

/** None of the libraries is called like the bundle, and their contents do not tell which of them it is. */
function ambiguousBinary(
  bundle: string,
  names: readonly string[],
  architectures: readonly string[],
): Vst3Binary {
  const quoted = names.slice(0, MAXIMUM_NAMES).map((name) => `"${name}"`).join(", ");
  const more = names.length > MAXIMUM_NAMES ? ` and ${names.length - MAXIMUM_NAMES} more` : "";
  const message = `Has no library called like the bundle, "${fileStem(bundle)}", but ${quoted}${more}`;
  return { code: "not-found", message, architectures };
}

const SYSTEM_NAMES = { linux: "Linux", darwin: "macOS", windows: "Windows" } as const;

function missingBinary(folders: ArchitectureFolder[], architectures: string[]): Vst3Binary {
  const others = folders.filter((folder) => folder.os !== Deno.build.os);
  if (architectures.length > 0 && !architectures.includes(Deno.build.arch)) {
    const made = architectures.join(", ");
    return {
      code: "wrong-architecture",
      message: `Is made for ${made}, this program runs on ${Deno.build.arch}`,
      architectures,
    };
  }
  if (architectures.length === 0 && others.length > 0) {
    const systems = [...new Set(others.map((folder) => SYSTEM_NAMES[folder.os]))].join(" and ");
    const made = [...new Set(others.map((folder) => folder.architecture))].filter((name) => name !== "any");
    return { code: "other-system", message: `Is made for ${systems}`, architectures: made.sort() };
  }
  return { code: "empty-bundle", message: "Has no module inside", architectures: [] };
}

/** Where a bundle keeps its metadata, new place first: SDK 3.7.8 moved it into `Resources`. */
export function moduleInfoPaths(bundle: string): string[] {
  return [
    joinPath(bundle, "Contents", "Resources", "moduleinfo.json"),
    joinPath(bundle, "Contents", "moduleinfo.json"),
  ];
}
