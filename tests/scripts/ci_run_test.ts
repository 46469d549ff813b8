import assert from "node:assert/strict";
import { projectPath } from "../../scripts/project_path.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";

/** Runs `.ci/run` in a project of its own with a shell script in place of `npx`. */
async function runWith(
  npx: string,
  toolchain?: string,
): Promise<{ code: number; lines: string[]; stderr: string }> {
  await using folder = await TemporaryFolder.make();
  const write = async (name: string, text: string) => {
    await Deno.chmod(await folder.write(name, text), 0o755);
  };
  const script = await Deno.readTextFile(projectPath(".ci/run"));
  await write("main/.ci/run", script);
  await write("bin/npx", `#!/bin/bash\n${npx}\n`);
  if (toolchain !== undefined) {
    const path = script.match(/^toolchain=\.\.\/(\S+)$/m)![1]!;
    await write(path, `#!/bin/bash\n${toolchain}\n`);
  }
  const { code, stdout, stderr } = await new Deno.Command(`${folder.path}/main/.ci/run`, {
    env: { PATH: `${folder.path}/bin:${Deno.env.get("PATH")}` },
    cwd: "/",
  }).output();
  const text = (bytes: Uint8Array<ArrayBuffer>) => new TextDecoder().decode(bytes);
  return { code, lines: text(stdout).trimEnd().split("\n"), stderr: text(stderr) };
}

const ignore = Deno.build.os === "windows";

Deno.test({ name: ".ci/run prints Deno's count and passes on success", ignore }, async () => {
  const { code, lines } = await runWith(`echo "$@"; echo 'ok | 12 passed | 0 failed (3s)'`);
  assert.equal(code, 0);
  assert.equal(lines[0], "-y deno@2.9.6 task test");
  assert.equal(lines.at(-1), "12 passed, 0 failed");
});

Deno.test(
  { name: ".ci/run reads a closing line with colours, steps and ignored tests", ignore },
  async () => {
    const closing = String
      .raw`\e[0m\e[32mok\e[0m | 12 passed (3 steps) | 0 failed | 2 ignored \e[38;5;245m(3s)\e[0m\n`;
    const { code, lines } = await runWith(`printf '${closing}'`);
    assert.equal(code, 0);
    assert.equal(lines.at(-1), "12 passed, 0 failed");
  },
);

Deno.test({ name: ".ci/run fails with the exit code of the tests", ignore }, async () => {
  const { code, lines } = await runWith(`echo 'FAILED | 10 passed | 2 failed (1 step) (3s)'; exit 7`);
  assert.equal(code, 7);
  assert.equal(lines.at(-1), "10 passed, 2 failed");
});

Deno.test({ name: ".ci/run fails when tests failed, whatever the exit code", ignore }, async () => {
  assert.equal((await runWith(`echo 'FAILED | 10 passed | 2 failed (3s)'`)).code, 1);
  assert.equal((await runWith(`echo 'ok | 0 passed | 0 failed (3s)'`)).code, 1);
});

Deno.test({ name: ".ci/run fails when the tests never came to their end", ignore }, async () => {
  const lost = await runWith(`echo 'setup: done'`);
  assert.equal(lost.code, 1);
  assert.match(lost.stderr, /did not run to their end/);
  assert.ok(!lost.lines.some((line) => /passed/.test(line)));
  assert.equal((await runWith(`exit 9`)).code, 9);
});

Deno.test({ name: ".ci/run gives the tests what the compile toolchain exports", ignore }, async () => {
  const npx = `echo "$DENORT_BIN"; echo 'ok | 1 passed | 0 failed (3s)'`;
  const { code, lines } = await runWith(npx, `echo "export DENORT_BIN='/a b/denort'"`);
  assert.equal(code, 0);
  assert.equal(lines[0], "/a b/denort");
});

Deno.test({ name: ".ci/run fails when the compile toolchain does", ignore }, async () => {
  const { code, lines } = await runWith(`echo 'ok | 1 passed | 0 failed (3s)'`, "exit 5");
  assert.equal(code, 5);
  assert.deepEqual(lines, [""]);
});
