import assert from "node:assert/strict";
import { libraryInMemory } from "../../ffi/library_in_memory.ts";
import { Shim } from "../../ffi/shim.ts";
import { verifyLibrary } from "../../ffi/verify_library.ts";
import { projectPath } from "../../scripts/project_path.ts";
import { sha256 } from "../../src/platform/trusted_file.ts";
import { ABI_VERSION } from "../../src/model/abi_version.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";

Deno.test("libraryInMemory() gives a path from which the shim opens", {
  ignore: Deno.build.os !== "linux",
  // A shim stays open until its process ends.
  sanitizeResources: false,
}, async () => {
  const path = libraryInMemory(await Deno.readFile(projectPath("build/shim/libpluginary.so")));
  assert.match(path, /^\/proc\/self\/fd\/\d+$/);
  const info = Shim.open(path, ABI_VERSION).buildInfo() as { abi: number };
  assert.equal(info.abi, ABI_VERSION);
});

Deno.test("verifyLibrary() takes the expected file and nothing else", async () => {
  await using folder = await TemporaryFolder.make();
  const bytes = new TextEncoder().encode("a library");
  const path = await folder.write("a.so", bytes);
  const expected = { sha256: await sha256(bytes), sizeBytes: bytes.byteLength };
  await verifyLibrary(path, expected);
  const refused: [string, typeof expected, RegExp][] = [
    [path, { ...expected, sizeBytes: 8 }, /it has 9 bytes instead of 8$/],
    [path, { ...expected, sha256: await sha256(bytes.slice(1)) }, /its content differs$/],
    [folder.path, expected, /it is not a regular file$/],
    [folder.join("b.so"), expected, /it does not exist$/],
  ];
  for (const [file, content, why] of refused) await assert.rejects(verifyLibrary(file, content), why);
  if (Deno.build.os === "windows") return;
  await Deno.symlink(path, folder.join("link.so"));
  await assert.rejects(verifyLibrary(folder.join("link.so"), expected), /it is not a regular file$/);
  await Deno.chmod(path, 0o620);
  await assert.rejects(verifyLibrary(path, expected), /others can write to it$/);
});
