/** Permission bits that let the group or others write. */
const OTHERS_WRITE = 0o022;

/** In such a folder, users can remove only their own files. */
const STICKY = 0o1000;

/** Most links on a path; Linux has the same limit. */
const MAXIMUM_LINKS = 40;

/** The properties of a file that we wrote. */
export interface ExpectedFile {
  /** Lower-case hex of its content. */
  readonly sha256: string;
  readonly sizeBytes: number;
}

/**
 * Why somebody else could put a file into a folder, or `undefined` if only this
 * user and the system's administrator can.
 *
 * Checks every folder on the path, including links: each must belong to one of
 * the two and be writable by no one else, or be the administrator's and sticky,
 * like `/tmp`. The caller must create parts that do not exist yet. On Windows,
 * where folders of a user's profile are private, it finds nothing.
 *
 * @param path Absolute.
 */
export async function whyFolderIsUnsafe(path: string): Promise<string | undefined> {
  const user = Deno.uid();
  if (user === null) return undefined;
  let rest = path.split("/").filter((name) => name !== "");
  let folder = "/";
  for (let links = 0; links <= MAXIMUM_LINKS;) {
    const info = await lstat(folder);
    if (info === undefined) return undefined;
    if (info.uid !== user && info.uid !== 0) return `"${folder}" belongs to another user`;
    if (info.isSymlink) {
      links++;
      const target = await Deno.readLink(folder);
      rest = [...target.split("/").filter((name) => name !== "" && name !== "."), ...rest];
      folder = target.startsWith("/") ? "/" : parentOf(folder);
      if (target.startsWith("/")) continue;
    } else if (!info.isDirectory) return `"${folder}" is not a folder`;
    else if (isWritableByOthers(info)) return `others can write to "${folder}"`;
    const name = rest.shift();
    if (name === undefined) return undefined;
    folder = name === ".." ? parentOf(folder) : `${folder === "/" ? "" : folder}/${name}`;
  }
  return `"${path}" leads through too many links`;
}

/**
 * Why a file is not the expected one, or `undefined` if it is: a regular file
 * of this user that no one else can write, with that size and content.
 */
export async function whyFileIsWrong(path: string, expected: ExpectedFile): Promise<string | undefined> {
  const info = await lstat(path);
  if (info === undefined) return "it does not exist";
  if (!info.isFile) return "it is not a regular file";
  if (Deno.uid() !== null && info.uid !== Deno.uid()) return "it belongs to another user";
  if (((info.mode ?? 0) & OTHERS_WRITE) !== 0 && Deno.build.os !== "windows") return "others can write to it";
  if (info.size !== expected.sizeBytes) return `it has ${info.size} bytes instead of ${expected.sizeBytes}`;
  const content = await Deno.readFile(path);
  if (await sha256(content) !== expected.sha256) return "its content differs";
  return undefined;
}

/** SHA-256 as lower-case hex. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

function isWritableByOthers(info: Deno.FileInfo): boolean {
  const mode = info.mode ?? 0;
  if ((mode & OTHERS_WRITE) === 0) return false;
  return !((mode & STICKY) !== 0 && info.uid === 0);
}

function parentOf(folder: string): string {
  return folder.slice(0, Math.max(1, folder.lastIndexOf("/")));
}

async function lstat(path: string): Promise<Deno.FileInfo | undefined> {
  try {
    return await Deno.lstat(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
