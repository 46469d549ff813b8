import type { PresetContainer } from "../../model/presets/preset_container.ts";
import { homeFolder } from "../../platform/folders.ts";
import { absolutePath, isInFolder, joinPath } from "../../platform/paths.ts";
import { defaultRoots } from "../../scan/discovery/search_paths.ts";
import type { Environment, SearchSystem } from "../../scan/files/search_system.ts";
import type { PresetRoot } from "./preset_root.ts";

/** The containers whose files are presets wherever they lie; the ending is the container's name. */
const ANYWHERE: readonly PresetContainer[] = [
  ...["vstpreset", "aupreset", "fxp", "fxb", "rpl", "rfxchain", "adg", "adv", "dawproject"] as const,
];

const ENDINGS: ReadonlySet<string> = new Set(ANYWHERE);

/** REAPER keeps the presets of each plugin in an `.ini` file; elsewhere such a file can be anything. */
const ENDINGS_OF_REAPER: ReadonlySet<string> = new Set([...ANYWHERE, "ini"]);

/** What a person asks to be searched for presets. */
export interface PresetRequest {
  /** Files and folders in place of the usual folders; absolute. */
  readonly paths: readonly string[];
  /** Folders in addition to the usual ones; absolute. */
  readonly folders: readonly string[];
}

/** The roots of a search for presets, each once. */
export function presetRoots({ paths, folders }: PresetRequest, system: SearchSystem): PresetRoot[] {
  const named = [...paths, ...folders].map(namedRoot);
  const all = paths.length > 0 ? named : [...usualRoots(system), ...named];
  const byPath = new Map<string, PresetRoot>();
  // A folder that is both usual and named is searched as the first of them.
  for (const root of all) if (!byPath.has(root.path)) byPath.set(root.path, root);
  return [...byPath.values()];
}

/**
 * A place that a plugin declares.
 *
 * @param endings Those of its files, without the dot; empty for any.
 */
export function declaredRoot(path: string, endings: readonly string[]): PresetRoot {
  return {
    path,
    endings: endings.length === 0 ? undefined : new Set(endings.map((ending) => ending.toLowerCase())),
    hasBundles: false,
    isRecursive: true,
    saidBy: "plugin",
  };
}

function namedRoot(path: string): PresetRoot {
  return {
    path: absolutePath(path),
    endings: ENDINGS_OF_REAPER,
    hasBundles: true,
    isRecursive: true,
    saidBy: "person",
  };
}

function usualRoots(system: SearchSystem): PresetRoot[] {
  return [
    ...fileRoots(system),
    ...defaultRoots(["lv2"], system).map(({ path }) => bundleRoot(path, system)),
  ];
}

function bundleRoot(path: string, { environment }: SearchSystem): PresetRoot {
  const home = homeFolder(environment);
  return {
    path,
    endings: new Set(),
    hasBundles: true,
    isRecursive: false,
    isFactory: home === undefined || !isInFolder(home, path),
    saidBy: "system",
  };
}

function fileRoots({ environment, os }: SearchSystem): PresetRoot[] {
  if (os === "windows") return windowsRoots(environment);
  return os === "darwin" ? macRoots(environment) : linuxRoots(environment);
}

/** The folders of "VST 3 Preset Location" in the VST3 documentation, those of the Audio Unit presets, and those of hosts. */
function macRoots(environment: Environment): PresetRoot[] {
  const home = environment("HOME");
  return [
    ...userRoot(home, "Library", "Audio", "Presets"),
    systemRoot("/Library/Audio/Presets"),
    ...reaperRoots(home, "Library", "Application Support", "REAPER"),
    ...userRoot(home, "Music", "Ableton", "User Library"),
  ];
}

function windowsRoots(environment: Environment): PresetRoot[] {
  const profile = environment("USERPROFILE");
  const roaming = environment("APPDATA");
  const common = environment("PROGRAMDATA");
  return [
    ...userRoot(profile, "Documents", "VST3 Presets"),
    ...userRoot(roaming, "VST3 Presets"),
    ...isSet(common) ? [systemRoot(joinPath(common, "VST3 Presets"))] : [],
    ...reaperRoots(roaming, "REAPER"),
    ...userRoot(profile, "Documents", "Ableton", "User Library"),
  ];
}

function linuxRoots(environment: Environment): PresetRoot[] {
  const home = environment("HOME");
  const config = environment("XDG_CONFIG_HOME");
  return [
    ...userRoot(home, ".vst3", "presets"),
    systemRoot("/usr/share/vst3/presets"),
    systemRoot("/usr/local/share/vst3/presets"),
    ...config?.startsWith("/") ? reaperRoots(config, "REAPER") : reaperRoots(home, ".config", "REAPER"),
  ];
}

/** The presets and chains below REAPER's resource folder, which holds much else. */
function reaperRoots(parent: string | undefined, ...names: string[]): PresetRoot[] {
  return ["presets", "FXChains"].flatMap((folder) =>
    userRoot(parent, ...names, folder).map((root) => ({ ...root, endings: ENDINGS_OF_REAPER }))
  );
}

function userRoot(parent: string | undefined, ...names: string[]): PresetRoot[] {
  return isSet(parent) ? [{ ...usual(joinPath(parent, ...names)), isFactory: false }] : [];
}

/** The folders of all users hold what installers put there. */
function systemRoot(path: string): PresetRoot {
  return { ...usual(path), isFactory: true };
}

function usual(path: string): PresetRoot {
  return { path, endings: ENDINGS, hasBundles: false, isRecursive: true, saidBy: "system" };
}

function isSet(text: string | undefined): text is string {
  return text !== undefined && text !== "";
}
