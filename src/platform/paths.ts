const isWindows = Deno.build.os === "windows";
const SEPARATOR = isWindows ? "\\" : "/";

/** Joins a folder and a name below it, with this system's separator. */
export function joinPath(folder: string, ...names: string[]): string {
  let path = folder;
  for (const name of names) path = path.endsWith(SEPARATOR) ? path + name : path + SEPARATOR + name;
  return path;
}

/** The last part of a path. */
export function fileName(path: string): string {
  const trimmed = trimTrailingSeparators(path);
  return trimmed.slice(lastSeparator(trimmed) + 1);
}

/** The folder of a path; the path itself for a root. */
export function parentFolder(path: string): string {
  const trimmed = trimTrailingSeparators(path);
  const at = lastSeparator(trimmed);
  if (at < 0) return ".";
  return at === 0 ? trimmed.slice(0, 1) : trimmed.slice(0, at);
}

/** A file name without its last extension; a leading dot belongs to the name. */
export function fileStem(path: string): string {
  const name = fileName(path);
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(0, dot) : name;
}

/** Makes a path absolute against the current folder and removes `.`, `..` and doubled separators. */
export function absolutePath(path: string): string {
  if (isWindows) return absoluteWindowsPath(path);
  const parts: string[] = [];
  const full = path.startsWith("/") ? path : `${Deno.cwd()}/${path}`;
  for (const part of full.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}

/** Makes a path absolute against a given folder, like the target of a link. */
export function absolutePathFrom(folder: string, path: string): string {
  const isAbsolute = isWindows ? /^([A-Za-z]:)?[\\/]/.test(path) : path.startsWith("/");
  return absolutePath(isAbsolute ? path : joinPath(folder, path));
}

/** Compares by the bytes of UTF-8, an order independent of the locale. */
export function compareBytes(a: string, b: string): number {
  // Sorting by several texts compares many that are equal.
  if (a === b) return 0;
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right) return byteOrder(left) - byteOrder(right);
  }
  return a.length - b.length;
}

/** Orders surrogates, which stand for the highest characters, after the rest of UTF-16. */
function byteOrder(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/** The URL parser handles drive letters, UNC shares and both separators. */
function absoluteWindowsPath(path: string): string {
  const encode = (text: string) =>
    text.replaceAll("\\", "/").replace(/[%#?]/g, encodeURIComponent).replace(/^([A-Za-z]:)/, "/$1");
  const url = new URL(encode(path), `file://${encode(Deno.cwd())}/`);
  const share = url.host === "" ? "" : `\\\\${url.host}`;
  return share + decodeURIComponent(url.pathname).replace(/^\/(?=[A-Za-z]:)/, "").replaceAll("/", "\\");
}

function trimTrailingSeparators(path: string): string {
  let end = path.length;
  while (end > 1 && isSeparator(path[end - 1]!)) end--;
  return path.slice(0, end);
}

function lastSeparator(path: string): number {
  const slash = path.lastIndexOf("/");
  return isWindows ? Math.max(slash, path.lastIndexOf("\\")) : slash;
}

function isSeparator(character: string): boolean {
  return character === "/" || (isWindows && character === "\\");
}

/** Whether a location is the path, or lies below it. */
export function isAt(path: string, location: string): boolean {
  return location === path || isInFolder(path, location);
}

/** Whether a path lies below a folder. */
export function isInFolder(folder: string, path: string): boolean {
  const isRoot = folder.endsWith("/") || folder.endsWith("\\");
  return isRoot ? path.startsWith(folder) : path.startsWith(`${folder}/`) || path.startsWith(`${folder}\\`);
}
