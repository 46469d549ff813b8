import { PluginaryError } from "../../model/pluginary_error.ts";

/** Identifies the file at a path, to notice when another one takes its place. */
export class FilePlace {
  readonly #path: string;
  readonly #inode: number | null;
  readonly #device: number;

  /** Remembers the file that is there now. */
  constructor(path: string) {
    const { ino, dev } = Deno.statSync(path);
    this.#path = path;
    this.#inode = ino;
    this.#device = dev;
  }

  /** @throws {PluginaryError} `catalog-replaced` when it is no longer there. */
  require(): void {
    const reason = this.#whatHappened();
    if (reason === undefined) return;
    throw new PluginaryError(
      "catalog-replaced",
      `Cannot write to the catalog "${this.#path}": it was ${reason} in the meantime`,
      "Run the command again; later results are lost",
    );
  }

  #whatHappened(): string | undefined {
    try {
      const { ino, dev } = Deno.statSync(this.#path);
      // A system without inodes does not let open files be replaced.
      if (this.#inode === null || (ino === this.#inode && dev === this.#device)) return undefined;
      return "replaced by another file";
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return "deleted or moved";
      throw error;
    }
  }
}
