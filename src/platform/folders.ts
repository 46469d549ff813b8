import { joinPath } from "./paths.ts";

/** Looks up an environment variable. */
export type Variables = (name: string) => string | undefined;

/**
 * The folder for this program's data, by the system's rules:
 * XDG's data home, Application Support or the local AppData.
 *
 * @returns `undefined` if no home folder is set.
 */
export function dataFolder(
  variables: Variables,
  os: typeof Deno.build.os = Deno.build.os,
): string | undefined {
  if (os === "windows") return below(variables("LOCALAPPDATA"), "pluginary");
  if (os === "darwin") return below(variables("HOME"), "Library", "Application Support", "pluginary");
  const xdg = variables("XDG_DATA_HOME");
  // The specification says to ignore relative paths.
  if (xdg?.startsWith("/")) return joinPath(xdg, "pluginary");
  return below(variables("HOME"), ".local", "share", "pluginary");
}

/** The user's home folder; `undefined` if none is set. */
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
