import { PluginaryError } from "../model/pluginary_error.ts";
import { parentFolder } from "../platform/paths.ts";
import { reasonOf } from "../platform/reason_of.ts";

/**
 * Creates the folder of a catalog, private to its user.
 *
 * @throws {PluginaryError} `catalog-not-writable`.
 */
export function makeCatalogFolder(catalog: string): void {
  const folder = parentFolder(catalog);
  try {
    Deno.mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw unusableFolder(folder, error);
  }
}

/** The error of a folder that cannot be created or entered. */
export function unusableFolder(path: string, error: unknown): PluginaryError {
  const reason = reasonOf(error);
  return new PluginaryError(
    "catalog-not-writable",
    `Cannot make "${path}": ${reason}`,
    "Name another file with PLUGINARY_CATALOG, or scan with --no-catalog",
    { cause: error },
  );
}
