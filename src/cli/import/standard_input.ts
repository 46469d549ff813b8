import { joinPath } from "../../platform/paths.ts";

/** Names of standard input; opening them needs rights that the program does not have. */
const STANDARD_INPUT: ReadonlySet<string> = new Set(["-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"]);

/** Paths to import from, with a file that holds standard input where they named it. */
export class SpooledPaths implements AsyncDisposable {
  readonly paths: readonly string[];
  readonly #folder: string | undefined;

  private constructor(paths: readonly string[], folder?: string) {
    this.paths = paths;
    this.#folder = folder;
  }

  /** Reads standard input to its end if a path names it: the kind of a file shows only in the whole of it. */
  static async make(paths: readonly string[]): Promise<SpooledPaths> {
    if (!paths.some((path) => STANDARD_INPUT.has(path))) return new SpooledPaths(paths);
    const folder = await Deno.makeTempDir({ prefix: "pluginary-import-" });
    const file = joinPath(folder, "standard-input");
    const spooled = new SpooledPaths(paths.map((path) => STANDARD_INPUT.has(path) ? file : path), folder);
    try {
      await Deno.writeFile(file, Deno.stdin.readable, { mode: 0o600 });
    } catch (error) {
      await spooled[Symbol.asyncDispose]();
      throw error;
    }
    return spooled;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#folder !== undefined) await Deno.remove(this.#folder, { recursive: true });
  }
}
