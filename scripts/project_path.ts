import { fileURLToPath } from "node:url";

/** The absolute path of a file or folder of the project, in the system's own form. */
export function projectPath(name: string): string {
  return fileURLToPath(new URL(`../${name}`, import.meta.url));
}
