import type { CurationSource } from "../../model/curation/said_plugin.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { homeFolder, type Variables } from "../../platform/folders.ts";
import { compareBytes, joinPath } from "../../platform/paths.ts";
import { statIfThere } from "../../platform/stat_if_there.ts";

type System = typeof Deno.build.os;

/**
 * The files in which another program keeps what people say about plugins, where
 * it keeps them on this system.
 *
 * @throws {PluginaryError} `path-not-found` if there are none, `usage` for a program without a usual place.
 */
export function programFiles(
  source: CurationSource | "auto",
  variables: Variables,
  os: System = Deno.build.os,
): string[] {
  const found = candidates(source, variables, os).filter((path) => statIfThere(path)?.isFile);
  if (found.length > 0) return found;
  throw new PluginaryError(
    "path-not-found",
    `Cannot find the files of ${NAMES[source]}`,
    "Name the files",
  );
}

const NAMES: Readonly<Record<string, string>> = { ardour: "Ardour", reaper: "REAPER", logic: "Logic" };

/** Whether a program has files in a usual place. */
export function hasUsualPlace(source: CurationSource | "auto"): boolean {
  return Object.hasOwn(NAMES, source);
}

function candidates(source: CurationSource | "auto", variables: Variables, os: System): string[] {
  const home = homeFolder(variables, os);
  const folder = settingsFolder(source, variables, os);
  if (source === "ardour" && folder !== undefined) {
    const [newest] = ardourFolders(folder);
    if (newest === undefined) return [];
    return ["plugin_tags", "plugin_statuses"].map((name) => joinPath(newest, "plugin_metadata", name));
  }
  if (source === "reaper" && folder !== undefined) {
    return ["reaper-fxfolders.ini", "reaper-fxtags.ini"].map((name) => joinPath(folder, "REAPER", name));
  }
  if (source !== "logic" || home === undefined) return [];
  const tags = joinPath(home, "Music", "Audio Music Apps", "Databases", "Tags");
  return namesIn(tags).filter((name) => /\.tag(set|pool)$/.test(name)).map((name) => joinPath(tags, name));
}

/** The folder that has those of programs; each has its own rules. */
function settingsFolder(
  source: CurationSource | "auto",
  variables: Variables,
  os: System,
): string | undefined {
  const home = homeFolder(variables, os);
  if (os === "windows") return variables(source === "ardour" ? "LOCALAPPDATA" : "APPDATA");
  if (home === undefined) return undefined;
  if (os === "darwin") {
    return joinPath(home, "Library", source === "ardour" ? "Preferences" : "Application Support");
  }
  const xdg = variables("XDG_CONFIG_HOME");
  return xdg?.startsWith("/") ? xdg : joinPath(home, ".config");
}

/** Each version of Ardour has a folder of its own; the newest one comes first. */
function ardourFolders(folder: string): string[] {
  const versions = namesIn(folder).flatMap((name) => {
    const version = /^ardour(\d+)$/i.exec(name)?.[1];
    const path = joinPath(folder, name);
    return version !== undefined && statIfThere(joinPath(path, "plugin_metadata"))?.isDirectory
      ? [{ path, version: Number(version) }]
      : [];
  });
  return versions.sort((a, b) => b.version - a.version).map(({ path }) => path);
}

function namesIn(folder: string): string[] {
  if (!statIfThere(folder)?.isDirectory) return [];
  return [...Deno.readDirSync(folder)].map(({ name }) => name).sort(compareBytes);
}
