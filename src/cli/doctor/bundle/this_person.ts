import { hostname, userInfo } from "node:os";
import { homeFolder } from "../../../platform/folders.ts";
import { parentFolder } from "../../../platform/paths.ts";
import type { Console } from "../../terminal/console.ts";
import type { Examination } from "../examination/examine.ts";
import type { PersonalFacts } from "./personal_data.ts";

/** Variables with the user's name. */
const USER_VARIABLES = ["USER", "LOGNAME", "USERNAME"];

/** Variables with the name of the computer. */
const HOST_VARIABLES = ["HOSTNAME", "COMPUTERNAME", "HOST"];

/** Variables with lists of folders. */
const PATH_VARIABLES = ["VST3_PATH", "CLAP_PATH", "LV2_PATH", "LADSPA_PATH"];

/**
 * What this computer knows about the person who uses it.
 *
 * @param scanned Paths that the person has named for scans.
 */
export function thisPerson(
  { environment }: Pick<Console, "environment">,
  { catalog, configuration }: Pick<Examination, "catalog" | "configuration">,
  scanned: readonly string[],
): PersonalFacts {
  const system = accountOf();
  const valuesOf = (names: readonly string[]) => names.flatMap((name) => environment(name) ?? []);
  const hosts = [hostname(), ...valuesOf(HOST_VARIABLES)];
  return {
    homes: withRealPaths([homeFolder(environment), system?.homedir].filter((path) => path !== undefined)),
    users: [...valuesOf(USER_VARIABLES), ...system === undefined ? [] : [system.username]],
    hosts: [...hosts, ...hosts.map((host) => host.split(".")[0]!)],
    folders: withRealPaths([
      ...catalog === undefined ? [] : [parentFolder(catalog.path), ...catalog.roots.map(folderOf)],
      ...(configuration?.files ?? []).map(parentFolder),
      ...(configuration?.values ?? []).flatMap(([, { texts }]) => texts).filter(isAbsolute),
      ...valuesOf(PATH_VARIABLES).flatMap((list) => list.split(SEPARATOR)).filter(isAbsolute),
      ...scanned.map(folderOf),
      ...currentFolder(),
    ]),
  };
}

/** Names of plugins' files and bundles. */
const PLUGIN_NAME = /\.(vst3|clap|lv2|component|so|dll|dylib)$/i;

/** The folder of a plugin that was named itself: its name is no secret, and tells what failed. */
function folderOf(path: string): string {
  return PLUGIN_NAME.test(path) ? parentFolder(path) : path;
}

/** Between the folders of a list. */
const SEPARATOR = Deno.build.os === "windows" ? ";" : ":";

function isAbsolute(path: string): boolean {
  return /^(\/|[A-Za-z]:[\\/])/.test(path);
}

/** The user's account; `undefined` for a user whom the system does not know. */
function accountOf(): { username: string; homedir: string } | undefined {
  try {
    return userInfo();
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/** Empty where that folder is gone. */
function currentFolder(): string[] {
  try {
    return [Deno.cwd()];
  } catch (error) {
    if (error instanceof Error) return [];
    throw error;
  }
}

/** Messages of the system name folders with links resolved. */
function withRealPaths(paths: readonly string[]): string[] {
  return [...new Set(paths.flatMap((path) => [path, ...realPath(path)]))];
}

function realPath(path: string): string[] {
  try {
    return [Deno.realPathSync(path)];
  } catch (error) {
    if (error instanceof Error) return [];
    throw error;
  }
}
