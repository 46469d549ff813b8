/** Looks up the value of an environment variable; tests pass their own. */
export type Environment = (name: string) => string | undefined;

/** The facts about a computer that search folders depend on; tests make up computers. */
export interface SearchSystem {
  readonly environment: Environment;
  readonly os: typeof Deno.build.os;
  readonly arch: typeof Deno.build.arch;
  /** Names in a folder; empty for a folder that cannot be read. */
  readonly names: (folder: string) => string[];
}

/** This computer; each folder is read once. */
export function thisSystem(environment: Environment): SearchSystem {
  const read = new Map<string, string[]>();
  const names = (folder: string) => {
    const known = read.get(folder) ?? namesIn(folder);
    read.set(folder, known);
    return known;
  };
  return { environment, os: Deno.build.os, arch: Deno.build.arch, names };
}

function namesIn(folder: string): string[] {
  try {
    return [...Deno.readDirSync(folder)].map(({ name }) => name);
  } catch (error) {
    if (error instanceof Error) return [];
    throw error;
  }
}
