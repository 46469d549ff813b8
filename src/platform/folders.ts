import { joinPath } from "./paths.ts";

/** How the value of an environment variable is looked up. */
export type Variables = (name: string) => string | undefined;

/**
 * The folder for what this program keeps for its user, as the system wants it:
 * XDG's data home, Application Support or the local AppData.
 *
 * @returns `undefined` when the environment names no home.
 */
export function dataFolder(
  variables: Variables,
  os: typeof Deno.build.os = Deno.build.os,
): string | undefined {
  if (os === "windows") return below(variables("LOCALAPPDATA"), "pluginary");
  if (os === "darwin") return below(variables("HOME"), "Library", "Application Support", "pluginary");
  const xdg = variables("XDG_DATA_HOME");
  // The specification wants relative paths to be ignored.
  if (xdg?.startsWith("/")) return joinPath(xdg, "pluginary");
  return below(variables("HOME"), ".local", "share", "pluginary");
}

/** The user's own folder, `undefined` when the environment names none. */
export function homeFolder(
  variables: Variables,
  os: typeof Deno.build.os = Deno.build.os,
): string | undefined {
  const home = variables(os === "windows" ? "USERPROFILE" : "HOME");
  return home === "" ? undefined : home;
}

function below(folder: string | undefined, ...names: string[]): string | undefined {
  return folder === undefined || folder === "" ? undefined : joinPath(folder, ...names);
}
