import { PluginaryError } from "../../model/pluginary_error.ts";
import { configFolder } from "../../platform/config_folder.ts";
import { joinPath } from "../../platform/paths.ts";
import type { Glob } from "./glob.ts";
import type { Environment } from "../files/search_system.ts";

/** Paths that a person asks to leave alone. */
export interface ExclusionRequest {
  readonly exclude?: readonly string[];
  /** Files with a pattern on each line. */
  readonly ignoreLists?: readonly string[];
}

/** The paths that a scan leaves alone: the patterns of its options, of its ignore lists and of the user's own. */
export class Exclusions {
  readonly #globs: readonly Glob[];

  private constructor(globs: readonly Glob[]) {
    this.#globs = globs;
  }

  /**
   * Reads patterns and files of patterns.
   *
   * @throws {PluginaryError} `usage` for an invalid pattern, `ignore-list` for a file that cannot be read.
   */
  static async read(request: ExclusionRequest, environment: Environment): Promise<Exclusions> {
    const { exclude = [], ignoreLists = [] } = request;
    const lists = [...ignoreLists, ...ownList(environment)];
    // Most scans leave nothing out and do not need these modules.
    if (exclude.length + lists.length === 0) return new Exclusions([]);
    const [{ Glob }, { readIgnoreList }] = await Promise.all([
      import("./glob.ts"),
      import("./ignore_list.ts"),
    ]);
    const patterns = exclude.map((pattern) => parsePattern(pattern, Glob));
    const listed = await Promise.all(lists.map(readIgnoreList));
    return new Exclusions([...patterns, ...listed.flat()]);
  }

  /** Whether an absolute path is to be left alone, with all below it. */
  has(path: string): boolean {
    return this.#globs.some((glob) => glob.matches(path));
  }
}

/** The list in the user's configuration, which need not be there. */
function ownList(environment: Environment): string[] {
  const folder = configFolder(environment);
  if (folder === undefined) return [];
  const path = joinPath(folder, "ignore");
  try {
    Deno.lstatSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return [];
    // Whatever else it is, reading the list says so.
  }
  return [path];
}

function parsePattern(pattern: string, Pattern: new (pattern: string) => Glob): Glob {
  try {
    return new Pattern(pattern);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new PluginaryError("usage", `Cannot exclude "${pattern}": ${error.message}`, undefined, {
      cause: error,
    });
  }
}
