import { projectPath } from "./project_path.ts";

/** One import in a module. */
export interface Import {
  /** A file of the project by its path there, or `npm:name`, or `node:name`. */
  target: string;
  /** Whether it is an `import()`, which costs nothing until it is called. */
  isDynamic: boolean;
  /** Whether it is for types only, so that it disappears when the program runs. */
  isTypeOnly: boolean;
}

/** Every file of the project that an entry reaches, with its imports. */
export type ModuleGraph = Map<string, Import[]>;

/**
 * Reads with Deno's own parser all direct and indirect imports of a file of the
 * project, including types and dynamic imports.
 *
 * @throws {Error} When an import cannot be resolved.
 */
export async function readModuleGraph(entry: string): Promise<ModuleGraph> {
  const output = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", projectPath(entry)],
    cwd: projectPath(""),
    stdin: "null",
  }).output();
  if (!output.success) throw new Error(new TextDecoder().decode(output.stderr).trim());
  const { modules }: { modules: InfoModule[] } = JSON.parse(new TextDecoder().decode(output.stdout));
  const graph: ModuleGraph = new Map();
  for (const module of modules) {
    if (module.error !== undefined) throw new Error(module.error);
    if (!module.specifier.startsWith("file:")) continue;
    graph.set(nameOf(module.specifier), (module.dependencies ?? []).map(toImport));
  }
  return graph;
}

/** The modules that an entry loads when it starts: without dynamic imports and without types. */
export function loadedAtStart(graph: ModuleGraph, entry: string): Set<string> {
  const loaded = new Set<string>();
  const visit = (name: string) => {
    if (loaded.has(name)) return;
    loaded.add(name);
    for (const { target, isDynamic, isTypeOnly } of graph.get(name) ?? []) {
      if (!isDynamic && !isTypeOnly) visit(target);
    }
  };
  visit(entry);
  return loaded;
}

/** The fields of `deno info --json` that are read here. */
interface InfoModule {
  specifier: string;
  error?: string;
  dependencies?: InfoDependency[];
}

interface InfoDependency {
  specifier: string;
  isDynamic?: boolean;
  code?: { specifier?: string; error?: string };
  type?: { specifier?: string; error?: string };
}

function toImport({ specifier, isDynamic, code, type }: InfoDependency): Import {
  const resolved = code?.specifier ?? type?.specifier;
  if (resolved === undefined) throw new Error(code?.error ?? type?.error ?? `Cannot resolve "${specifier}"`);
  return { target: nameOf(resolved), isDynamic: isDynamic ?? false, isTypeOnly: code === undefined };
}

/** The graph's name for a module, from its address; a file of a package has the package's name. */
export function nameOf(specifier: string): string {
  const root = new URL("../", import.meta.url).href;
  if (specifier.startsWith(root)) return decodeURIComponent(specifier.slice(root.length));
  return specifier.replace(/^npm:\/?(@?[^@]+)@.*$/, "npm:$1")
    .replace(/^file:.*?\/npm\/.*?\/((?:@[^/]+\/)?[^/]+)\/\d+\.\d+\.\d+[^/]*\/.*$/, "npm:$1");
}
