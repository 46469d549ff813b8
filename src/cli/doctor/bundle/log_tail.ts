import { logFolder } from "../../../platform/cache_folder.ts";
import { isFileError } from "../../../platform/file_error.ts";
import { joinPath } from "../../../platform/paths.ts";
import type { Environment } from "../../../scan/files/search_system.ts";

/** How much of the log an archive gets. */
const TAIL_BYTES = 64 * 1024;

/** The last lines of the newest file in the folder of logs; `undefined` if there is no log. */
export async function readLogTail(environment: Environment): Promise<string | undefined> {
  const folder = logFolder(environment);
  if (folder === undefined) return undefined;
  try {
    const newest = newestFile(folder);
    return newest === undefined ? undefined : await readTail(newest);
  } catch (error) {
    // An archive without a log is better than none.
    if (isFileError(error)) return undefined;
    throw error;
  }
}

function newestFile(folder: string): string | undefined {
  const files = [...Deno.readDirSync(folder)].filter(({ isFile, name }) => isFile && /\.log$/.test(name))
    .map(({ name }) => joinPath(folder, name))
    .map((path) => ({ path, at: Deno.statSync(path).mtime?.getTime() ?? 0 }));
  return files.sort((a, b) => b.at - a.at)[0]?.path;
}

/** Whole lines only. */
async function readTail(path: string): Promise<string> {
  using file = await Deno.open(path);
  const { size } = await file.stat();
  const start = Math.max(0, size - TAIL_BYTES);
  await file.seek(start, Deno.SeekMode.Start);
  const bytes = new Uint8Array(size - start);
  let length = 0;
  for (let count: number | null = 0; count !== null && length < bytes.length; length += count ?? 0) {
    count = await file.read(bytes.subarray(length));
  }
  const text = new TextDecoder().decode(bytes.subarray(0, length));
  return start === 0 ? text : text.slice(text.indexOf("\n") + 1);
}
