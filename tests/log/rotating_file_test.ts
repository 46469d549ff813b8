import assert from "node:assert/strict";
import { fileNames, RotatingFile } from "../../src/log/rotating_file.ts";
import { projectPath } from "../../scripts/project_path.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";

const onUnix = { ignore: Deno.build.os === "windows" };

/** The lines of all files, from the oldest file to the newest. */
function allLines(path: string, files: number): string[] {
  return fileNames(path, files).reverse().flatMap((name) => {
    try {
      return Deno.readTextFileSync(name).split("\n").filter((line) => line !== "");
    } catch (error) {
      assert.ok(error instanceof Deno.errors.NotFound);
      return [];
    }
  });
}

Deno.test("a log file and its folder are private", onUnix, async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("state/log/a.log");
  using file = RotatingFile.open(path);
  file.add("one");
  assert.equal(Deno.statSync(path).mode! & 0o777, 0o600);
  assert.equal(Deno.statSync(folder.join("state/log")).mode! & 0o777, 0o700);
});

Deno.test("a log file that is full is renamed, and the oldest one goes", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("a.log");
  using file = RotatingFile.open(path, { bytes: 100, files: 3 });
  for (let number = 0; number < 100; number++) file.add(`line ${number}`);
  const names = (await Array.fromAsync(Deno.readDir(folder.path))).map(({ name }) => name).sort();
  assert.deepEqual(names, ["a.log", "a.log.1", "a.log.2"]);
  const numbers = allLines(path, 3).map((line) => Number(line.slice(5)));
  assert.equal(numbers.at(-1), 99);
  assert.deepEqual(numbers, numbers.map((_, index) => numbers[0]! + index), "in order, without gaps");
  assert.ok(numbers.length > 20);
});

Deno.test("a line goes on where another was cut off, not in it", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("a.log");
  await Deno.writeTextFile(path, "whole\ncut");
  using file = RotatingFile.open(path);
  file.add("next");
  assert.equal(await Deno.readTextFile(path), "whole\ncut\nnext\n");
});

Deno.test("a log file that is deleted is made again", onUnix, async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("log/a.log");
  using file = RotatingFile.open(path);
  file.add("one");
  await Deno.remove(folder.join("log"), { recursive: true });
  file.add("two");
  assert.equal(await Deno.readTextFile(path), "two\n");
});

Deno.test("a log file is neither a pipe nor a link", onUnix, async () => {
  await using folder = await TemporaryFolder.make();
  await new Deno.Command("mkfifo", { args: [folder.join("pipe")] }).output();
  await Deno.writeTextFile(folder.join("target"), "");
  await Deno.symlink(folder.join("target"), folder.join("link"));
  for (const name of ["pipe", "link"]) {
    assert.throws(() => RotatingFile.open(folder.join(name)), /it is not a file/);
  }
});

Deno.test("the lock of a process that died stops nobody for long", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("a.log");
  await Deno.writeTextFile(`${path}.lock`, "");
  using file = RotatingFile.open(path, { bytes: 10, files: 2 });
  file.add("a long line");
  file.add("still here");
  assert.equal(allLines(path, 1).length, 2, "another process may be renaming the files");
  const longAgo = new Date(Date.now() - 60_000);
  await Deno.utime(`${path}.lock`, longAgo, longAgo);
  file.add("removes the lock");
  file.add("new file");
  assert.deepEqual(allLines(path, 1), ["new file"]);
});

Deno.test("several processes write whole lines, and lose none", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("a.log");
  const files = 500;
  const script = `
    import { RotatingFile } from ${JSON.stringify(`file://${projectPath("src/log/rotating_file.ts")}`)};
    using file = RotatingFile.open(${JSON.stringify(path)}, { bytes: 20_000, files: ${files} });
    for (let n = 0; n < 1000; n++) file.add(Deno.args[0] + " " + n + " " + "x".repeat(n % 500) + " end");`;
  await Deno.writeTextFile(folder.join("writer.ts"), script);
  const runs = ["a", "b", "c"].map((name) =>
    new Deno.Command(Deno.execPath(), {
      args: ["run", "--quiet", "-RW", "--config", projectPath("deno.json"), folder.join("writer.ts"), name],
    }).output()
  );
  for (const { success, stderr } of await Promise.all(runs)) {
    assert.ok(success, new TextDecoder().decode(stderr));
  }
  const lines = allLines(path, files);
  assert.deepEqual(lines.filter((line) => !/^[abc] \d+ x* end$/.test(line)), []);
  const written = new Set(lines.map((line) => line.split(" ").slice(0, 2).join(" ")));
  assert.equal(written.size, 3000);
  assert.equal(lines.length, 3000);
  assert.ok(fileNames(path, files).filter((name) => allLines(name, 1).length > 0).length > 10);
});
