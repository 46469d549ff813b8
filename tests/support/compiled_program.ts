import { compileProgram, compileToolchain } from "../../scripts/compile.ts";
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

/** Where `deno compile` keeps what it downloads. */
function downloadedRuntime(): string {
  const home = Deno.env.get("HOME") ?? "";
  const cache = {
    linux: `${Deno.env.get("XDG_CACHE_HOME") ?? `${home}/.cache`}/deno`,
    darwin: `${home}/Library/Caches/deno`,
    windows: `${Deno.env.get("LOCALAPPDATA")}/deno`,
  }[Deno.build.os as string] ?? "";
  const folder = Deno.env.get("DENO_DIR") ?? cache;
  return `${folder}/dl/release/v${Deno.version.deno}/denort-${Deno.build.target}.zip`;
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
