import type { Problem } from "../../model/documents/scan_document.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";
import type { BinaryFacts } from "../files/binary_header.ts";
import type { SearchSystem } from "../files/search_system.ts";
import type { Discovery, FoundModule } from "./found_module.ts";
import type { ModuleResources, PluginExtras } from "./plugin_extras.ts";

/**
 * All that the scanner knows of one plugin format. A format is added by adding
 * its record to a table; nothing else in the scanner knows a format by name.
 */
export interface PluginFormatRecord {
  readonly format: PluginFormat;
  /** Operating systems on which the format is searched for; unset for all. */
  readonly systems?: readonly (typeof Deno.build.os)[];
  readonly folders: FormatFolders;
  /** How modules with a name of their own are told; unset where every module is a bare library. */
  readonly named?: NamedModules;
  /** How libraries whose names tell nothing are recognized; unset where no module is one. */
  readonly library?: BareLibraries;
  readonly worker: WorkerTraits;
  /** Gathers the surroundings of its modules; unset where none matter. */
  readonly findSurroundings?: (place: SurroundingsPlace) => Promise<Surroundings>;
  /** Reads the files of a module beside its library; unset where none matter. */
  readonly readResources?: (found: FoundModule) => Promise<ModuleResources>;
}

/** The folders in which a format's modules are installed. */
export interface FormatFolders {
  /** Environment variable with a list of folders. */
  readonly variable?: string;
  /** Whether that list replaces the default folders, as the format's specification says, or adds to them. */
  readonly variableReplaces?: boolean;
  /** Whether modules in subfolders are found as well. */
  readonly isRecursive: boolean;
  /** Names of the folder in the system's library folders; with a dot before it in the user's home. */
  readonly unix: readonly string[];
  /** Further names, searched only where such a folder exists. */
  readonly unixIfPresent?: readonly string[];
  /** Names of the folder in `Library/Audio/Plug-Ins`. */
  readonly mac: readonly string[];
  /** Absolute folders of macOS itself. */
  readonly macSystem?: readonly string[];
  /** Each an environment variable and the names of folders below its value. */
  readonly windows: readonly (readonly [variable: string, ...names: string[]])[];
}

/** Modules that are known by the ending of their name, or by a file inside. */
export interface NamedModules {
  /** Ending of their names, in lower case and without the dot. */
  readonly extension: string;
  /** Name of a file that makes a folder a module of this format, whatever the folder's name. */
  readonly manifest?: string;
  /** Loads the inspection; a search that meets only known modules does without it. */
  load(): Promise<NamedInspection>;
}

/** The contents of a folder: a module, data that other modules of the format need, or nothing of the format. */
export type FolderContents = FoundModule | "data" | "plain";

/** Looks into files and folders for modules. Errors of reading are thrown, and the search reports them. */
export interface NamedInspection {
  /** Looks at a file with the format's ending. */
  file(location: string): FoundModule;
  /**
   * Looks at a folder with the format's ending or manifest.
   *
   * @param isNamed A person named this very folder and wants to hear about it.
   */
  folder(location: string, isNamed: boolean): Promise<FolderContents>;
  /** The report on a plain folder with the format's ending in which nothing was found; unset for no report. */
  emptyFolder?(location: string): FoundModule;
}

/** Modules that are bare libraries, known by the functions that they export. */
export interface BareLibraries {
  /** Functions by which a library of the format is known, the surest first. */
  readonly entryPoints: readonly string[];
  /** Of a library with entry points of several formats, the format of the lowest rank decides. */
  readonly rank: number;
  /** Whether bare libraries are the usual form of its modules; otherwise only those that a person names are looked at. */
  readonly isUsual: boolean;
  /**
   * Whether a library without any entry point is reported as a module of this
   * format when a person named the file, and one that cannot be loaded when it
   * lies in one of the format's folders. One format of a table at most can
   * claim this.
   */
  readonly isPresumed?: boolean;
  inspect(location: string, facts: BinaryFacts): Promise<FoundModule>;
}

/** How workers treat the modules of a format. */
export interface WorkerTraits {
  /**
   * Whether code of the module runs when it is scanned. Without it, workers
   * need neither isolation nor replacement, and all share one confinement.
   */
  readonly runsPluginCode: boolean;
  /** Whether one worker serves all modules, because its start costs more than they do. */
  readonly isServedByOne: boolean;
  /** Whether workers can list the presets of its plugins. */
  readonly listsPresets: boolean;
  /** Whether a module without plugins is reported although nobody named it. */
  readonly reportsEmptyModules: boolean;
  /** How long a module usually takes, in milliseconds: formats whose modules take long come first. */
  readonly usualMs: number;
  /** Extra time that a worker may take to start for each folder of its surroundings, in milliseconds. */
  readonly startMsPerFolder: number;
}

/** The traits of most formats: native code, a few modules per worker. */
export const NATIVE_CODE: WorkerTraits = {
  runsPluginCode: true,
  isServedByOne: false,
  listsPresets: false,
  reportsEmptyModules: true,
  usualMs: 100,
  startMsPerFolder: 0,
};

/** Where the surroundings of a format are gathered. */
export interface SurroundingsPlace {
  readonly system: SearchSystem;
  /** Modules and data of the format that the scan itself has found, in its order. */
  readonly found: readonly string[];
  /** Searches the format's other default folders, which this scan is not about. */
  readonly elsewhere: () => AsyncIterable<Discovery>;
}

/** Files around the modules of a format that their scan depends on. */
export interface Surroundings {
  /** Folders that each worker of the format reads when it starts. */
  readonly folders: readonly string[];
  /** Further files that its workers may read. */
  readonly files: readonly string[];
  /** What the surroundings say of one plugin, by its native id. */
  extrasOf(nativeId: string): PluginExtras;
  readonly problems: readonly Problem[];
}

/** The surroundings of a format without any. */
export const NO_SURROUNDINGS: Surroundings = {
  folders: [],
  files: [],
  extrasOf: () => ({}),
  problems: [],
};
