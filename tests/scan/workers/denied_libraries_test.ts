import assert from "node:assert/strict";
import { deniedLibraries } from "../../../src/scan/workers/denied_libraries.ts";
import { elfLibrary } from "../../support/elf_library.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

const MISSING = "libdep.so.1: cannot open shared object file: No such file or directory";

/** A plugin's library that searches its dependencies in the folders of a list. */
async function searched(folder: TemporaryFolder, searchPath: string): Promise<string[]> {
  const binary = await folder.write("plugin/Plugin.so", elfLibrary({ searchPath }));
  return await deniedLibraries(binary, MISSING);
}

Deno.test(
  "deniedLibraries() finds a library that is there, by a path or beside the plugin",
  { ignore: Deno.build.os !== "linux" },
  async () => {
    await using folder = await TemporaryFolder.make();
    const path = await folder.write("opt/libdep.so.1", "");
    assert.deepEqual(await searched(folder, `/nowhere:${folder.join("opt")}`), [path]);
    assert.deepEqual(await searched(folder, "$ORIGIN/../opt"), [folder.join("plugin/../opt/libdep.so.1")]);
    assert.deepEqual(await searched(folder, "${ORIGIN}/../opt"), [folder.join("plugin/../opt/libdep.so.1")]);
  },
);

Deno.test("deniedLibraries() finds nothing for what is really missing", async () => {
  await using folder = await TemporaryFolder.make();
  assert.deepEqual(await searched(folder, folder.join("opt")), []);
  assert.deepEqual(await deniedLibraries(folder.join("gone.so"), MISSING), []);
  const text = await folder.write("text.so", "I am a text");
  assert.deepEqual(await deniedLibraries(text, MISSING), []);
});
