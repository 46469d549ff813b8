import assert from "node:assert/strict";
import { followLog } from "../../src/log/follow_log.ts";
import { RotatingFile } from "../../src/log/rotating_file.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";

function lineOf(message: string): string {
  const time = "2026-11-01T10:00:00.000Z";
  return JSON.stringify({ time, level: "info", category: "scan", message, pid: 1, properties: {} });
}

/** Follows a file and returns the messages seen once there are so many. */
async function follow(path: string, count: number, steps: (() => void)[]): Promise<string[]> {
  const end = new AbortController();
  const seen: string[] = [];
  for await (const batch of followLog(path, end.signal)) {
    seen.push(...batch.map(({ message }) => message));
    steps.shift()?.();
    if (seen.length >= count) end.abort();
  }
  return seen;
}

Deno.test("following a log begins with what is there, and waits for a file that is not", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("a.log");
  assert.deepEqual(
    await follow(path, 2, [() => Deno.writeTextFileSync(path, `${lineOf("one")}\n${lineOf("two")}\n`)]),
    ["one", "two"],
  );
  assert.deepEqual(await follow(path, 2, []), ["one", "two"]);
});

Deno.test("following a log goes on after a rotation, a cut and a half line", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("a.log");
  await Deno.writeTextFile(path, "");
  const seen = await follow(path, 8, [
    () => {
      using file = RotatingFile.open(path, { bytes: 250, files: 5 });
      for (const message of ["one", "two", "three", "four"]) file.add(lineOf(message));
    },
    () => Deno.writeTextFileSync(path, `${lineOf("five")}\n`, { append: true }),
    () => Deno.writeTextFileSync(path, `${lineOf("6")}\n${lineOf("7").slice(0, 20)}`),
    () => Deno.writeTextFileSync(path, `${lineOf("7").slice(20)}\n${lineOf("8")}\n`, { append: true }),
  ]);
  assert.deepEqual(seen, ["one", "two", "three", "four", "five", "6", "7", "8"]);
});
