/** Invalid text in a file, and its place. */
export class SourceSyntaxError extends Error {
  override readonly name = "SourceSyntaxError";
  /** In bytes from the start of the file. */
  readonly offset: number;

  /** @param reason Follows "at line 1, column 2: ". */
  constructor(reason: string, offset: number) {
    super(reason);
    this.offset = offset;
  }
}
