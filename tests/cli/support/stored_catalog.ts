import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import type { Plugin } from "../../../src/model/plugin.ts";
import { beginScan, commitModule, moduleWith } from "../../catalog/support/test_catalog.ts";
import { samplePlugin } from "./scan_events.ts";

/** Makes a catalog file that knows one module with these plugins. */
export async function storedCatalog(path: string, plugins: readonly Partial<Plugin>[]): Promise<void> {
  using catalog = await openCatalog(path);
  const journal = await beginScan(catalog);
  await commitModule(journal, moduleWith(plugins[0]!.name ?? "Sample", plugins.map(samplePlugin)));
  await journal.end({ isComplete: true, interruptedBy: null });
}
