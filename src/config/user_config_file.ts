import { configFolder } from "../platform/config_folder.ts";
import type { Variables } from "../platform/folders.ts";
import { absolutePath, joinPath } from "../platform/paths.ts";

/** The file with what a user wants everywhere. */
export interface UserConfigFile {
  /** Absolute. */
  readonly path: string;
  /** `PLUGINARY_CONFIG` names it, so it should exist. */
  readonly isNamed: boolean;
}

/** Where the user's configuration file lies; `undefined` where there is no home for it. */
export function userConfigFile(environment: Variables): UserConfigFile | undefined {
  const named = environment("PLUGINARY_CONFIG");
  if (named !== undefined && named !== "") return { path: absolutePath(named), isNamed: true };
  const folder = configFolder(environment);
  return folder === undefined ? undefined : { path: joinPath(folder, "config.jsonc"), isNamed: false };
}
