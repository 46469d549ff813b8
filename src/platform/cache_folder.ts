import { joinPath } from "./paths.ts";

/** How the value of an environment variable is looked up. */
export type Variables = (name: string) => string | undefined;

/**
 * The folder for what this program can make again, as the system wants it:
 * XDG's cache home, Library/Caches or the local AppData.
 *
 * @returns `undefined` when the environment names no home.
 */
export function cacheFolder(
  variables: Variables,
  os: typeof Deno.build.os = Deno.build.os,
): string | undefined {
  if (os === "windows") return below(variables("LOCALAPPDATA"), "pluginary", "Cache");
  if (os === "darwin") return below(variables("HOME"), "Library", "Caches", "pluginary");
  const xdg = variables("XDG_CACHE_HOME");
  // The specification wants relative paths to be ignored.
  if (xdg?.startsWith("/")) return joinPath(xdg, "pluginary");
  return below(variables("HOME"), ".cache", "pluginary");
}

/**
 * The folder for what this program needs until its user logs out, which only
 * Linux has: the user's own, in memory.
 *
 * @returns `undefined` where there is none.
 */
export function runtimeFolder(
  variables: Variables,
  os: typeof Deno.build.os = Deno.build.os,
): string | undefined {
  const xdg = variables("XDG_RUNTIME_DIR");
  return os !== "windows" && xdg?.startsWith("/") ? joinPath(xdg, "pluginary") : undefined;
}

/** A relative home would be another folder for every current folder. */
function below(folder: string | undefined, ...names: string[]): string | undefined {
  const isAbsolute = folder !== undefined && /^([A-Za-z]:[\\/]|\\\\|\/)/.test(folder);
  return isAbsolute ? joinPath(folder, ...names) : undefined;
}
