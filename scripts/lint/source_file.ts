const ROOT = decodeURIComponent(new URL("../../", import.meta.url).pathname);

/**
 * A file's path inside the project, with `/` on every system.
 *
 * A path that is relative already stays as it is, which is how the tests name
 * their snippets.
 */
export function projectPath(filename: string): string {
  const path = filename.replaceAll("\\", "/");
  const root = Deno.build.os === "windows" ? ROOT.slice(1) : ROOT;
  return path.startsWith(root) ? path.slice(root.length) : path;
}

/** Whether a project path is the program's: what ships, in contrast to tests and scripts. */
export function isProgram(path: string): boolean {
  return path === "main.ts" || path.startsWith("src/") || path.startsWith("ffi/");
}
