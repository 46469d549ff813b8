const ROOT = decodeURIComponent(new URL("../../", import.meta.url).pathname);

/**
 * A file's path inside the project, with `/` on every system.
 *
 * A relative path stays unchanged; the tests name their snippets by such paths.
 */
export function projectPath(filename: string): string {
  const path = filename.replaceAll("\\", "/");
  const root = Deno.build.os === "windows" ? ROOT.slice(1) : ROOT;
  return path.startsWith(root) ? path.slice(root.length) : path;
}

/** Whether a project path belongs to the program itself, in contrast to tests and scripts. */
export function isProgram(path: string): boolean {
  return path === "main.ts" || path.startsWith("src/") || path.startsWith("ffi/");
}
