import assert from "node:assert/strict";
import { type FileFault, FileFormatError } from "../../../src/file_formats/file_format_error.ts";

/** The fault for which a file is refused; `undefined` if it is read. Any other error fails the test. */
export function faultOf(read: () => unknown): FileFault | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    assert.ok(error instanceof FileFormatError, `${error instanceof Error ? error.stack : error}`);
    assert.match(error.message, /^(is|has|ends|does|names|states|contains|must|refers) /);
    return error.fault;
  }
}
