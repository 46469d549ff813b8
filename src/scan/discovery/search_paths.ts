import { PLUGIN_FORMATS, type PluginFormat } from "../../model/plugin_format.ts";
import { absolutePath, fileName, joinPath } from "../../platform/paths.ts";

/** How the value of an environment variable is looked up; tests pass their own. */
export type Environment = (name: string) => string | undefined;

/** A place where modules are searched. */
export interface SearchRoot {
  /** Absolute. */
  readonly path: string;
  /** What is searched for there. */
  readonly formats: readonly PluginFormat[];
  /** Folders below are searched too. */
  readonly isRecursive: boolean;
  /** The format that the folder is meant for: every library in it should be such a plugin. */
  readonly home?: PluginFormat;
  /** A person named it; it can be a module itself. */
  readonly isNamed?: boolean;
}

/** What a person asks to be searched. */
export interface SearchRequest {
  /** Files and folders in place of the default locations. */
  readonly paths?: readonly string[];
  /** Folders beside them. */
  readonly folders?: readonly string[];
  /** Unset for all that can occur on this system. */
  readonly formats?: readonly PluginFormat[] | undefined;
}

/** What search paths depend on; tests make up computers. */
export interface SearchSystem {
  readonly environment: Environment;
  readonly os: typeof Deno.build.os;
  readonly arch: typeof Deno.build.arch;
  /** Names in a folder, none where it cannot be read. */
  readonly names: (folder: string) => string[];
}

/** This computer; each folder is read once. */
export function thisSystem(environment: Environment): SearchSystem {
  const read = new Map<string, string[]>();
  const names = (folder: string) => {
    const known = read.get(folder) ?? namesIn(folder);
    read.set(folder, known);
    return known;
  };
  return { environment, os: Deno.build.os, arch: Deno.build.arch, names };
}

/** The formats that a scan looks for unless it is told otherwise: Audio Units exist on macOS alone. */
export function searchedFormats(os: typeof Deno.build.os): PluginFormat[] {
  return PLUGIN_FORMATS.filter((format) => format !== "au" || os === "darwin");
}

/** All roots of a search, each with what is searched for there. */
export function searchRoots(request: SearchRequest, system: SearchSystem): SearchRoot[] {
  const { paths = [], folders = [] } = request;
  const formats = request.formats ?? searchedFormats(system.os);
  const named = [...paths, ...folders].map((path): SearchRoot => {
    const absolute = absolutePath(path);
    const root: SearchRoot = { path: absolute, formats, isRecursive: true, isNamed: true };
    return isHome(absolute, "ladspa", system) ? { ...root, home: "ladspa" } : root;
  });
  return paths.length > 0 ? named : [...defaultRoots(formats, system), ...named];
}

/** Whether a folder is one of a format's own; the system's folders are read only for one that is called so. */
function isHome(path: string, format: PluginFormat, system: SearchSystem): boolean {
  const { variable, unix, mac } = LOCATIONS[format];
  const isListed = variable !== undefined && system.environment(variable) !== undefined;
  const isNamedSo = [...unix, ...mac].includes(fileName(path).replace(/^\./, ""));
  return (isListed || isNamedSo) && defaultFolders(format, system).includes(path);
}

/** The default and environment locations of some formats, in the order of the formats. */
export function defaultRoots(formats: readonly PluginFormat[], system: SearchSystem): SearchRoot[] {
  return formats.flatMap((format) =>
    defaultFolders(format, system).map((path) => ({
      path,
      formats: [format],
      // The specifications of LV2 and LADSPA know no folders within folders.
      isRecursive: format !== "lv2" && format !== "ladspa",
      home: format,
    }))
  );
}

/** Where a format's modules lie. */
interface FormatLocations {
  /** Environment variable with a list of folders. */
  readonly variable?: string;
  /** Whether that list stands in place of the defaults, as the format's specification says, or beside them. */
  readonly replaces?: boolean;
  /** Names of the folder in the system's library folders; with a dot before it in the user's home. */
  readonly unix: readonly string[];
  /** Names of the folder in `Library/Audio/Plug-Ins`. */
  readonly mac: readonly string[];
  /** Each an environment variable and the names of folders below the one that it names. */
  readonly windows: readonly (readonly [variable: string, ...names: string[]])[];
}

/**
 * From the specifications: Steinberg's "Plug-in Format Structure", clap's
 * entry.h, LV2's "Filesystem Hierarchy", ladspa.h. `VST3_PATH` is in none, and
 * hosts treat it as an addition to the defaults.
 */
const LOCATIONS: Readonly<Record<PluginFormat, FormatLocations>> = {
  vst3: {
    variable: "VST3_PATH",
    unix: ["vst3"],
    mac: ["VST3"],
    windows: [
      ["LOCALAPPDATA", "Programs", "Common", "VST3"],
      ["CommonProgramFiles", "VST3"],
      ["CommonProgramFiles(x86)", "VST3"],
    ],
  },
  clap: {
    variable: "CLAP_PATH",
    unix: ["clap"],
    mac: ["CLAP"],
    windows: [["CommonProgramFiles", "CLAP"], ["LOCALAPPDATA", "Programs", "Common", "CLAP"]],
  },
  lv2: {
    variable: "LV2_PATH",
    replaces: true,
    unix: ["lv2"],
    mac: ["LV2"],
    windows: [["APPDATA", "LV2"], ["CommonProgramFiles", "LV2"]],
  },
  ladspa: {
    variable: "LADSPA_PATH",
    replaces: true,
    unix: ["ladspa"],
    mac: ["LADSPA"],
    windows: [],
  },
  vst2: {
    variable: "VST_PATH",
    replaces: true,
    unix: ["vst", "lxvst"],
    mac: ["VST"],
    windows: [
      ["ProgramFiles", "VSTPlugins"],
      ["ProgramFiles", "Steinberg", "VSTPlugins"],
      ["CommonProgramFiles", "VST2"],
    ],
  },
  au: { unix: [], mac: ["Components"], windows: [] },
};

function defaultFolders(format: PluginFormat, system: SearchSystem): string[] {
  const { variable, replaces = false } = LOCATIONS[format];
  const listed = variable === undefined ? [] : pathList(system.environment(variable), system);
  const defaults = replaces && listed.length > 0 ? [] : systemFolders(LOCATIONS[format], system);
  return [...new Set([...defaults, ...listed])];
}

function systemFolders(locations: FormatLocations, system: SearchSystem): string[] {
  const { environment, os } = system;
  if (os === "windows") {
    return locations.windows.flatMap(([variable, ...names]) => below(environment(variable), ...names));
  }
  if (os === "darwin") return locations.mac.flatMap((name) => macFolders(name, environment));
  return locations.unix.flatMap((name) => unixFolders(name, system));
}

function macFolders(name: string, environment: Environment): string[] {
  const folders = [
    ...below(environment("HOME"), "Library", "Audio", "Plug-Ins", name),
    `/Library/Audio/Plug-Ins/${name}`,
  ];
  return name === "Components" ? [...folders, "/System/Library/Components"] : folders;
}

/**
 * Beside the folders of the specifications those that distributions really use:
 * Debian's with the architecture in their names, and `lib64`. These are given
 * only where they exist.
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
  ].filter((folder) => name !== "lxvst" || isIn(folder, names));
}

/** The second name for VST2 folders is rare, so it is given only where there is such a folder. */
function isIn(folder: string, names: (folder: string) => string[]): boolean {
  const slash = folder.lastIndexOf("/");
  return names(folder.slice(0, slash)).includes(folder.slice(slash + 1));
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

function namesIn(folder: string): string[] {
  try {
    return [...Deno.readDirSync(folder)].map(({ name }) => name);
  } catch (error) {
    if (error instanceof Error) return [];
    throw error;
  }
}
