import { PluginaryError } from "../../model/pluginary_error.ts";
import type { Register } from "../../model/curation/register.ts";
import { checkRegister } from "../../model/curation/register_check.ts";
import { fileName, joinPath } from "../../platform/paths.ts";
import { statIfThere } from "../../platform/stat_if_there.ts";
import { inspectFile, openCatalog, openForReading } from "../open_catalog.ts";
import { registerOfRow, SELECT_REGISTER } from "../curation/registers.ts";
import type { Catalog } from "../sqlite/catalog.ts";
import { LATEST_VERSION } from "../sqlite/schema_version.ts";

/**
 * Reads all registers of another catalog, and leaves its file as it is: one of
 * an earlier version is brought up to date in a copy.
 *
 * @throws {PluginaryError} `path-not-found`, or as {@linkcode openForReading} does.
 */
export async function readOtherRegisters(path: string): Promise<Register[]> {
  // Opening it would advise to name the catalog in use.
  if (statIfThere(path)?.isDirectory) {
    throw new PluginaryError("catalog-not-a-database", `Cannot merge "${path}": it is a folder`);
  }
  const header = await inspectFile(path);
  if (header === undefined) {
    throw new PluginaryError("path-not-found", `Cannot merge "${path}": no such file`);
  }
  if (header.sizeBytes === 0) {
    throw new PluginaryError("catalog-not-a-database", `Cannot merge "${path}": it is empty`);
  }
  if (header.version === LATEST_VERSION) {
    using catalog = await openForReading(path);
    return await readRegisters(catalog, path);
  }
  const folder = await Deno.makeTempDir({ prefix: "pluginary-merge-" });
  try {
    const copy = joinPath(folder, fileName(path));
    await copyContent(path, copy);
    using catalog = await openCatalog(copy);
    return await readRegisters(catalog, path);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function readRegisters(catalog: Catalog, path: string): Promise<Register[]> {
  const registers = await catalog.read((db) => db.prepare(SELECT_REGISTER).all().map(registerOfRow));
  return registers.map((register) => {
    const checked = checkRegister(register);
    if (typeof checked !== "string") return checked;
    throw new PluginaryError(
      "catalog-damaged",
      `Cannot merge "${path}": what it says about "${register.target.slice(0, 40)}" ${checked}`,
    );
  });
}

/** With the write-ahead log, and without the mode: a read-only copy could not be opened. */
async function copyContent(from: string, to: string): Promise<void> {
  for (const ending of ["", "-wal"]) {
    try {
      const source = await Deno.open(`${from}${ending}`);
      await source.readable.pipeTo((await Deno.create(`${to}${ending}`)).writable);
    } catch (error) {
      if (ending === "" || !(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
}
