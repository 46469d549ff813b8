import { catalogPath } from "../../catalog/catalog_path.ts";
import { pathExists } from "../../platform/path_exists.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { CatalogFlags } from "./catalog_flags.ts";
import { printAnswer } from "../output/print_answer.ts";
import type { CacheDocument } from "../../model/documents/cache_documents.ts";

/** Runs `pluginary catalog path`. */
export async function runCatalogPath(this: ProgramContext, flags: CatalogFlags): Promise<void> {
  const path = catalogPath(this.console.environment);
  const document: CacheDocument = {
    schema: "cache-path",
    schemaVersion: 1,
    path,
    exists: await pathExists(path),
  };
  await printAnswer({ document, text: [path] }, flags, this.console);
}
