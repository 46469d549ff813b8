// Makes a catalog of any size, of real products and generated ones with realistic
// names, parameters and presets:
//
//   deno run -A scripts/bench/make_catalog.ts PLUGINS FILE
import { openCatalog } from "../../src/catalog/open_catalog.ts";
import { fillCatalog } from "../../tests/relevance/support/relevance_catalog.ts";

/** Makes the file, which must not exist yet. */
export async function makeCatalog(plugins: number, file: string): Promise<void> {
  using catalog = await openCatalog(file);
  fillCatalog(catalog, plugins);
}

if (import.meta.main) {
  const [plugins, file] = [Number(Deno.args[0]), Deno.args[1]];
  if (!Number.isInteger(plugins) || plugins < 1 || file === undefined) {
    console.error("Usage: deno run -A scripts/bench/make_catalog.ts PLUGINS FILE");
    Deno.exit(2);
  }
  await makeCatalog(plugins, file);
}
