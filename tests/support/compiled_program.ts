import { compileProgram, compileToolchain } from "../../scripts/compile.ts";
import { denoFolder } from "./deno_folder.ts";
import type { ProgramTarget } from "./program.ts";

/**
 * Why the program cannot be compiled here, for a test's name; empty if it can.
 * Tests download nothing: the runtime of 90 MB is left to `deno task compile`.
 */
export function whyNotCompiled(): string {
  const { runtime } = compileToolchain();
  if (runtime !== "download") return "";
  if (exists(downloadedRuntime())) return "";
  return "skipped: compiling needs DENORT_BIN or a downloaded runtime of Deno";
}

/** The compiled program, made anew if anything has changed. */
export async function compiledTarget(): Promise<ProgramTarget> {
  return { program: await compileProgram(), args: [] };
}

/** The path of the runtime that `deno compile` downloads. */
function downloadedRuntime(): string {
  return `${denoFolder()}/dl/release/v${Deno.version.deno}/denort-${Deno.build.target}.zip`;
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
