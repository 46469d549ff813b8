import type { Variables } from "./folders.ts";
import { joinPath } from "./paths.ts";

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
  if (os === "windows") return below(variables("LOCALAPPDATA"), "pluginary", "Logs");
  if (os === "darwin") return below(variables("HOME"), "Library", "Logs", "pluginary");
  const xdg = variables("XDG_STATE_HOME");
  // The specification says to ignore relative paths.
  if (xdg?.startsWith("/")) return joinPath(xdg, "pluginary");
  return below(variables("HOME"), ".local", "state", "pluginary");
}

function below(folder: string | undefined, ...names: string[]): string | undefined {
  return folder === undefined || folder === "" ? undefined : joinPath(folder, ...names);
}
