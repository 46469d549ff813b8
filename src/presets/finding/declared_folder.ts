import { isAt, parentFolder } from "../../platform/paths.ts";

/** Folders of the system that hold no presets, and can be large or answer in strange ways. */
const SYSTEM_FOLDERS = ["/boot", "/dev", "/etc", "/proc", "/root", "/run", "/sys"];

/** Hidden folders of a home in which plugins keep their presets. */
const KNOWN_HIDDEN = [".clap", ".lv2", ".u-he", ".vst", ".vst3"];

/** Hidden folders of a home that hold one folder for each program. */
const KNOWN_PARENTS = [[".local", "share"], [".config"]];

/**
 * Why a place that a plugin declares for its presets is not searched;
 * `undefined` if it is. A plugin may not make this program read a whole home,
 * a whole disk, or what the user hides from other programs.
 *
 * @param path Absolute, links resolved.
 * @param home The user's home folder, links resolved.
 */
export function whyNotSearched(path: string, home: string | undefined): string | undefined {
  if (home !== undefined && isAt(path, home)) return "it has all of the home folder in it";
  if (parentFolder(parentFolder(path)) === parentFolder(path)) return "it is a top folder of the system";
  if (SYSTEM_FOLDERS.some((folder) => isAt(folder, path) && folder !== home)) {
    return "it belongs to the system";
  }
  const hidden = hiddenNames(path, home);
  return hidden === undefined ? undefined : `"${hidden}" is a hidden folder`;
}

/** The first hidden folder on the path, other than those in which programs keep what belongs to them. */
function hiddenNames(path: string, home: string | undefined): string | undefined {
  const names = path.split(/[\\/]/).filter((name) => name !== "");
  if (home === undefined || !isAt(home, path)) return names.find(isHidden);
  const below = names.slice(home.split(/[\\/]/).filter((name) => name !== "").length);
  const parent = KNOWN_PARENTS.find((known) => known.every((name, index) => below[index] === name));
  if (parent !== undefined && below.length > parent.length) return below.slice(parent.length).find(isHidden);
  return (KNOWN_HIDDEN.includes(below[0] ?? "") ? below.slice(1) : below).find(isHidden);
}

function isHidden(name: string): boolean {
  return name.startsWith(".");
}
