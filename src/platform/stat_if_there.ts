import { isFileError } from "./file_error.ts";

/** The facts about a file, links followed; `undefined` if it does not exist or cannot be reached. */
export function statIfThere(path: string): Deno.FileInfo | undefined {
  try {
    return Deno.statSync(path);
  } catch (error) {
    if (isFileError(error)) return undefined;
    throw error;
  }
}
