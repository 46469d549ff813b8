import { type ExpectedFile, whyFileIsWrong } from "../src/platform/trusted_file.ts";

/**
 * Makes sure right before a library is opened that it is the expected one: a
 * file of this user that no one else can write, with that size and content.
 *
 * @throws {Error} when it is not.
 */
export async function verifyLibrary(path: string, expected: ExpectedFile): Promise<void> {
  const why = await whyFileIsWrong(path, expected);
  if (why !== undefined) throw new Error(`Cannot use the shim library "${path}": ${why}`);
}
