import { BUNDLE_FILES } from "../../file_formats/written/write_lv2_bundle.ts";
import type { WrittenFile } from "../../file_formats/written/written_preset.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { usageError } from "../../model/usage_error.ts";
import { absolutePath, joinPath, parentFolder } from "../../platform/paths.ts";
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

/**
 * The path of a preset's file; standard output has the report.
 *
 * @throws {PluginaryError} `usage` for `-`.
 */
export function placeOf(output: string): string {
  if (output !== "-") return absolutePath(output);
  throw usageError("A preset cannot be written to standard output", 'Name its file with "--output FILE"');
}

/**
 * Looks at the place of a file, or of a bundle's folder, before plugins are loaded for it.
 *
 * @param isForced Whether a file or bundle that is there is replaced.
 * @throws {PluginaryError} `output-not-writable` for one that is not, for a folder with anything else in it, and for a place in no folder.
 */
export function checkPlace(path: string, isForced: boolean): void {
  const there = statIfThere(path);
  if (there !== undefined && !isForced) {
    throw notWritable(path, "there is another file", 'Use "--force" to replace it');
  }
  if (
    there?.isDirectory === true &&
    [...Deno.readDirSync(path)].some(({ name }) => !BUNDLE_FILES.includes(name))
  ) {
    throw notWritable(path, "the folder has other files", "Name a new folder");
  }
  const folder = parentFolder(path);
  if (statIfThere(folder) === undefined) throw notWritable(path, `there is no folder "${folder}"`);
}

function notWritable(path: string, why: string, hint?: string, options?: ErrorOptions): PluginaryError {
  return new PluginaryError("output-not-writable", `Cannot write "${path}": ${why}`, hint, options);
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
    throw notWritable(path, reasonOf(error), undefined, { cause: error });
  }
}
