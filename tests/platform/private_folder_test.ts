import assert from "node:assert/strict";
import { measureFolder, removeFolder, RunFolder } from "../../src/platform/private_folder.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";

const LIMITS = { bytes: 1024 * 1024, entries: 100 };
const DAY_MS = 24 * 3600 * 1000;
const isUnix = Deno.build.os !== "windows";

/** A folder as a run leaves it that ended without removing it. */
async function leaveRun(base: TemporaryFolder, owner: string | undefined, ageMs: number): Promise<string> {
  const path = base.join("pluginary-run-left");
  await base.write("pluginary-run-left/1/file", "written by a plugin");
  const at = new Date(Date.now() - ageMs);
  if (owner !== undefined) {
    await base.write("pluginary-run-left/owner", owner);
    await Deno.utime(`${path}/owner`, at, at);
  }
  await Deno.utime(path, at, at);
  return path;
}

async function exists(path: string): Promise<boolean> {
  return await Deno.lstat(path).then(() => true, () => false);
}

/** A process id that nobody has any more. */
async function deadPid(): Promise<number> {
  const child = new Deno.Command(Deno.execPath(), { args: ["--version"], stdout: "null" }).spawn();
  await child.status;
  return child.pid;
}

Deno.test("RunFolder gives folders that only this user can enter, and removes them", async () => {
  await using base = await TemporaryFolder.make();
  const run = await RunFolder.make(base.path);
  const first = await run.makePrivate();
  const second = await run.makePrivate();
  assert.notEqual(first, second);
  if (isUnix) assert.equal((await Deno.stat(first)).mode! & 0o777, 0o700);
  await run.remove();
  assert.deepEqual([...Deno.readDirSync(base.path)], []);
});

const LEFT_OVERS: [
  what: string,
  owner: () => Promise<string | undefined>,
  ageMs: number,
  isRemoved: boolean,
][] = [
  ["of a dead run", async () => String(await deadPid()), 0, true],
  ["of a run that is alive", () => Promise.resolve(String(Deno.pid)), 0, false],
  [
    "of a run whose id another process has a day later",
    () => Promise.resolve(String(Deno.pid)),
    2 * DAY_MS,
    true,
  ],
  ["without an owner", () => Promise.resolve(undefined), 3600_000, true],
  ["that is being made", () => Promise.resolve(undefined), 0, false],
  ["whose owner is no number", () => Promise.resolve("x"), 3600_000, true],
];

for (const [what, owner, ageMs, isRemoved] of LEFT_OVERS) {
  Deno.test(
    `RunFolder.make() ${isRemoved ? "removes" : "keeps"} a folder ${what}`,
    { ignore: !isUnix },
    async () => {
      await using base = await TemporaryFolder.make();
      const left = await leaveRun(base, await owner(), ageMs);
      const run = await RunFolder.make(base.path);
      assert.equal(await exists(left), !isRemoved);
      await run.remove();
    },
  );
}

Deno.test("RunFolder.make() leaves links and other people's names alone", { ignore: !isUnix }, async () => {
  await using base = await TemporaryFolder.make();
  await base.write("elsewhere/owner", "1");
  await Deno.symlink(base.join("elsewhere"), base.join("pluginary-run-link"));
  await base.write("pluginary-other/file", "");
  const run = await RunFolder.make(base.path);
  await run.remove();
  assert.ok(await exists(base.join("elsewhere/owner")));
  assert.ok(await exists(base.join("pluginary-run-link")));
  assert.ok(await exists(base.join("pluginary-other/file")));
});

Deno.test(
  "measureFolder() counts what is on the disk, not what a sparse file claims",
  { ignore: !isUnix },
  async () => {
    await using folder = await TemporaryFolder.make();
    await folder.write("full", new Uint8Array(64 * 1024));
    const sparse = await folder.write("sparse", "");
    await Deno.truncate(sparse, 1024 ** 3);
    const { bytes, entries } = await measureFolder(folder.path, LIMITS);
    assert.equal(entries, 2);
    assert.ok(bytes >= 64 * 1024 && bytes < 1024 * 1024, String(bytes));
  },
);

Deno.test("measureFolder() does not follow links", { ignore: !isUnix }, async () => {
  await using folder = await TemporaryFolder.make();
  await Deno.symlink("/", folder.join("root"));
  assert.deepEqual((await measureFolder(folder.path, LIMITS)).entries, 1);
});

Deno.test("measureFolder() stops counting beyond its limits", async () => {
  await using folder = await TemporaryFolder.make();
  for (let i = 0; i < 150; i++) await folder.write(`${i}`, "");
  assert.ok((await measureFolder(folder.path, LIMITS)).entries > LIMITS.entries);
  await folder.write("large", new Uint8Array(2 * 1024 * 1024));
  assert.ok((await measureFolder(folder.path, { ...LIMITS, entries: 1000 })).bytes > LIMITS.bytes);
});

Deno.test("measureFolder() takes a folder that is nested without end for too many entries", async () => {
  await using folder = await TemporaryFolder.make();
  await Deno.mkdir(folder.join("a/".repeat(40)), { recursive: true });
  assert.equal((await measureFolder(folder.path, LIMITS)).entries, Infinity);
});

Deno.test("removeFolder() removes folders that cannot be entered", { ignore: !isUnix }, async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write("private/a/b/file", "");
  await Deno.chmod(folder.join("private/a/b"), 0o000);
  await Deno.chmod(folder.join("private/a"), 0o000);
  await removeFolder(folder.join("private"));
  assert.ok(!await exists(folder.join("private")));
});

Deno.test("removeFolder() does nothing when there is no folder", async () => {
  await removeFolder("/nowhere/at/all");
});

/** Nests folders deeper than recursion or a path can go, by moving each into the next. */
function nest(folder: TemporaryFolder, top: string, depth: number): void {
  Deno.mkdirSync(folder.join("nest"), { recursive: true });
  for (let i = 1; i < depth; i++) {
    Deno.mkdirSync(folder.join("next"));
    Deno.renameSync(folder.join("nest"), folder.join("next/d"));
    Deno.renameSync(folder.join("next"), folder.join("nest"));
  }
  Deno.mkdirSync(folder.join(top), { recursive: true });
  Deno.renameSync(folder.join("nest"), folder.join(`${top}/d`));
}

Deno.test(
  "removeFolder() removes folders nested deeper than recursion can go",
  { ignore: !isUnix },
  async () => {
    await using folder = await TemporaryFolder.make();
    nest(folder, "private", 25_000);
    // A slow computer does it in several turns.
    for (let turn = 0; turn < 20 && await exists(folder.join("private")); turn++) {
      await removeFolder(folder.join("private"));
    }
    assert.ok(!await exists(folder.join("private")));
  },
);

Deno.test("removeFolder() removes links and not their targets", { ignore: !isUnix }, async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write("elsewhere/file", "");
  await folder.write("private/a/file", "");
  await Deno.symlink(folder.join("elsewhere"), folder.join("private/a/link"));
  await Deno.symlink(folder.join("nowhere"), folder.join("private/broken"));
  await removeFolder(folder.join("private"));
  assert.ok(!await exists(folder.join("private")));
  assert.ok(await exists(folder.join("elsewhere/file")));
});

Deno.test("removeFolder() removes what it can and leaves the rest", { ignore: !isUnix }, async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write("private/a/file", "");
  await folder.write("closed/private/file", "");
  await Deno.chmod(folder.join("closed"), 0o500);
  await removeFolder(folder.join("closed/private"));
  await Deno.chmod(folder.join("closed"), 0o700);
  assert.ok(!await exists(folder.join("closed/private/file")));
});

Deno.test("removeFolder() removes the owner of a run's folder last", { ignore: !isUnix }, async () => {
  await using base = await TemporaryFolder.make();
  const left = await leaveRun(base, "1", 0);
  // Nothing can name this folder, so that it stays
  const shell = new Deno.Command("/bin/sh", { args: ["-c", `mkdir "$0/1/$(printf '\\377')"`, left] });
  assert.ok((await shell.output()).success);
  await removeFolder(left);
  assert.ok(await exists(`${left}/owner`));
  assert.ok(!await exists(`${left}/1/file`));
});

Deno.test("RunFolder.make() takes a left owner that is no file for none", { ignore: !isUnix }, async () => {
  await using base = await TemporaryFolder.make();
  const left = await leaveRun(base, undefined, 0);
  await Deno.mkdir(`${left}/owner`);
  const long = new Date(Date.now() - 3600_000);
  await Deno.utime(`${left}/owner`, long, long);
  const run = await RunFolder.make(base.path);
  assert.ok(!await exists(left));
  await run.remove();
});
