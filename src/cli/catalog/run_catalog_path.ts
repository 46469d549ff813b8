import { catalogPath } from "../../catalog/catalog_path.ts";
import { pathExists } from "../../platform/path_exists.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { CatalogFlags } from "./catalog_flags.ts";
import { printResult } from "./print_result.ts";

/** Runs `pluginary catalog path`. */
export async function runCatalogPath(this: ProgramContext, flags: CatalogFlags): Promise<void> {
  const path = catalogPath(this.console.environment);
  await printResult(
    { schema: "cache-path", path, exists: await pathExists(path) },
    [path],
    flags,
    this.console,
  );
}
