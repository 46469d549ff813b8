import { joinPath, parentFolder } from "../platform/paths.ts";

/** Name of a project's file. */
export const PROJECT_FILE = "pluginary.jsonc";

/** Files of the project that the current folder belongs to. */
export interface ProjectFiles {
  /** Absolute, like the other one. */
  readonly config?: string;
  readonly dotenv?: string;
}

/** Deeper than any project; a bound for file systems with loops. */
const MAXIMUM_LEVELS = 64;

/**
 * Finds a project's `pluginary.jsonc` and `.env`: each the nearest one, from a
 * folder up to the root of its repository.
 *
 * Outside a repository only the folder itself counts: otherwise anyone who can
 * write to a folder above it, such as `/tmp`, could configure this program.
 *
 * @param folder Absolute.
 */
export function findProject(folder: string): ProjectFiles {
  const own = filesIn(folder);
  let nearest = own;
  let current = folder;
  for (let level = 0; level < MAXIMUM_LEVELS; level++) {
    if (exists(joinPath(current, ".git"))) return nearest;
    const parent = parentFolder(current);
    if (parent === current) return own;
    current = parent;
    nearest = { ...filesIn(current), ...nearest };
  }
  return own;
}

function filesIn(folder: string): ProjectFiles {
  const config = joinPath(folder, PROJECT_FILE);
  const dotenv = joinPath(folder, ".env");
  return { ...(exists(config) ? { config } : {}), ...(exists(dotenv) ? { dotenv } : {}) };
}

/** A path that cannot be read counts as absent. */
function exists(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}
