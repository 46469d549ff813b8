import { logFolder } from "../platform/cache_folder.ts";
import type { Variables } from "../platform/folders.ts";
import { joinPath } from "../platform/paths.ts";

/** The files of a log, each with older ones beside it. */
export interface LogFiles {
  /** Everything that the program logs. */
  readonly log: string;
  /** Failures of plugins alone, which stay longer there. */
  readonly failures: string;
}

/** The paths of this user's logs; `undefined` if no home folder is set. */
export function logFiles(variables: Variables): LogFiles | undefined {
  const folder = logFolder(variables);
  if (folder === undefined) return undefined;
  return { log: joinPath(folder, "pluginary.log"), failures: joinPath(folder, "failures.log") };
}
