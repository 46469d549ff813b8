import { PluginaryError } from "../model/pluginary_error.ts";
import { configFolder } from "../platform/config_folder.ts";
import { joinPath } from "../platform/paths.ts";
import { Glob } from "./glob.ts";
import { readIgnoreList, readIgnoreListIfAny } from "./ignore_list.ts";
import type { Environment } from "./search_paths.ts";

/** What a person asks to be left alone. */
export interface ExclusionRequest {
  readonly exclude?: readonly string[];
  /** Files with a pattern on each line. */
  readonly ignoreLists?: readonly string[];
}

/** What a scan leaves alone: the patterns of its options, of its ignore lists and of the user's own. */
export class Exclusions {
  readonly #globs: readonly Glob[];

  private constructor(globs: readonly Glob[]) {
    this.#globs = globs;
  }

  /**
   * Reads patterns and files of patterns.
   *
   * @throws {PluginaryError} `usage` for what is no pattern, `ignore-list` for a file that cannot be read.
   */
  static async read(request: ExclusionRequest, environment: Environment): Promise<Exclusions> {
    const patterns = (request.exclude ?? []).map(parsePattern);
    const listed = await Promise.all((request.ignoreLists ?? []).map(readIgnoreList));
    const folder = configFolder(environment);
    const own = folder === undefined ? [] : await readIgnoreListIfAny(joinPath(folder, "ignore"));
    return new Exclusions([...patterns, ...listed.flat(), ...own]);
  }

  /** Whether an absolute path is to be left alone, with all below it. */
  has(path: string): boolean {
    return this.#globs.some((glob) => glob.matches(path));
  }
}

function parsePattern(pattern: string): Glob {
  try {
    return new Glob(pattern);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new PluginaryError("usage", `Cannot exclude "${pattern}": ${error.message}`, undefined, {
      cause: error,
    });
  }
}
