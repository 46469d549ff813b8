import { JsoncError } from "../../../config/jsonc_tree.ts";
import { CONFIG_VERSION, migrateText } from "../../../config/migrations.ts";
import { isFileError } from "../../../platform/file_error.ts";

/** The version of a file that an older program wrote; `undefined` also for a file that cannot be read. */
export async function olderVersionOf(path: string): Promise<number | undefined> {
  try {
    const { version, isEmpty } = migrateText(await Deno.readTextFile(path));
    return isEmpty || version >= CONFIG_VERSION ? undefined : version;
  } catch (error) {
    if (error instanceof JsoncError || isFileError(error)) return undefined;
    throw error;
  }
}
