import { catalogPath } from "../../catalog/catalog_path.ts";
import { checkCatalog } from "../../catalog/maintenance/check.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { CatalogFlags } from "./catalog_flags.ts";
import { printAnswer } from "../output/print_answer.ts";
import type { CacheDocument } from "../../model/documents/cache_documents.ts";

/** Runs `pluginary catalog check`. */
export async function runCatalogCheck(this: ProgramContext, flags: CatalogFlags): Promise<void> {
  const path = catalogPath(this.console.environment);
  using catalog = await openForReading(path);
  const findings = await checkCatalog(catalog);
  const isHealthy = findings.length === 0;
  const lines = isHealthy
    ? ["The catalog is healthy"]
    : [...findings.map(({ code, message }) => `${code}: ${message}`), 'Run "pluginary catalog repair"'];
  const document: CacheDocument = { schema: "cache-check", schemaVersion: 1, path, isHealthy, findings };
  await printAnswer({ document, text: lines }, flags, this.console);
  if (!isHealthy) this.process.exitCode = 1;
}
