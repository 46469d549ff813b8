import { isCatalogFile } from "../../catalog/sqlite/catalog_files.ts";
import { catalogPath } from "../../catalog/catalog_path.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { absolutePath } from "../../platform/paths.ts";
import { ReplacingFile } from "../../platform/replacing_file.ts";
import type { Console } from "../terminal/console.ts";
import { exitOnInterrupt } from "../terminal/interrupt.ts";
import { Output } from "../terminal/output.ts";
import { reasonOf } from "../../platform/reason_of.ts";

/** Paths of descriptors other than standard output. */
const OTHER_DESCRIPTOR = /^\/(dev\/(stdin|stderr|fd\/.*)|proc\/[^/]+\/fd\/.*)$/;

/**
 * Prints to a file instead of standard output. The old content stays until the
 * new one is complete; pipes and devices are written to directly.
 *
 * @throws {PluginaryError} `output-not-writable`.
 */
export async function printToFile(
  name: string,
  console: Console,
  print: (console: Console) => Promise<void>,
): Promise<void> {
  await completely(await open(name, console), name, async (file) => {
    const stdout = new Output({ write: (bytes) => file.write(bytes), isTerminal: () => false }, `"${name}"`);
    await print({ ...console, stdout });
    await stdout.flush();
  });
}

/**
 * Writes bytes to a file in the same way.
 *
 * @param mode Permissions of the file, also of one that it replaces.
 * @throws {PluginaryError} `output-not-writable`.
 */
export async function writeOutputFile(
  name: string,
  console: Console,
  bytes: Uint8Array,
  mode: number,
): Promise<void> {
  await completely(await open(name, console, mode), name, async (file) => {
    for (let at = 0; at < bytes.length;) {
      at += await named(name, () => file.write(bytes.subarray(at)));
    }
  });
}

async function completely(
  file: ReplacingFile,
  name: string,
  write: (file: ReplacingFile) => Promise<void>,
): Promise<void> {
  // Needed when a signal or an error ends the program before the file is complete.
  const discard = () => file.discard();
  globalThis.addEventListener("unload", discard);
  using _interrupt = exitOnInterrupt();
  try {
    await write(file);
    await named(name, () => file.commit());
  } finally {
    file.discard();
    globalThis.removeEventListener("unload", discard);
  }
}

async function open(name: string, { environment }: Console, mode?: number): Promise<ReplacingFile> {
  if (OTHER_DESCRIPTOR.test(name)) {
    throw new PluginaryError(
      "output-not-writable",
      `Cannot write to "${name}": among descriptors, only standard output can be used`,
      'Use "-" for standard output, or redirect it',
    );
  }
  const path = absolutePath(name);
  if (isOfCatalog(path, environment)) {
    throw new PluginaryError(
      "output-not-writable",
      `Cannot write to "${name}": it belongs to the catalog`,
      "Name another file",
    );
  }
  return await named(name, () => ReplacingFile.open(path, mode));
}

/** Without a home folder there is no catalog to protect. */
function isOfCatalog(path: string, environment: Console["environment"]): boolean {
  try {
    return isCatalogFile(path, catalogPath(environment));
  } catch (error) {
    if (error instanceof PluginaryError) return false;
    throw error;
  }
}

async function named<T>(name: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw notWritable(name, error);
  }
}

function notWritable(name: string, error: unknown): PluginaryError {
  const reason = reasonOf(error);
  const message = `Cannot write to "${name}": ${reason}`;
  return new PluginaryError("output-not-writable", message, undefined, { cause: error });
}
