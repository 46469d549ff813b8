import assert from "node:assert/strict";
import { runProgram } from "../../support/program.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

const GOOD = new URL("../../../build/fixtures/vst3/good.vst3", import.meta.url).pathname;

Deno.test(
  "pluginary scan names a temporary folder that is of no use",
  { ignore: Deno.build.os !== "linux" },
  async () => {
    await using folder = await TemporaryFolder.make();
    const file = await folder.write("file", "");
    for (const [path, why] of [[folder.join("gone"), "it does not exist"], [file, "it is not a folder"]]) {
      const env = { TMPDIR: path! };
      const { code, stderr } = await runProgram(["scan", "--no-catalog", GOOD], { env });
      assert.equal(code, 1);
      assert.ok(stderr.includes(`Cannot create a folder for workers in "${path}": ${why}\n`), stderr);
      assert.match(stderr, /Set TMPDIR to a folder that you can write to/);
    }
  },
);
