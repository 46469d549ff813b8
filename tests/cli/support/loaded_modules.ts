import { type ModuleGraph, nameOf } from "../../../scripts/module_graph.ts";
import { type ProgramOptions, runProgram, SOURCE_TARGET } from "../../support/program.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

/** What a run of the program has loaded, sorted. */
export interface LoadedModules {
  readonly code: number;
  readonly stderr: string;
  /** Files of the project, packages as `npm:name`, Node's modules as `node:name`. */
  readonly modules: readonly string[];
}

/**
 * Runs the program from source and says what it has evaluated, which V8 writes
 * down for code coverage: nothing that an import that was never made names.
 *
 * Node's modules are Deno's own and not in it; those count that a module which
 * was loaded imports at its start. Workers are other processes and do not count.
 */
export async function loadedModules(
  args: readonly string[],
  graph: ModuleGraph,
  options: ProgramOptions,
): Promise<LoadedModules> {
  await using folder = await TemporaryFolder.make();
  const env = { ...options.env, DENO_COVERAGE_DIR: folder.path };
  const { code, stderr } = await runProgram(args, { ...options, env, target: SOURCE_TARGET });
  const evaluated = (await readScripts(folder.path)).map((url) => nameOf(url))
    .filter((name) => graph.has(name) || name.startsWith("npm:"));
  const ofNode = evaluated.flatMap((name) => graph.get(name) ?? [])
    .filter(({ target, isDynamic, isTypeOnly }) => target.startsWith("node:") && !isDynamic && !isTypeOnly)
    .map(({ target }) => target);
  return { code, stderr, modules: [...new Set([...evaluated, ...ofNode])].sort() };
}

/** The addresses of the scripts in a folder of coverage data, a file for each. */
async function readScripts(folder: string): Promise<string[]> {
  const urls: string[] = [];
  for await (const { name } of Deno.readDir(folder)) {
    urls.push(JSON.parse(await Deno.readTextFile(`${folder}/${name}`)).url);
  }
  return urls;
}
