import { PluginaryError } from "../model/pluginary_error.ts";
import { joinPath, parentFolder } from "./paths.ts";
import { reasonOf } from "./reason_of.ts";
import { ReplacingFile } from "./replacing_file.ts";

/** A file by its place below a path; empty for the path itself. */
interface PlacedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * Writes files, and the folders that they need. Each file is complete or as
 * before; the first one, which leads to the others, is written last.
 *
 * @throws {PluginaryError} `output-not-writable`.
 */
export async function writeFiles(path: string, files: readonly PlacedFile[]): Promise<void> {
  for (const { path: name, bytes } of files.toReversed()) {
    await writeFile(name === "" ? path : joinPath(path, name), bytes);
  }
}

async function writeFile(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await Deno.mkdir(parentFolder(path), { recursive: true });
    const file = await ReplacingFile.open(path);
    try {
      for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
      await file.commit();
    } finally {
      file.discard();
    }
  } catch (error) {
    throw new PluginaryError("output-not-writable", `Cannot write "${path}": ${reasonOf(error)}`, undefined, {
      cause: error,
    });
  }
}
