import assert from "node:assert/strict";
import { fingerprint } from "../../../src/scan/planning/fingerprint.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

Deno.test("fingerprint() is the SHA-256 of a single file", async () => {
  await using folder = await TemporaryFolder.make();
  const path = await folder.write("a", "abc");
  const { value, sizeBytes } = await fingerprint([path]);
  // The test vector of FIPS 180-4.
  assert.equal(value, "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  assert.equal(sizeBytes, 3);
});

Deno.test("fingerprint() sees a change in any file and none in times", async () => {
  await using folder = await TemporaryFolder.make();
  const files = [await folder.write("a", "abc"), await folder.write("b", "def")];
  const before = await fingerprint(files);
  await Deno.utime(files[0]!, new Date(0), new Date(86_400_000));
  const touched = await fingerprint(files);
  assert.equal(touched.value, before.value);
  await folder.write("b", "deg");
  assert.notEqual((await fingerprint(files)).value, before.value);
});

Deno.test("fingerprint() takes an empty file", async () => {
  await using folder = await TemporaryFolder.make();
  const { sizeBytes } = await fingerprint([await folder.write("a", "")]);
  assert.equal(sizeBytes, 0);
});
