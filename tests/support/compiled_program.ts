import { compileProgram, compileToolchain } from "../../scripts/compile.ts";
import { denoFolder } from "./deno_folder.ts";
import type { ProgramTarget } from "./program.ts";

/**
 * Why the program cannot be compiled here, for a test's name; empty where it
 * can. Tests download nothing: a runtime of 90 MB is for `deno task compile`.
 */
export function whyNotCompiled(): string {
  const { runtime } = compileToolchain();
  if (runtime !== "download") return "";
  if (exists(downloadedRuntime())) return "";
  return "skipped: neither DENORT_BIN nor a downloaded runtime of Deno is there to compile with";
}

/** The compiled program, made now when anything has changed. */
export async function compiledTarget(): Promise<ProgramTarget> {
  return { program: await compileProgram(), args: [] };
}

/** Where `deno compile` keeps the runtime that it downloads. */
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
