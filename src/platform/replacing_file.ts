import { joinPath, parentFolder } from "./paths.ts";

/**
 * A file that replaces another one when it is complete.
 *
 * It is written beside the old file and then renamed, so readers see the old
 * file until then. A link stays a link. A pipe or a device cannot be replaced,
 * so it is written directly.
 */
export class ReplacingFile {
  readonly #file: Deno.FsFile;
  /** The temporary and the final path; unset for a pipe or a device. */
  readonly #move: { readonly from: string; readonly to: string } | undefined;
  #isOpen = true;
  #isDone = false;

  private constructor(file: Deno.FsFile, move?: { from: string; to: string }) {
    this.#file = file;
    this.#move = move;
  }

  /**
   * Opens it for writing. Opening a pipe waits for its reader.
   *
   * @param mode Permissions of the new file; by default those of the old one.
   * @throws {Error} with the system's reason, and for a folder, socket or block device.
   */
  static async open(path: string, mode?: number): Promise<ReplacingFile> {
    const to = await targetOf(path);
    const old = await statOf(to);
    if (old?.isDirectory) throw new Error("it is a folder");
    if (old?.isSocket || old?.isBlockDevice) throw new Error("it is neither a file nor a pipe");
    if (old?.isFifo || old?.isCharDevice) return new ReplacingFile(await Deno.open(to, { write: true }));
    // Renaming would replace a write-protected file.
    if (old !== undefined) (await Deno.open(to, { write: true })).close();
    const from = joinPath(parentFolder(to), `.pluginary-${crypto.randomUUID()}.tmp`);
    const file = await Deno.open(from, {
      write: true,
      createNew: true,
      ...(mode === undefined ? {} : { mode }),
    });
    const replacing = new ReplacingFile(file, { from, to });
    if (mode === undefined && typeof old?.mode === "number") await replacing.#keepMode(old.mode);
    return replacing;
  }

  /**
   * Replaces the content of a file, or creates it.
   *
   * @throws {Error} like {@linkcode ReplacingFile.open}.
   */
  static async replaceText(path: string, text: string): Promise<void> {
    const file = await ReplacingFile.open(path);
    try {
      const bytes = new TextEncoder().encode(text);
      for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
      await file.commit();
    } finally {
      file.discard();
    }
  }

  /** Writes some of the bytes and returns how many. */
  async write(bytes: Uint8Array): Promise<number> {
    return await this.#file.write(bytes);
  }

  /** Replaces the old file, safe from a loss of power. */
  async commit(): Promise<void> {
    if (this.#move !== undefined) await this.#file.sync();
    this.#close();
    if (this.#move !== undefined) await Deno.rename(this.#move.from, this.#move.to);
    this.#isDone = true;
  }

  /** Removes the new file, unless it has been committed. */
  discard(): void {
    if (this.#isDone) return;
    this.#isDone = true;
    this.#close();
    if (this.#move !== undefined) Deno.removeSync(this.#move.from);
  }

  #close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#file.close();
  }

  async #keepMode(mode: number): Promise<void> {
    try {
      if (Deno.build.os !== "windows") await Deno.chmod(this.#move!.from, mode & 0o777);
    } catch (error) {
      this.discard();
      throw error;
    }
  }
}

/** The target of links; the path itself if nothing exists there. */
async function targetOf(path: string): Promise<string> {
  try {
    return await Deno.realPath(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return path;
    throw error;
  }
}

async function statOf(path: string): Promise<Deno.FileInfo | undefined> {
  try {
    return await Deno.stat(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
