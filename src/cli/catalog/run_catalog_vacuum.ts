import { catalogPath } from "../../catalog/catalog_path.ts";
import { openCatalog } from "../../catalog/open_catalog.ts";
import { vacuum } from "../../catalog/maintenance/vacuum.ts";
import { formatSize } from "../command_line/byte_size.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { CatalogFlags } from "./catalog_flags.ts";
import { printResult } from "./print_result.ts";

/** Runs `pluginary catalog vacuum`. */
export async function runCatalogVacuum(this: ProgramContext, flags: CatalogFlags): Promise<void> {
  const path = catalogPath(this.console.environment);
  using catalog = await openCatalog(path);
  const freedBytes = await vacuum(catalog);
  const { size: sizeBytes } = await Deno.stat(path);
  const lines = [`Freed ${formatSize(freedBytes)}; the catalog takes ${formatSize(sizeBytes)}`];
  await printResult({ schema: "cache-vacuum", path, freedBytes, sizeBytes }, lines, flags, this.console);
}
