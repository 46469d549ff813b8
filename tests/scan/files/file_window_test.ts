import assert from "node:assert/strict";
import { FileWindow } from "../../../src/scan/files/file_window.ts";
import { inspectLv2Bundle } from "../../../src/scan/formats/lv2_bundle.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

Deno.test("FileWindow.open() does not wait for a pipe", { ignore: Deno.build.os === "windows" }, async () => {
  await using folder = await TemporaryFolder.make();
  await new Deno.Command("mkfifo", { args: [folder.join("pipe.so")] }).output();
  assert.throws(() => FileWindow.open(folder.join("pipe.so")), /no regular file/);
});

Deno.test(
  "inspectLv2Bundle() does not wait for a pipe",
  { ignore: Deno.build.os === "windows" },
  async () => {
    await using folder = await TemporaryFolder.make();
    await new Deno.Command("mkfifo", { args: [folder.join("manifest.ttl")] }).output();
    assert.equal(inspectLv2Bundle(folder.path, false)?.reason?.code, "load-error");
  },
);
