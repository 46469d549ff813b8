import assert from "node:assert/strict";
import { runProgram } from "../../support/program.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

const unix = { ignore: Deno.build.os === "windows" };

async function write(output: string, ...args: string[]) {
  return await runProgram(["catalog", "path", "--csv", "--output", output, ...args]);
}

Deno.test(
  "--output replaces a file where a link leads to, keeps its mode and leaves nothing else",
  unix,
  async () => {
    await using folder = await TemporaryFolder.make();
    await Deno.writeTextFile(folder.join("real"), "before", { mode: 0o640 });
    await Deno.symlink(folder.join("real"), folder.join("link"));
    const { code, stdout } = await write(folder.join("link"));
    assert.deepEqual([code, stdout], [0, ""]);
    assert.match(await Deno.readTextFile(folder.join("real")), /^path,exists\n/);
    assert.ok((await Deno.lstat(folder.join("link"))).isSymlink);
    assert.equal((await Deno.stat(folder.join("real"))).mode! & 0o777, 0o640);
    const names = (await Array.fromAsync(Deno.readDir(folder.path))).map(({ name }) => name).sort();
    assert.deepEqual(names, ["link", "real"]);
  },
);

Deno.test("--output writes a pipe and /dev/null as they are", unix, async () => {
  await using folder = await TemporaryFolder.make();
  const pipe = folder.join("pipe");
  await new Deno.Command("mkfifo", { args: [pipe] }).output();
  const reader = new Deno.Command("cat", { args: [pipe], stdout: "piped" }).output();
  assert.equal((await write(pipe)).code, 0);
  assert.match(new TextDecoder().decode((await reader).stdout), /^path,exists\n/);
  assert.ok((await Deno.lstat(pipe)).isFifo);
  assert.deepEqual((await write("/dev/null")).code, 0);
});

Deno.test("--output says why it cannot write, and nothing is left behind", unix, async () => {
  await using folder = await TemporaryFolder.make();
  const cases: readonly (readonly [string, RegExp])[] = [
    [folder.path, /it is a folder/],
    [folder.join("none/file"), /"[^"]*\/none\/file": No such file or directory\n$/],
    ["/dev/fd/7", /only standard output can be used/],
    ["/dev/stderr", /only standard output can be used/],
    ["/dev/full", /access to the system's own files is not allowed/],
  ];
  for (const [output, reason] of cases) {
    const { code, stdout, stderr } = await runProgram(["catalog", "path", "--json", "--output", output]);
    assert.equal(code, 1);
    assert.match(stderr, reason);
    assert.equal(JSON.parse(stdout).error.code, "output-not-writable");
  }
  assert.deepEqual(await Array.fromAsync(Deno.readDir(folder.path)), []);
});

Deno.test("--output - is standard output", async () => {
  assert.match((await write("-")).stdout, /^path,exists\n/);
});
