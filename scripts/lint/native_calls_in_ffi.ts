import { projectPath } from "./source_file.ts";
import { visitMembers } from "./syntax.ts";

/** Tests of the binding itself may also open the library. */
const ALLOWED = ["ffi/", "tests/ffi/", "tests/native/"];

/** Only ffi/ opens libraries, and only a worker reaches ffi/. */
export const nativeCallsInFfi: Deno.lint.Rule = {
  create(context) {
    const path = projectPath(context.filename);
    if (ALLOWED.some((folder) => path.startsWith(folder))) return {};
    return visitMembers("Deno", (name, node) => {
      if (name !== "dlopen" && !name.startsWith("Unsafe")) return;
      context.report({
        node,
        message: `Only ffi/ calls native code, and this file uses Deno.${name}`,
        hint: "Put the call into ffi/, as a method of Shim; only a worker may use it",
      });
    });
  },
};
