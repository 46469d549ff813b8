import { strToU8, zipSync } from "fflate/browser";
import type { DoctorDocument } from "../../../model/documents/health/doctor_document.ts";
import { writeOutputFile } from "../../output/print_to_file.ts";
import type { Console } from "../../terminal/console.ts";
import { bundleFiles, type BundleSource } from "./bundle_files.ts";

/** Only the user may read it: a text may still tell more than it should. */
const PRIVATE = 0o600;

/**
 * Writes the diagnostic archive, complete or not at all.
 *
 * @throws {PluginaryError} `output-not-writable`.
 */
export async function writeBundle(
  path: string,
  source: BundleSource,
  console: Console,
): Promise<NonNullable<DoctorDocument["bundle"]>> {
  const files = (await bundleFiles(source, console)).map(({ text, ...file }) => ({
    ...file,
    bytes: strToU8(text),
  }));
  const archive = zipSync(Object.fromEntries(files.map(({ name, bytes }) => [name, bytes])), { level: 9 });
  await writeOutputFile(path, console, archive, PRIVATE);
  return {
    path,
    sizeBytes: archive.length,
    files: files.map(({ name, contents, bytes }) => ({ name, sizeBytes: bytes.length, contents })),
  };
}
