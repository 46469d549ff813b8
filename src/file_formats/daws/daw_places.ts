import type { InstalledDaw } from "../../model/daws/daw.ts";
import { isFileError } from "../../platform/file_error.ts";
import { homeFolder, type Variables } from "../../platform/folders.ts";
import { compareBytes, joinPath } from "../../platform/paths.ts";
import { statIfThere } from "../../platform/stat_if_there.ts";
import { liveLibraryIn } from "./live_library.ts";

type System = typeof Deno.build.os;

/** The folder in which a host keeps its files about plugins. */
export interface DawPlace {
  readonly daw: InstalledDaw;
  readonly folder: string;
  /** Its version, where the folder tells it. */
  readonly version?: string;
}

/**
 * The folders in which a host keeps its files on this system, those of the
 * newest version first. Of REAPER and Logic, the only folder is named whether it
 * exists or not.
 */
export function dawPlaces(daw: InstalledDaw, variables: Variables, os: System = Deno.build.os): DawPlace[] {
  const home = homeFolder(variables, os);
  switch (daw) {
    case "reaper": {
      const settings = settingsFolder(variables, os);
      return settings === undefined ? [] : [{ daw, folder: joinPath(settings, "REAPER") }];
    }
    case "ardour":
      return ardourPlaces(ardourSettings(variables, os));
    case "logic":
      if (os !== "darwin" || home === undefined) return [];
      return [{ daw, folder: joinPath(home, "Music", "Audio Music Apps", "Databases", "Tags") }];
    case "live":
      return home === undefined ? [] : livePlaces(home, variables, os);
  }
}

function settingsFolder(variables: Variables, os: System): string | undefined {
  const home = homeFolder(variables, os);
  if (os === "windows") return variables("APPDATA");
  if (home === undefined) return undefined;
  if (os === "darwin") return joinPath(home, "Library", "Application Support");
  return xdgFolder(home, variables);
}

/** Ardour has rules of its own. */
function ardourSettings(variables: Variables, os: System): string | undefined {
  const home = homeFolder(variables, os);
  if (os === "windows") return variables("LOCALAPPDATA");
  if (home === undefined) return undefined;
  return os === "darwin" ? joinPath(home, "Library", "Preferences") : xdgFolder(home, variables);
}

function xdgFolder(home: string, variables: Variables): string {
  const xdg = variables("XDG_CONFIG_HOME");
  return xdg?.startsWith("/") ? xdg : joinPath(home, ".config");
}

/** Each version of Ardour has a folder of its own. */
function ardourPlaces(settings: string | undefined): DawPlace[] {
  if (settings === undefined) return [];
  const versions = namesIn(settings).flatMap((name) => {
    const version = /^ardour(\d+)$/i.exec(name)?.[1];
    const folder = joinPath(settings, name);
    return version !== undefined && statIfThere(folder)?.isDirectory
      ? [{ daw: "ardour" as const, folder: joinPath(folder, "plugin_metadata"), version }]
      : [];
  });
  return versions.sort((a, b) => Number(b.version) - Number(a.version));
}

/** The User Library that the newest version's preferences name, else the one that Live makes by default. */
function livePlaces(home: string, variables: Variables, os: System): DawPlace[] {
  const [preferences, usual] = os === "darwin"
    ? [
      joinPath(home, "Library", "Preferences", "Ableton"),
      joinPath(home, "Music", "Ableton", "User Library"),
    ]
    : os === "windows"
    ? [
      joinPath(variables("APPDATA") ?? home, "Ableton"),
      joinPath(home, "Documents", "Ableton", "User Library"),
    ]
    : [undefined, undefined];
  if (preferences === undefined) return [];
  const versions = namesIn(preferences).filter((name) => /^Live \d/.test(name)).sort(compareVersions)
    .reverse();
  for (const name of versions) {
    const version = name.slice("Live ".length);
    for (const inside of [[], ["Preferences"]]) {
      const folder = liveLibraryIn(joinPath(preferences, name, ...inside, "Library.cfg"));
      if (folder !== undefined) return [{ daw: "live", folder, version }];
    }
  }
  const [newest] = versions;
  const isThere = statIfThere(usual)?.isDirectory === true;
  if (newest === undefined && !isThere) return [];
  return [{
    daw: "live",
    folder: usual,
    ...(newest === undefined ? {} : { version: newest.slice("Live ".length) }),
  }];
}

/** Orders names like `Live 12.1.5` by their numbers; a version comes after its betas. */
function compareVersions(a: string, b: string): number {
  const parts = (name: string) =>
    (name.match(/\d+|b/g) ?? []).map((part) => part === "b" ? -1 : Number(part));
  const [left, right] = [parts(a), parts(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return compareBytes(a, b);
}

/** Names in a folder, in the order of their bytes; none for one that is not there or cannot be read. */
export function namesIn(folder: string): string[] {
  try {
    return [...Deno.readDirSync(folder)].map(({ name }) => name).sort(compareBytes);
  } catch (error) {
    if (isFileError(error)) return [];
    throw error;
  }
}

/** Where a version of Ardour has the tags that came with it; the first of these files that exists. */
export function ardourSuppliedTags(version: string, os: System = Deno.build.os): string | undefined {
  const inside = ["plugin_metadata", "plugin_tags"];
  const folders = os === "darwin"
    ? [`/Applications/Ardour${version}.app/Contents/Resources`]
    : os === "windows"
    ? [`C:\\Program Files\\Ardour${version}\\share\\ardour${version}`]
    : [
      `/usr/share/ardour${version}`,
      `/usr/local/share/ardour${version}`,
      ...namesIn("/opt").filter((name) => name.startsWith(`Ardour-${version}.`)).reverse()
        .map((name) => `/opt/${name}/share`),
    ];
  return folders.map((folder) => joinPath(folder, ...inside)).find((path) => statIfThere(path)?.isFile);
}
