import { type ExpectedFile, whyFileIsWrong } from "../src/platform/trusted_file.ts";

/**
 * Checks a library right before it is opened: it has to be a file of this user
 * that nobody else can write, with the expected size and content.
 *
 * @throws {Error} when it is not.
 */
export async function verifyLibrary(path: string, expected: ExpectedFile): Promise<void> {
  const why = await whyFileIsWrong(path, expected);
  if (why !== undefined) throw new Error(`Cannot use the shim library "${path}": ${why}`);
}
