import assert from "node:assert/strict";
import { projectPath } from "../../scripts/project_path.ts";

async function runSetup(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", projectPath("scripts/setup.ts"), ...args],
  }).output();
  const text = (bytes: Uint8Array<ArrayBuffer>) => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}

// The task that runs these tests has set up already.
Deno.test("setup with nothing to do says one line on standard error", async () => {
  const { code, stdout, stderr } = await runSetup("--tests");
  assert.equal(code, 0, stderr);
  assert.equal(stdout, "");
  assert.match(stderr, /^(setup: Tests that need[^\n]*\n)?setup: nothing to do \(\d+\.\d s\)\n$/);
});

Deno.test("setup refuses an argument that it does not know", async () => {
  const { code, stderr } = await runSetup("--test");
  assert.equal(code, 2);
  assert.match(stderr, /^setup: Unknown argument "--test"/);
});

Deno.test("two setups at once wait for each other", async () => {
  await using held = await Deno.open(projectPath("build/setup.lock"), { create: true, write: true });
  await held.lock(true);
  const waiting = runSetup();
  const first = await Promise.race([waiting, new Promise((done) => setTimeout(done, 1500, "waits"))]);
  held.unlockSync();
  const { code, stderr } = await waiting;
  assert.equal(first, "waits");
  assert.equal(code, 0, stderr);
  assert.match(stderr, /^setup: Waiting for another setup to finish\n/);
});
