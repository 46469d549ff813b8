import assert from "node:assert/strict";
import { sha256 } from "../../../src/platform/trusted_file.ts";
import { type PackedShim, unpackShim } from "../../../src/scan/shim/unpack_shim.ts";
import { TmpfsMount, whyNoMounts } from "../../support/tmpfs_mount.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

const hasUsers = Deno.build.os !== "windows";
const isRoot = hasUsers && Deno.uid() === 0;
const needsRoot = { ignore: !isRoot };
const rootOnly = isRoot ? "" : " (skipped: only root gives files away)";
const noMounts = await whyNoMounts();
const needsMounts = { ignore: noMounts !== "" };

const CONTENT = crypto.getRandomValues(new Uint8Array(50_000));
const SHIM: PackedShim = {
  sha256: await sha256(CONTENT),
  sizeBytes: CONTENT.byteLength,
  fileName: "libpluginary.so",
  read: () => Promise.resolve(CONTENT),
};

/** A home, and a runtime folder to fall back to. */
class Places implements AsyncDisposable {
  readonly #folder: TemporaryFolder;
  readonly home: string;
  readonly runtime: string;

  private constructor(folder: TemporaryFolder) {
    this.#folder = folder;
    this.home = folder.join("home");
    this.runtime = folder.join("runtime");
  }

  static async make(): Promise<Places> {
    const places = new Places(await TemporaryFolder.make());
    await Deno.mkdir(places.home, { mode: 0o700 });
    await Deno.mkdir(places.runtime, { mode: 0o700 });
    return places;
  }

  get cache(): string {
    return Deno.build.os === "darwin" ? `${this.home}/Library/Caches` : `${this.home}/.cache`;
  }

  /** Where the library is when nothing is wrong with the home. */
  get cached(): string {
    return `${this.cache}/pluginary/shim/${SHIM.sha256}/${SHIM.fileName}`;
  }

  get inRuntime(): string {
    return `${this.runtime}/pluginary/shim/${SHIM.sha256}/${SHIM.fileName}`;
  }

  /** Unpacks and returns the path. */
  async unpack(shim: PackedShim = SHIM): Promise<string | null> {
    const variables: Record<string, string> = {
      HOME: this.home,
      LOCALAPPDATA: this.home,
      XDG_RUNTIME_DIR: this.runtime,
    };
    await using unpacked = await unpackShim(shim, (name) => variables[name]);
    return unpacked.path;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#folder[Symbol.asyncDispose]();
  }
}

const onUnix = { ignore: !hasUsers };

Deno.test("unpackShim() makes a file and folders that are the user's alone", onUnix, async () => {
  await using places = await Places.make();
  assert.equal(await places.unpack(), places.cached);
  assert.deepEqual(await Deno.readFile(places.cached), CONTENT);
  const modeOf = async (path: string) => (await Deno.stat(path)).mode! & 0o7777;
  assert.equal(await modeOf(places.cached), 0o500);
  for (let folder = places.cached; folder !== places.home;) {
    folder = folder.slice(0, folder.lastIndexOf("/"));
    assert.equal(await modeOf(folder), 0o700, folder);
  }
  assert.deepEqual(await namesBeside(places.cached), [SHIM.fileName]);
});

Deno.test("unpackShim() writes once, and later touches the folder alone", onUnix, async () => {
  await using places = await Places.make();
  await places.unpack();
  const before = await Deno.stat(places.cached);
  const folder = places.cached.slice(0, places.cached.lastIndexOf("/"));
  await Deno.utime(folder, new Date(0), new Date(0));
  await places.unpack();
  const after = await Deno.stat(places.cached);
  assert.equal(after.ino, before.ino);
  assert.deepEqual(after.mtime, before.mtime);
  assert.ok((await Deno.stat(folder)).mtime!.getTime() > 0);
});

/** Ways in which the unpacked file can be wrong, each of which is replaced. */
const WRONG_FILES: Record<string, (path: string) => Promise<void>> = {
  "tampered with": async (path) => {
    await Deno.chmod(path, 0o600);
    const bytes = CONTENT.slice();
    bytes[bytes.length >> 1]! ^= 1;
    await Deno.writeFile(path, bytes);
  },
  "truncated": async (path) => {
    await Deno.chmod(path, 0o600);
    await Deno.truncate(path, 1000);
  },
  "empty": async (path) => {
    await Deno.chmod(path, 0o600);
    await Deno.truncate(path, 0);
  },
  "writable by others": (path) => Deno.chmod(path, 0o522),
  "a link to the right content": async (path) => {
    await Deno.rename(path, `${path}.elsewhere`);
    await Deno.symlink(`${path}.elsewhere`, path);
  },
  "a link to nothing": async (path) => {
    await Deno.remove(path);
    await Deno.symlink("/nowhere", path);
  },
};

for (const [what, spoil] of Object.entries(WRONG_FILES)) {
  Deno.test(`unpackShim() replaces a file that is ${what}`, onUnix, async () => {
    await using places = await Places.make();
    await places.unpack();
    await spoil(places.cached);
    assert.equal(await places.unpack(), places.cached);
    const info = await Deno.lstat(places.cached);
    assert.ok(info.isFile);
    assert.equal(info.mode! & 0o777, 0o500);
    assert.deepEqual(await Deno.readFile(places.cached), CONTENT);
  });
}

Deno.test(`unpackShim() replaces a file of another user${rootOnly}`, needsRoot, async () => {
  await using places = await Places.make();
  await places.unpack();
  await Deno.chown(places.cached, 65534, 65534);
  assert.equal(await places.unpack(), places.cached);
  assert.equal((await Deno.stat(places.cached)).uid, 0);
});

/** Ways in which the home is not safe; the folder of each, below the home, is made first. */
const UNSAFE_FOLDERS: [what: string, below: string, spoil: (path: string) => Promise<void>][] = [
  ["the home is writable by all", "", (path) => Deno.chmod(path, 0o777)],
  ["the home is writable by all and sticky, but not the administrator's", "", async (path) => {
    await Deno.chown(path, 65534, 65534);
    await Deno.chmod(path, 0o1777);
  }],
  ["the home is writable by a group", "", (path) => Deno.chmod(path, 0o770)],
  ["the home belongs to another user", "", (path) => Deno.chown(path, 65534, 65534)],
  ["the cache belongs to another user", "/.cache", (path) => Deno.chown(path, 65534, 65534)],
  ["our folder belongs to another user", "/.cache/pluginary", (path) => Deno.chown(path, 65534, 65534)],
  ["our folder is writable by all", "/.cache/pluginary/shim", (path) => Deno.chmod(path, 0o777)],
];

for (const [what, below, spoil] of UNSAFE_FOLDERS) {
  Deno.test(`unpackShim() takes the runtime folder where ${what}${rootOnly}`, {
    ignore: !isRoot || Deno.build.os !== "linux",
  }, async () => {
    await using places = await Places.make();
    await Deno.mkdir(places.home + below, { recursive: true, mode: 0o700 });
    await spoil(places.home + below);
    assert.equal(await places.unpack(), places.inRuntime);
  });
}

Deno.test("unpackShim() follows a link to a cache elsewhere, when both ends are safe", {
  ignore: Deno.build.os !== "linux",
}, async () => {
  await using places = await Places.make();
  await using elsewhere = await TemporaryFolder.make();
  await Deno.symlink(elsewhere.path, places.cache);
  assert.equal(
    await places.unpack(),
    `${elsewhere.path}/pluginary/shim/${SHIM.sha256}/${SHIM.fileName}`,
  );
  await Deno.chmod(elsewhere.path, 0o777);
  assert.equal(await places.unpack(), places.inRuntime);
});

Deno.test(
  `unpackShim() takes the runtime folder where the home is read-only${noMounts}`,
  needsMounts,
  async () => {
    await using places = await Places.make();
    await using _mount = await TmpfsMount.on(places.home, "ro");
    assert.equal(await places.unpack(), places.inRuntime);
  },
);

Deno.test(
  `unpackShim() takes the runtime folder where nothing in the home is executed${noMounts}`,
  needsMounts,
  async () => {
    await using places = await Places.make();
    await using _mount = await TmpfsMount.on(places.home, "noexec");
    assert.equal(await places.unpack(), places.inRuntime);
  },
);

Deno.test(`unpackShim() sees a home that became noexec after unpacking${noMounts}`, needsMounts, async () => {
  await using places = await Places.make();
  await using mount = await TmpfsMount.on(places.home, "exec");
  assert.equal(await places.unpack(), places.cached);
  await mount.remount("noexec");
  assert.equal(await places.unpack(), places.inRuntime);
});

Deno.test(
  `unpackShim() takes the runtime folder where the home is full${noMounts}`,
  needsMounts,
  async () => {
    await using places = await Places.make();
    await using _mount = await TmpfsMount.on(places.home, "size=16k");
    assert.equal(await places.unpack(), places.inRuntime);
  },
);

Deno.test(
  "unpackShim() takes a private temporary folder without a home, and removes it",
  onUnix,
  async () => {
    const left = await Deno.makeTempDir({ prefix: "pluginary-shim-" });
    await Deno.utime(left, new Date(0), new Date(0));
    const unpacked = await unpackShim(SHIM, () => undefined);
    await assert.rejects(Deno.stat(left), Deno.errors.NotFound, "what a killed program left is gone too");
    const folder = unpacked.path!.slice(
      0,
      unpacked.path!.lastIndexOf("/", unpacked.path!.lastIndexOf("/") - 1),
    );
    assert.match(folder, /\/pluginary-shim-[^/]+$/);
    assert.equal((await Deno.stat(folder)).mode! & 0o7777, 0o700);
    assert.deepEqual(await Deno.readFile(unpacked.path!), CONTENT);
    await unpacked[Symbol.asyncDispose]();
    await assert.rejects(Deno.stat(folder), Deno.errors.NotFound);
  },
);

Deno.test("unpackShim() ignores folders that are not absolute", onUnix, async () => {
  await using unpacked = await unpackShim(SHIM, () => "relative");
  assert.match(unpacked.path!, /\/pluginary-shim-/);
});

Deno.test(
  "unpackShim() removes versions that have not been used for a week, and no other",
  onUnix,
  async () => {
    await using places = await Places.make();
    const folderOf = (name: string) => `${places.cache}/pluginary/shim/${name}`;
    const DAY_MS = 24 * 60 * 60 * 1000;
    const ages: [name: string, days: number][] = [
      ["0".repeat(64), 8],
      ["1".repeat(64), 6],
      ["someone's own folder", 100],
    ];
    for (const [name, days] of ages) {
      await Deno.mkdir(folderOf(name), { recursive: true, mode: 0o700 });
      await Deno.writeTextFile(`${folderOf(name)}/${SHIM.fileName}`, "old");
      const usedAt = new Date(Date.now() - days * DAY_MS);
      await Deno.utime(folderOf(name), usedAt, usedAt);
    }
    await places.unpack();
    const names = (await Array.fromAsync(Deno.readDir(folderOf("")))).map(({ name }) => name).sort();
    assert.deepEqual(names, [ages[1]![0], ages[2]![0], SHIM.sha256].sort());
  },
);

Deno.test("unpackShim() removes what a killed program left half written", onUnix, async () => {
  await using places = await Places.make();
  await places.unpack();
  const left = `${places.cached}.0.unfinished`;
  const recent = `${places.cached}.1.unfinished`;
  for (const path of [left, recent]) await Deno.writeTextFile(path, "half");
  await Deno.utime(left, new Date(0), new Date(0));
  await Deno.remove(places.cached);
  await places.unpack();
  assert.deepEqual(await namesBeside(places.cached), [SHIM.fileName, `${SHIM.fileName}.1.unfinished`]);
});

Deno.test("unpackShim() many times at once leaves one good file", onUnix, async () => {
  await using places = await Places.make();
  const paths = await Promise.all(Array.from({ length: 16 }, () => places.unpack()));
  assert.deepEqual(new Set(paths), new Set([places.cached]));
  assert.deepEqual(await Deno.readFile(places.cached), CONTENT);
  assert.deepEqual(await namesBeside(places.cached), [SHIM.fileName]);
});

Deno.test("unpackShim() never hands out what is not the expected content", onUnix, async () => {
  await using places = await Places.make();
  const broken = { ...SHIM, read: () => Promise.resolve(CONTENT.slice(1)) };
  assert.equal(
    await places.unpack(broken).catch((error) => error.code),
    Deno.build.os === "linux" ? null : "shim-not-usable",
  );
});

async function namesBeside(path: string): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(path.slice(0, path.lastIndexOf("/"))));
  return entries.map(({ name }) => name).sort();
}
