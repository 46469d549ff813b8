/** Longest file that is read; one with every setting of the program has a hundredth of it. */
export const MAXIMUM_CONFIG_BYTES: number = 1024 * 1024;

/** Why a file of the configuration cannot be taken, as the end of a sentence about it. */
export class UnreadableFile extends Error {
  override readonly name = "UnreadableFile";
}

/** How much a file is trusted. */
export interface ReadLimits {
  /** Whether the file may be a link: the user's own may lie elsewhere, a project's could name any file of the user. */
  readonly followsLinks: boolean;
}

/**
 * Reads a short text file, and nothing that is no file: a pipe would never end.
 *
 * @returns `undefined` when there is none.
 * @throws {UnreadableFile}
 */
export async function readLimited(path: string, { followsLinks }: ReadLimits): Promise<string | undefined> {
  try {
    const seen = await (followsLinks ? Deno.stat(path) : Deno.lstat(path));
    if (seen.isSymlink) throw new UnreadableFile("it is a link");
    if (!seen.isFile) throw new UnreadableFile("it is no regular file");
    return decode(await readBytes(path, seen));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return undefined;
    throw error instanceof UnreadableFile ? error : new UnreadableFile(reasonOf(error), { cause: error });
  }
}

/** What was looked at and what is opened may be two files, when somebody exchanges them. */
async function readBytes(path: string, seen: Deno.FileInfo): Promise<Uint8Array<ArrayBuffer>> {
  if (seen.size > MAXIMUM_CONFIG_BYTES) {
    throw new UnreadableFile(`it has more than ${MAXIMUM_CONFIG_BYTES} bytes`);
  }
  using file = await Deno.open(path);
  const opened = await file.stat();
  // One byte more than there should be, to notice that there are more.
  const bytes = new Uint8Array(seen.size + 1);
  let length = 0;
  for (let count: number | null = 0; count !== null && length < bytes.length; length += count ?? 0) {
    count = await file.read(bytes.subarray(length));
  }
  const isSame = opened.ino === seen.ino && opened.dev === seen.dev && length === seen.size;
  if (!isSame) throw new UnreadableFile("it changes while it is read");
  return bytes.subarray(0, length);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new UnreadableFile("it is not in UTF-8", { cause: error });
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof Deno.errors.PermissionDenied) return "you may not read it";
  const isNoFile = error instanceof Deno.errors.IsADirectory || error instanceof Deno.errors.NotCapable;
  if (isNoFile) return "it is no regular file";
  return error instanceof Error ? error.message : String(error);
}
