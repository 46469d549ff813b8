import type { PluginFormat } from "../../model/plugin_format.ts";
import { absolutePath, fileName, joinPath, parentFolder } from "../../platform/paths.ts";
import type { Environment, SearchSystem } from "../files/search_system.ts";
import type { FormatTable } from "../formats/format_table.ts";
import type { FormatFolders } from "../formats/plugin_format_record.ts";
import { FORMATS } from "../formats/records/formats.ts";

/** A folder that is searched for modules; one that a person named can be a module itself. */
export interface SearchRoot {
  /** Absolute. */
  readonly path: string;
  /** The formats that are searched for there. */
  readonly formats: readonly PluginFormat[];
  /** Whether folders below are searched as well. */
  readonly isRecursive: boolean;
  /** The format that the folder is meant for: every library in it should be such a plugin. */
  readonly home?: PluginFormat;
  /** A person named it. */
  readonly isNamed?: boolean;
}

/** What a person asks to be searched; {@linkcode searchRoots} makes roots of it. */
export interface LocationRequest {
  /** Files and folders in place of the default folders. */
  readonly paths?: readonly string[];
  /** Folders in addition to the others. */
  readonly folders?: readonly string[];
  /** Unset for all formats that can occur on this system. */
  readonly formats?: readonly PluginFormat[] | undefined;
}

/** All roots of a search, each with the formats that are searched for there. */
export function searchRoots(
  request: LocationRequest,
  system: SearchSystem,
  table: FormatTable = FORMATS,
): SearchRoot[] {
  const { paths = [], folders = [] } = request;
  const formats = request.formats ?? table.searchedOn(system.os);
  const { presumed } = table;
  const named = [...paths, ...folders].map((path): SearchRoot => {
    const absolute = absolutePath(path);
    const root: SearchRoot = { path: absolute, formats, isRecursive: true, isNamed: true };
    const isHome = presumed !== undefined && isDefaultFolder(absolute, presumed.folders, system);
    return isHome ? { ...root, home: presumed.format } : root;
  });
  return paths.length > 0 ? named : [...defaultRoots(formats, system, table), ...named];
}

/** Whether a folder is one of a format's own; the system's folders are read only for a folder of such a name. */
function isDefaultFolder(path: string, folders: FormatFolders, system: SearchSystem): boolean {
  const { variable, unix, mac } = folders;
  const isListed = variable !== undefined && system.environment(variable) !== undefined;
  const isNamedSo = [...unix, ...mac].includes(fileName(path).replace(/^\./, ""));
  return (isListed || isNamedSo) && defaultFolders(folders, system).includes(path);
}

/** The default folders of some formats and those of their variables, in the order of the formats. */
export function defaultRoots(
  formats: readonly PluginFormat[],
  system: SearchSystem,
  table: FormatTable = FORMATS,
): SearchRoot[] {
  return formats.flatMap((format) => {
    const { folders } = table.get(format);
    return defaultFolders(folders, system).map((path) => ({
      path,
      formats: [format],
      isRecursive: folders.isRecursive,
      home: format,
    }));
  });
}

function defaultFolders(folders: FormatFolders, system: SearchSystem): string[] {
  const { variable, variableReplaces = false } = folders;
  const listed = variable === undefined ? [] : pathList(system.environment(variable), system);
  const defaults = variableReplaces && listed.length > 0 ? [] : systemFolders(folders, system);
  return [...new Set([...defaults, ...listed])];
}

function systemFolders(folders: FormatFolders, system: SearchSystem): string[] {
  const { environment, os } = system;
  if (os === "windows") {
    return folders.windows.flatMap(([variable, ...names]) => below(environment(variable), ...names));
  }
  if (os === "darwin") {
    return [...folders.mac.flatMap((name) => macFolders(name, environment)), ...folders.macSystem ?? []];
  }
  const rare = (folders.unixIfPresent ?? []).flatMap((name) => unixFolders(name, system));
  return [
    ...folders.unix.flatMap((name) => unixFolders(name, system)),
    ...rare.filter((folder) => isThere(folder, system)),
  ];
}

function macFolders(name: string, environment: Environment): string[] {
  return [
    ...below(environment("HOME"), "Library", "Audio", "Plug-Ins", name),
    `/Library/Audio/Plug-Ins/${name}`,
  ];
}

/**
 * The folders of the specifications, and those that distributions really use:
 * Debian's with the architecture in their names, and `lib64`. The latter are
 * given only where they exist.
 */
function unixFolders(name: string, { environment, arch, names }: SearchSystem): string[] {
  const ofArchitecture = names("/usr/lib").filter((folder) => folder.startsWith(`${arch}-linux-`)).sort();
  const parents = [
    ...ofArchitecture.map((folder) => `/usr/lib/${folder}`),
    "/usr/lib64",
    "/usr/local/lib64",
  ];
  return [
    ...below(environment("HOME"), `.${name}`),
    `/usr/lib/${name}`,
    `/usr/local/lib/${name}`,
    ...parents.filter((parent) => names(parent).includes(name)).map((parent) => `${parent}/${name}`),
  ];
}

function isThere(folder: string, { names }: SearchSystem): boolean {
  return names(parentFolder(folder)).includes(fileName(folder));
}

/**
 * Splits a list of folders as the system's own `PATH` is split; `~` is the home
 * folder, as LV2 hosts take it. Empty and relative entries are left out.
 */
function pathList(list: string | undefined, { environment, os }: SearchSystem): string[] {
  if (list === undefined) return [];
  if (os === "windows") return list.split(";").filter((folder) => /^([A-Za-z]:[\\/]|\\\\)/.test(folder));
  const home = environment("HOME") ?? "";
  return list.split(":")
    .map((folder) => folder === "~" || folder.startsWith("~/") ? home + folder.slice(1) : folder)
    .filter((folder) => folder.startsWith("/"));
}

function below(folder: string | undefined, ...names: string[]): string[] {
  return folder === undefined || folder === "" ? [] : [joinPath(folder, ...names)];
}
