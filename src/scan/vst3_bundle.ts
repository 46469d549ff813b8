import type { ReasonCode } from "../model/module.ts";
import { fileName, fileStem, joinPath } from "../platform/paths.ts";

/** The file to load inside a VST3 bundle, or why there is none for this system. */
export type Vst3Binary =
  | { readonly path: string; readonly architectures: readonly string[] }
  | { readonly code: ReasonCode; readonly message: string; readonly architectures: readonly string[] };

/**
 * Folders below `Contents` by the system and architecture that they are for
 * (Steinberg's "Plug-in Format Structure"); on Linux the name is that of
 * `uname -m` with `-linux`.
 */
const WINDOWS_FOLDERS: Readonly<Record<string, string>> = {
  "x86-win": "i386",
  "x86_64-win": "x86_64",
  "arm-win": "arm",
  "arm64-win": "aarch64",
  "arm64ec-win": "aarch64",
  "arm64x-win": "aarch64",
};

/** One folder below `Contents` that holds a module. */
interface ArchitectureFolder {
  readonly name: string;
  readonly os: "linux" | "darwin" | "windows";
  readonly architecture: string;
}

/** Whether a folder is a VST3 bundle; other folders of that name are searched like any folder. */
export async function isVst3Bundle(folder: string): Promise<boolean> {
  for await (const entry of Deno.readDir(folder)) {
    if (entry.name === "Contents" && !entry.isFile) return true;
  }
  return false;
}

/**
 * Finds the file that this system loads from a bundle.
 *
 * @throws {Deno.errors.PermissionDenied} when the bundle cannot be read.
 */
export async function findVst3Binary(bundle: string): Promise<Vst3Binary> {
  const contents = joinPath(bundle, "Contents");
  const folders = await architectureFolders(contents);
  const own = folders.filter((folder) => folder.os === Deno.build.os || isUnix(folder.os));
  const architectures = [...new Set(own.map((folder) => folder.architecture))].sort();
  for (const folder of own) {
    if (folder.architecture !== Deno.build.arch && folder.architecture !== "any") continue;
    const path = await moduleFile(joinPath(contents, folder.name), fileStem(bundle));
    if (path !== undefined) return { path, architectures: architectures.filter((name) => name !== "any") };
  }
  return missingBinary(folders, architectures);
}

/** Every Unix but macOS uses the Linux layout. */
function isUnix(os: ArchitectureFolder["os"]): boolean {
  return os === "linux" && Deno.build.os !== "windows" && Deno.build.os !== "darwin";
}

async function architectureFolders(contents: string): Promise<ArchitectureFolder[]> {
  const folders: ArchitectureFolder[] = [];
  for await (const { name, isFile } of Deno.readDir(contents)) {
    if (isFile) continue;
    const windows = WINDOWS_FOLDERS[name.toLowerCase()];
    if (name === "MacOS") folders.push({ name, os: "darwin", architecture: "any" });
    else if (windows !== undefined) folders.push({ name, os: "windows", architecture: windows });
    else if (name.endsWith("-linux")) {
      folders.push({ name, os: "linux", architecture: name.slice(0, -"-linux".length) });
    }
  }
  return folders.sort((a, b) => a.name < b.name ? -1 : 1);
}

/** The module is called like its bundle; a renamed bundle has one library of another name. */
async function moduleFile(folder: string, stem: string): Promise<string | undefined> {
  const extension = Deno.build.os === "windows" ? ".vst3" : Deno.build.os === "darwin" ? "" : ".so";
  const libraries: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (!isDirectory && name.endsWith(extension)) libraries.push(name);
  }
  const named = libraries.find((name) => name === stem + extension);
  const chosen = named ?? (libraries.length === 1 ? libraries[0] : undefined);
  return chosen === undefined ? undefined : joinPath(folder, chosen);
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

/** Whether a name is that of a VST3 module. */
export function isVst3Name(path: string): boolean {
  return fileName(path).toLowerCase().endsWith(".vst3");
}
