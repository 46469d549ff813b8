import { SOURCE_TARGET } from "../../../tests/support/program.ts";
import type { TemporaryFolder } from "../../../tests/support/temporary_folder.ts";
import type { Command } from "./process_meter.ts";

/** The program from source with a catalog, and without the configuration of whoever measures. */
export function pluginary(folder: TemporaryFolder, catalog: string, ...args: string[]): Command {
  return {
    program: SOURCE_TARGET.program,
    args: [...SOURCE_TARGET.args, ...args],
    env: {
      PLUGINARY_CATALOG: catalog,
      XDG_CONFIG_HOME: folder.join("configuration"),
      XDG_STATE_HOME: folder.join("state"),
      NO_COLOR: "1",
    },
  };
}

/** A path for a catalog that does not exist yet, in a folder of its own. */
export async function newCatalog(folder: TemporaryFolder): Promise<string> {
  return `${await Deno.makeTempDir({ dir: folder.path, prefix: "catalog-" })}/catalog.db`;
}
