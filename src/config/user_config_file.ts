import { configFolder } from "../platform/config_folder.ts";
import type { Variables } from "../platform/folders.ts";
import { absolutePath, joinPath } from "../platform/paths.ts";

/** The user's configuration file. */
export interface UserConfigFile {
  /** Absolute. */
  readonly path: string;
  /** Whether `PLUGINARY_CONFIG` names it, so that it must exist. */
  readonly isNamed: boolean;
}

/** Finds the user's configuration file; `undefined` without a home folder. */
export function userConfigFile(environment: Variables): UserConfigFile | undefined {
  const named = environment("PLUGINARY_CONFIG");
  if (named !== undefined && named !== "") return { path: absolutePath(named), isNamed: true };
  const folder = configFolder(environment);
  return folder === undefined ? undefined : { path: joinPath(folder, "config.jsonc"), isNamed: false };
}
