import { parentFolder } from "../../../src/platform/paths.ts";
import { projectPath } from "../../../scripts/project_path.ts";

/** A user by numbers. */
export interface User {
  readonly uid: number;
  readonly gid: number;
}

/** An ordinary user that exists everywhere. */
export const NOBODY: User = { uid: 65534, gid: 65534 };

/** Why no test can act as {@linkcode NOBODY} here, to stand behind its name; empty where one can. */
export function missingOrdinaryUser(): string {
  if (Deno.build.os !== "linux" || Deno.uid() !== 0) {
    return " (skipped: only the superuser of Linux can become another user)";
  }
  const closed = foldersTo(projectPath("build")).find((folder) =>
    (Deno.statSync(folder).mode! & 0o001) === 0
  );
  return closed === undefined
    ? ""
    : ` (skipped: other users cannot enter "${closed}", which holds the project)`;
}

function foldersTo(path: string): string[] {
  const parent = parentFolder(path);
  return parent === path ? [path] : [...foldersTo(parent), path];
}

/** Makes everything below a path someone else's. */
export async function give(path: string, { uid, gid }: User): Promise<void> {
  const info = await Deno.lstat(path);
  if (info.isSymlink) return;
  await Deno.chown(path, uid, gid);
  if (!info.isDirectory) return;
  for await (const { name } of Deno.readDir(path)) await give(`${path}/${name}`, { uid, gid });
}
