/** A folder that is removed when its block ends. */
export class TemporaryFolder implements AsyncDisposable {
  /** Absolute, links resolved. */
  readonly path: string;

  protected constructor(path: string) {
    this.path = path;
  }

  /** Makes the folder. */
  static async make(): Promise<TemporaryFolder> {
    return new TemporaryFolder(await TemporaryFolder.makeFolder());
  }

  protected static async makeFolder(): Promise<string> {
    return await Deno.realPath(await Deno.makeTempDir({ prefix: "pluginary-test-" }));
  }

  /** A path below the folder. */
  join(name: string): string {
    return `${this.path}/${name}`;
  }

  /** Writes a file below the folder, and creates the folders on its path. */
  async write(name: string, content: string | Uint8Array): Promise<string> {
    const path = this.join(name);
    await Deno.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
    if (typeof content === "string") await Deno.writeTextFile(path, content);
    else await Deno.writeFile(path, content);
    return path;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.path, { recursive: true });
  }
}
