import { projectPath } from "../../project_path.ts";

/** How a program of scripts/bench/readers is compiled. */
export interface CProgram {
  /** Its sources; relative paths are in the project. */
  readonly sources: readonly string[];
  readonly includes?: readonly string[];
  readonly options?: readonly string[];
  /** Libraries, as options of the linker. */
  readonly libraries?: readonly string[];
}

/**
 * Compiles a program of the benchmark as the native library is compiled, optimised.
 *
 * @throws {Error} With the compiler's messages.
 */
export async function compileC(program: CProgram, output: string): Promise<string> {
  const { sources, includes = [], options = [], libraries = [] } = program;
  const compiler = sources[0]!.endsWith(".c") ? "cc" : "c++";
  const { success, stderr } = await new Deno.Command(compiler, {
    args: [
      "-O2",
      ...options,
      ...includes.map((folder) => `-I${folder}`),
      "-o",
      output,
      ...sources.map((source) => source.startsWith("/") ? source : projectPath(source)),
      ...libraries,
    ],
    stdin: "null",
  }).output();
  if (!success) throw new Error(`Cannot compile ${sources[0]}: ${new TextDecoder().decode(stderr)}`);
  return output;
}
