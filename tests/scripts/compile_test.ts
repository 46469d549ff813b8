import assert from "node:assert/strict";
import { compileProgram } from "../../scripts/compile.ts";
import { projectPath } from "../../scripts/project_path.ts";
import { whyNotCompiled } from "../support/compiled_program.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";

Deno.test("task compile says what it cannot use to compile with", async () => {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", projectPath("scripts/compile.ts")],
    env: { DENORT_BIN: "/no/denort", PLUGINARY_COMPILE_DENO: Deno.execPath() },
  }).output();
  assert.equal(code, 1);
  assert.equal(stdout.byteLength, 0);
  assert.match(
    new TextDecoder().decode(stderr),
    /^compile: Cannot compile the program with ".*" and the runtime "\/no\/denort":\n[^]*Could not find denort/,
  );
});

Deno.test("compileProgram() leaves a file as it is when nothing has changed", {
  ignore: whyNotCompiled() !== "",
}, async () => {
  await using folder = await TemporaryFolder.make();
  const compile = (source: string) =>
    compileProgram({
      output: folder.join("program"),
      entry: { name: "entry.js", source, isAlone: true },
    });
  const inode = async (path: string) => (await Deno.stat(path)).ino;
  const first = await inode(await compile("1;"));
  assert.equal(await inode(await compile("1;")), first);
  assert.notEqual(await inode(await compile("2;")), first);
});
