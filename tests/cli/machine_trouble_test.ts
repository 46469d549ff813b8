import assert from "node:assert/strict";
import type { ScanDocument } from "../../src/model/documents/scan_document.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";
import { Sandbox } from "../support/sandbox.ts";
import { withMount } from "../support/mounts.ts";
import { whyNoMounts } from "../support/tmpfs_mount.ts";

const GOOD = new URL("../../build/fixtures/vst3/good.vst3", import.meta.url).pathname;
const onLinux = { ignore: Deno.build.os !== "linux" };
const noMounts = await whyNoMounts();

/** Scans with some trouble, then without; no trace of the first may be left. */
async function troubled(
  trouble: Record<string, string>,
): Promise<{ code: string; message: string; hint: string }> {
  await using sandbox = await Sandbox.make();
  // The catalog is made before; SQLite wants room for temporary files too.
  await Deno.mkdir(sandbox.join("empty"));
  await sandbox.run(["scan", "--json", sandbox.join("empty")]);
  const args = ["scan", "--json", GOOD];
  const failed = await sandbox.run(args, { env: trouble });
  assert.equal(failed.code, 1, failed.stdout);
  const after = await sandbox.run(args);
  const { modules, summary }: ScanDocument = JSON.parse(after.stdout);
  assert.deepEqual(modules.map(({ outcome, change, warnings }) => [outcome, change, warnings]), [
    ["scanned", "added", []],
  ]);
  assert.equal(summary.failures, 0);
  return JSON.parse(failed.stdout).error;
}

Deno.test(
  "pluginary scan with a shim that is no library ends with what to do, and blames no plugin",
  onLinux,
  async () => {
    await using folder = await TemporaryFolder.make();
    const shim = await folder.write("garbage.so", crypto.getRandomValues(new Uint8Array(5000)));
    const { code, message, hint } = await troubled({ PLUGINARY_SHIM: shim });
    assert.equal(code, "worker-does-not-start");
    assert.match(message, /it wrote: Could not open library: .*garbage\.so/);
    assert.match(hint, /PLUGINARY_SHIM/);
  },
);

Deno.test("pluginary scan with a device for a shim says that it is no library", onLinux, async () => {
  const { code, hint } = await troubled({ PLUGINARY_SHIM: "/dev/null" });
  assert.equal(code, "worker-does-not-start");
  assert.match(hint, /PLUGINARY_SHIM/);
});

Deno.test("pluginary scan with another library for a shim says what it lacks", onLinux, async () => {
  await using folder = await TemporaryFolder.make();
  const shim = folder.join("other.so");
  await Deno.copyFile(`${GOOD}/Contents/${Deno.build.arch}-linux/good.so`, shim);
  const { code, message } = await troubled({ PLUGINARY_SHIM: shim });
  assert.equal(code, "worker-does-not-start");
  assert.match(message, /pluginary_/);
});

Deno.test(`pluginary scan on a full disk says so, and blames no plugin${noMounts}`, {
  ignore: noMounts !== "",
}, async () => {
  await withMount({ size: "64k" }, async (path) => {
    await assert.rejects(Deno.writeFile(`${path}/filler`, new Uint8Array(256 * 1024)));
    const { code, message, hint } = await troubled({ TMPDIR: path });
    assert.equal(code, "disk-full");
    assert.ok(message.includes(path), message);
    assert.match(hint, /TMPDIR/);
  });
});
