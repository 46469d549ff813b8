import type { Variables } from "./folders.ts";
import { joinPath } from "./paths.ts";

/**
 * The folder for the user's configuration, by the system's rules: XDG's
 * configuration home, Application Support or the roaming AppData.
 *
 * @returns `undefined` if no home folder is set.
 */
export function configFolder(
  variables: Variables,
  os: typeof Deno.build.os = Deno.build.os,
): string | undefined {
  if (os === "windows") return below(variables("APPDATA"), "pluginary");
  if (os === "darwin") return below(variables("HOME"), "Library", "Application Support", "pluginary");
  const xdg = variables("XDG_CONFIG_HOME");
  // The specification says to ignore relative paths.
  if (xdg?.startsWith("/")) return joinPath(xdg, "pluginary");
  return below(variables("HOME"), ".config", "pluginary");
}

function below(folder: string | undefined, ...names: string[]): string | undefined {
  return folder === undefined || folder === "" ? undefined : joinPath(folder, ...names);
}
