/** Longest file to read; a file with every setting is a hundredth of that. */
const MAXIMUM_CONFIG_BYTES: number = 1024 * 1024;

/** A configuration file that cannot be read; the message ends a sentence about it. */
export class UnreadableFile extends Error {
  override readonly name = "UnreadableFile";
}

/** How much a file is trusted. */
export interface ReadLimits {
  /**
   * Whether the file may be a link: the user's own may be kept elsewhere, but a
   * project's link could point to any file of the user.
   */
  readonly followsLinks: boolean;
}

/**
 * Reads a short text file. Anything but a regular file is refused: a pipe would never end.
 *
 * @returns `undefined` when the file does not exist.
 * @throws {UnreadableFile}
 */
export async function readLimited(path: string, { followsLinks }: ReadLimits): Promise<string | undefined> {
  try {
    const seen = await (followsLinks ? Deno.stat(path) : Deno.lstat(path));
    if (seen.isSymlink) throw new UnreadableFile("it is a link");
    if (!seen.isFile) throw new UnreadableFile("it is not a regular file");
    return decode(await readBytes(path, seen));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return undefined;
    throw error instanceof UnreadableFile ? error : new UnreadableFile(reasonOf(error), { cause: error });
  }
}

/** The file can be replaced between the check and the opening. */
async function readBytes(path: string, seen: Deno.FileInfo): Promise<Uint8Array<ArrayBuffer>> {
  if (seen.size > MAXIMUM_CONFIG_BYTES) {
    throw new UnreadableFile(`it is larger than ${MAXIMUM_CONFIG_BYTES} bytes`);
  }
  using file = await Deno.open(path);
  const opened = await file.stat();
  // One byte more than expected, to notice a file that grows.
  const bytes = new Uint8Array(seen.size + 1);
  let length = 0;
  for (let count: number | null = 0; count !== null && length < bytes.length; length += count ?? 0) {
    count = await file.read(bytes.subarray(length));
  }
  const isSame = opened.ino === seen.ino && opened.dev === seen.dev && length === seen.size;
  if (!isSame) throw new UnreadableFile("it changed while it was read");
  return bytes.subarray(0, length);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new UnreadableFile("it is not valid UTF-8", { cause: error });
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof Deno.errors.PermissionDenied) return "permission denied";
  const isNoFile = error instanceof Deno.errors.IsADirectory || error instanceof Deno.errors.NotCapable;
  if (isNoFile) return "it is not a regular file";
  return error instanceof Error ? error.message : String(error);
}
