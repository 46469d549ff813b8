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

/** Writes some bytes at a place of a file, which is made if need be. */
async function poke(path: string, at: number, text: string): Promise<void> {
  using file = await Deno.open(path, { write: true, create: true });
  await file.seek(at, Deno.SeekMode.Start);
  await file.write(new TextEncoder().encode(text));
}

Deno.test("fingerprint() samples a file that is too large to be read, and sees changes at both ends", {
  // Holes take no room on the file systems of Unix.
  ignore: Deno.build.os === "windows",
}, async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("huge");
  await poke(path, 0, "start");
  await Deno.truncate(path, 2 ** 40);
  const startedAt = performance.now();
  const values = [await fingerprint([path])];
  assert.ok(performance.now() - startedAt < 5000);
  assert.equal(values[0]!.sizeBytes, 2 ** 40);
  for (const at of [1, 2 ** 20 - 10, 2 ** 20 + 7, 2 ** 40 - 10]) {
    await poke(path, at, "change");
    values.push(await fingerprint([path]));
  }
  await Deno.truncate(path, 2 ** 40 + 1);
  values.push(await fingerprint([path]));
  assert.equal(new Set(values.map(({ value }) => value)).size, 6);
});

Deno.test("fingerprint() sees a change in any place of the first 64 MiB of a module's files", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("large");
  await poke(path, 64 * 1024 * 1024 - 1, "x");
  const before = await fingerprint([path]);
  await poke(path, 5_000_000, "x");
  assert.notEqual((await fingerprint([path])).value, before.value);
});

Deno.test("fingerprint() takes an empty file", async () => {
  await using folder = await TemporaryFolder.make();
  const { sizeBytes } = await fingerprint([await folder.write("a", "")]);
  assert.equal(sizeBytes, 0);
});
