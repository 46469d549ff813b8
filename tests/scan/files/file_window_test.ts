import assert from "node:assert/strict";
import { FileWindow } from "../../../src/scan/files/file_window.ts";
import { Lv2Inspection } from "../../../src/scan/formats/lv2_bundle.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

Deno.test("FileWindow.open() does not wait for a pipe", { ignore: Deno.build.os === "windows" }, async () => {
  await using folder = await TemporaryFolder.make();
  await new Deno.Command("mkfifo", { args: [folder.join("pipe.so")] }).output();
  assert.throws(() => FileWindow.open(folder.join("pipe.so")), /not a regular file/);
});

Deno.test(
  "Lv2Inspection does not wait for a pipe",
  { ignore: Deno.build.os === "windows" },
  async () => {
    await using folder = await TemporaryFolder.make();
    await new Deno.Command("mkfifo", { args: [folder.join("manifest.ttl")] }).output();
    const found = await new Lv2Inspection("manifest.ttl").folder(folder.path, false);
    assert.ok(typeof found === "object");
    assert.equal(found.reason?.code, "load-error");
  },
);
