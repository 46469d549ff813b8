import assert from "node:assert/strict";
import { FileLock } from "../../src/platform/file_lock.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";

/** Adds 1 to a number in a file, as often as it is told, without losing what others add. */
const COUNTER = `
  import { FileLock } from ${JSON.stringify(import.meta.resolve("../../src/platform/file_lock.ts"))};
  const [lock, file, times] = Deno.args;
  for (let i = 0; i < Number(times); i++) {
    using _ = await FileLock.take(lock, () => {});
    Deno.writeTextFileSync(file, String(Number(Deno.readTextFileSync(file)) + 1));
  }
`;

/** Takes the lock, says so, and keeps it. */
const HOLDER = `
  import { FileLock } from ${JSON.stringify(import.meta.resolve("../../src/platform/file_lock.ts"))};
  const lock = await FileLock.take(Deno.args[0], () => {});
  console.log("locked");
  setTimeout(() => lock, 3_600_000);
`;

function start(folder: TemporaryFolder, script: string, args: readonly string[]): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", script, ...args],
    cwd: folder.path,
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
}

Deno.test("FileLock lets one process in at a time, and leaves no file behind", async () => {
  await using folder = await TemporaryFolder.make();
  const script = await folder.write("counter.ts", COUNTER);
  const count = await folder.write("count", "0");
  const children = Array.from({ length: 4 }, () => start(folder, script, [folder.join("lock"), count, "50"]));
  for (const child of children) assert.equal((await child.output()).code, 0);
  assert.equal(await Deno.readTextFile(count), "200");
  if (Deno.build.os !== "windows") await assert.rejects(Deno.stat(folder.join("lock")), Deno.errors.NotFound);
});

Deno.test("FileLock is free again when the process that has it is killed, and tells who waits", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("lock");
  const holder = start(folder, await folder.write("holder.ts", HOLDER), [path]);
  const reader = holder.stdout.getReader();
  await reader.read();
  const waiting = Promise.withResolvers<void>();
  const taken = FileLock.take(path, waiting.resolve);
  await waiting.promise;
  holder.kill("SIGKILL");
  (await taken)[Symbol.dispose]();
  await reader.cancel();
  await holder.status;
});
