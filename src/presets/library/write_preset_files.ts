import type { WrittenFile } from "../../file_formats/written/written_preset.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { joinPath, parentFolder } from "../../platform/paths.ts";
import { reasonOf } from "../../platform/reason_of.ts";
import { ReplacingFile } from "../../platform/replacing_file.ts";
import { statIfThere } from "../../platform/stat_if_there.ts";

/**
 * Writes the files of a preset, one or those of a folder. Each is complete or as
 * before; the one that leads to the others, the first, is written last.
 *
 * @throws {PluginaryError} `output-not-writable`.
 */
export async function writePresetFiles(path: string, files: readonly WrittenFile[]): Promise<void> {
  for (const { path: name, bytes } of files.toReversed()) {
    await writeFile(name === "" ? path : joinPath(path, name), bytes);
  }
}

/** @throws {PluginaryError} `output-not-writable` if there is anything. */
export function refuseOtherFile(path: string): void {
  if (statIfThere(path) === undefined) return;
  throw new PluginaryError(
    "output-not-writable",
    `Cannot write "${path}": there is another file`,
    'Use "--force" to replace it',
  );
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
