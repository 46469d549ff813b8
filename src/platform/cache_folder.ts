import type { Variables } from "./folders.ts";
import { joinPath } from "./paths.ts";

/**
 * The folder for files that this program can recreate, by the system's rules:
 * XDG's cache home, Library/Caches or the local AppData.
 *
 * @returns `undefined` if no home folder is set.
 */
export function cacheFolder(
  variables: Variables,
  os: typeof Deno.build.os = Deno.build.os,
): string | undefined {
  if (os === "windows") return below(variables("LOCALAPPDATA"), "pluginary", "Cache");
  if (os === "darwin") return below(variables("HOME"), "Library", "Caches", "pluginary");
  const xdg = variables("XDG_CACHE_HOME");
  // The specification says to ignore relative paths.
  if (xdg?.startsWith("/")) return joinPath(xdg, "pluginary");
  return below(variables("HOME"), ".cache", "pluginary");
}

/**
 * The folder for files that are needed until the user logs out: the user's own,
 * in memory, on Linux only.
 *
 * @returns `undefined` on systems without such a folder.
 */
export function runtimeFolder(
  variables: Variables,
  os: typeof Deno.build.os = Deno.build.os,
): string | undefined {
  const xdg = variables("XDG_RUNTIME_DIR");
  return os !== "windows" && xdg?.startsWith("/") ? joinPath(xdg, "pluginary") : undefined;
}

/**
 * The folder for this program's logs, by the system's rules: XDG's state home,
 * Library/Logs or the local AppData.
 *
 * @returns `undefined` if no home folder is set.
 */
export function logFolder(
  variables: Variables,
  os: typeof Deno.build.os = Deno.build.os,
): string | undefined {
  if (os === "windows") return below(variables("LOCALAPPDATA"), "pluginary", "Log");
  if (os === "darwin") return below(variables("HOME"), "Library", "Logs", "pluginary");
  const xdg = variables("XDG_STATE_HOME");
  // The specification says to ignore relative paths.
  if (xdg?.startsWith("/")) return joinPath(xdg, "pluginary", "log");
  return below(variables("HOME"), ".local", "state", "pluginary", "log");
}

/** A relative home would depend on the current folder. */
function below(folder: string | undefined, ...names: string[]): string | undefined {
  const isAbsolute = folder !== undefined && /^([A-Za-z]:[\\/]|\\\\|\/)/.test(folder);
  return isAbsolute ? joinPath(folder, ...names) : undefined;
}
