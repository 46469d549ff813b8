import { catalogPath } from "../../catalog/catalog_path.ts";
import { openCatalog } from "../../catalog/open_catalog.ts";
import { vacuum } from "../../catalog/maintenance/vacuum.ts";
import { formatSize } from "../output/byte_size.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { WorkFlags } from "./catalog_flags.ts";
import { withProgress } from "../progress/with_progress.ts";
import { printAnswer } from "../output/print_answer.ts";
import type { CacheDocument } from "../../model/documents/cache_documents.ts";

/** Runs `pluginary catalog vacuum`. */
export async function runCatalogVacuum(this: ProgramContext, flags: WorkFlags): Promise<void> {
  const path = catalogPath(this.console.environment);
  using catalog = await openCatalog(path);
  const freedBytes = await withProgress(flags, this.console, (listener) => vacuum(catalog, listener));
  const { size: sizeBytes } = await Deno.stat(path);
  const lines = [`Freed ${formatSize(freedBytes)}; the catalog now takes ${formatSize(sizeBytes)}`];
  const document: CacheDocument = { schema: "cache-vacuum", schemaVersion: 1, path, freedBytes, sizeBytes };
  await printAnswer({ document, text: lines }, flags, this.console);
}
