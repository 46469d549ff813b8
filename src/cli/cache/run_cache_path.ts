import { catalogPath } from "../../catalog/catalog_path.ts";
import type { ProgramContext } from "../command_context.ts";
import type { CacheFlags } from "../commands/cache_commands.ts";
import { printResult } from "./print_result.ts";

/** Runs `pluginary cache path`. */
export async function runCachePath(this: ProgramContext, flags: CacheFlags): Promise<void> {
  const path = catalogPath(this.console.environment);
  await printResult({ schema: "cache-path", path, exists: await exists(path) }, [path], flags, this.console);
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return false;
    throw error;
  }
}
