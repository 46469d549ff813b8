import { projectPath } from "./project_path.ts";

/** The program's own sources by their paths in the project: main.ts and all below src/ and ffi/. */
export function programFiles(): string[] {
  return ["main.ts", ...sourcesBelow("ffi"), ...sourcesBelow("src")];
}

function sourcesBelow(folder: string): string[] {
  return [...Deno.readDirSync(projectPath(folder))].flatMap((entry) => {
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory) return sourcesBelow(name);
    return name.endsWith(".ts") ? [name] : [];
  }).sort();
}
