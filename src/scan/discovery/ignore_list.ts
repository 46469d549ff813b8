import { PluginaryError } from "../../model/pluginary_error.ts";
import { Glob } from "./glob.ts";
import { reasonOf } from "../../platform/reason_of.ts";

/** Longest ignore list that is read; one of 10,000 patterns has less. */
const MAXIMUM_LIST_BYTES = 1024 * 1024;

/**
 * Reads an ignore list: a pattern on each line, `#` before a comment.
 *
 * @throws {PluginaryError} `ignore-list` when it cannot be read or has an invalid pattern.
 */
export async function readIgnoreList(path: string): Promise<Glob[]> {
  return parseIgnoreList(await readList(path), path);
}

async function readList(path: string): Promise<string> {
  try {
    const { size } = await Deno.stat(path);
    if (size > MAXIMUM_LIST_BYTES) throw new Error(`it has more than ${MAXIMUM_LIST_BYTES} bytes`);
    return await Deno.readTextFile(path);
  } catch (error) {
    throw cannotRead(path, reasonOf(error), error);
  }
}

function parseIgnoreList(text: string, path: string): Glob[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const pattern = line.trim();
    if (pattern === "" || pattern.startsWith("#")) return [];
    try {
      return [new Glob(pattern)];
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw cannotRead(path, `line ${index + 1}: ${error.message}`, error);
    }
  });
}

function cannotRead(path: string, why: string, cause: unknown): PluginaryError {
  return new PluginaryError(
    "ignore-list",
    `Cannot read the ignore list "${path}": ${why}`,
    "Write one pattern a line, such as /opt/plugins/** or Demo*.vst3",
    { cause },
  );
}
