import assert from "node:assert/strict";
import type { PresetRoot } from "../../../src/presets/finding/preset_root.ts";
import {
  type PresetFind,
  type PresetWalkOptions,
  walkPresets,
} from "../../../src/presets/finding/preset_walk.ts";
import { SilentDrive, whyNoSilentDrives } from "../../support/silent_drive.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

const ENDINGS = new Set(["vstpreset", "fxp", "ini"]);

function rootAt(path: string, more: Partial<PresetRoot> = {}): PresetRoot {
  return { path, endings: ENDINGS, hasBundles: true, isRecursive: true, saidBy: "person", ...more };
}

async function walk(roots: readonly PresetRoot[], options: PresetWalkOptions = {}): Promise<PresetFind[]> {
  const batches = await Array.fromAsync(walkPresets(roots, options));
  return batches.flat();
}

async function paths(folder: TemporaryFolder, roots: readonly PresetRoot[]): Promise<string[]> {
  const finds = await walk(roots);
  return finds.map((find) =>
    "place" in find ? find.place.path.replace(`${folder.path}/`, "") : `${find.problem.code}`
  );
}

async function mkfifo(path: string): Promise<void> {
  const { success } = await new Deno.Command("mkfifo", { args: [path] }).output();
  assert.ok(success);
}

Deno.test("walkPresets() finds files by their endings, in whatever case, in the order of their names", async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write("b/Second.vstpreset", "");
  await folder.write("b/a/Third.FXP", "");
  await folder.write("a/First.vstpreset", "");
  await folder.write("a/notes.txt", "");
  await folder.write("a/vstpreset", "");
  assert.deepEqual(await paths(folder, [rootAt(folder.path)]), [
    "a/First.vstpreset",
    "b/Second.vstpreset",
    "b/a/Third.FXP",
  ]);
});

Deno.test("walkPresets() takes names with line feeds and control characters as they are", async () => {
  await using folder = await TemporaryFolder.make();
  const name = "My \"best\"\n\x1b[31m'preset'\u202e.vstpreset";
  await folder.write(name, "");
  assert.deepEqual(await paths(folder, [rootAt(folder.path)]), [name]);
});

Deno.test("walkPresets() says that a name that is not UTF-8 cannot be opened", async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write("A.fxp", "");
  const script = "import os, sys; open(os.path.join(os.fsencode(sys.argv[1]), b'\\xff.fxp'), 'w').close()";
  const { success } = await new Deno.Command("python3", { args: ["-c", script, folder.path] }).output();
  assert.ok(success);
  assert.deepEqual((await paths(folder, [rootAt(folder.path)])).sort(), ["A.fxp", "path-not-utf-8"]);
});

Deno.test("walkPresets() follows links once and ends where they form circles", async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write("real/A.vstpreset", "");
  await Deno.symlink(folder.path, folder.join("real/up"));
  await Deno.symlink(folder.join("two"), folder.join("one"));
  await Deno.symlink(folder.join("one"), folder.join("two"));
  await Deno.symlink(folder.join("real"), folder.join("again"));
  await Deno.symlink(folder.join("real/A.vstpreset"), folder.join("B.vstpreset"));
  await Deno.symlink(folder.join("gone.vstpreset"), folder.join("C.vstpreset"));
  assert.deepEqual((await paths(folder, [rootAt(folder.path)])).sort(), [
    "link-loop",
    "link-loop",
    "real/A.vstpreset",
  ]);
});

Deno.test("walkPresets() passes over pipes and folders that are called like presets", async () => {
  await using folder = await TemporaryFolder.make();
  await mkfifo(folder.join("pipe.vstpreset"));
  await Deno.symlink(folder.join("pipe.vstpreset"), folder.join("link.vstpreset"));
  await folder.write("folder.vstpreset/A.fxp", "");
  assert.deepEqual(await paths(folder, [rootAt(folder.path)]), ["folder.vstpreset/A.fxp"]);
});

Deno.test("walkPresets() leaves hidden folders out, but not a root that is one", async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write(".git/A.vstpreset", "");
  assert.deepEqual(await paths(folder, [rootAt(folder.path)]), []);
  assert.deepEqual(await paths(folder, [rootAt(folder.join(".git"))]), [".git/A.vstpreset"]);
});

Deno.test("walkPresets() takes an LV2 bundle as one thing", async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write("A.preset.lv2/manifest.ttl", "");
  await folder.write("A.preset.lv2/inside.fxp", "");
  await folder.write("deep/B.lv2/manifest.ttl", "");
  assert.deepEqual(await paths(folder, [rootAt(folder.path)]), ["A.preset.lv2", "deep/B.lv2"]);
  assert.deepEqual(await paths(folder, [rootAt(folder.path, { isRecursive: false })]), ["A.preset.lv2"]);
  assert.deepEqual(await paths(folder, [rootAt(folder.join("A.preset.lv2"))]), ["A.preset.lv2"]);
});

Deno.test("walkPresets() takes a file that a person named, whatever its ending", async () => {
  await using folder = await TemporaryFolder.make();
  const file = await folder.write("sound.bin", "");
  assert.deepEqual(await paths(folder, [rootAt(file)]), ["sound.bin"]);
});

Deno.test("walkPresets() says that a folder that a person named is not there; others it passes over", async () => {
  await using folder = await TemporaryFolder.make();
  const gone = folder.join("gone");
  assert.deepEqual(await paths(folder, [rootAt(gone)]), ["not-found"]);
  assert.deepEqual(await paths(folder, [rootAt(gone, { saidBy: "system" })]), []);
});

Deno.test("walkPresets() does not follow a link out of a folder that a plugin declares", async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write("private/A.fxp", "");
  await folder.write("declared/B.anything", "");
  await Deno.symlink(folder.join("private"), folder.join("declared/out"));
  await Deno.symlink(folder.join("private/A.fxp"), folder.join("declared/A.fxp"));
  const root = rootAt(folder.join("declared"), { endings: undefined, saidBy: "plugin" });
  assert.deepEqual(await paths(folder, [root]), ["declared/B.anything"]);
});

Deno.test("walkPresets() goes on after a folder that it may not read", async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write("a/A.fxp", "");
  await folder.write("b/B.fxp", "");
  await Deno.chmod(folder.join("a"), 0);
  // The administrator may read everything.
  const expected = Deno.uid() === 0 ? "a/A.fxp" : "permission-denied";
  assert.deepEqual(await paths(folder, [rootAt(folder.path)]), [expected, "b/B.fxp"]);
  await Deno.chmod(folder.join("a"), 0o700);
});

Deno.test("walkPresets() stops at its bound and says where", async () => {
  await using folder = await TemporaryFolder.make();
  for (let index = 0; index < 10; index++) await folder.write(`a/${index}.fxp`, "");
  const finds = await walk([rootAt(folder.path)], { maximumEntries: 5 });
  assert.equal(finds.filter((find) => "place" in find).length, 4);
  assert.deepEqual(finds.flatMap((find) => "problem" in find ? [find.problem] : []), [{
    location: folder.join("a"),
    code: "walk-limit",
    message: `Stopped searching in "${folder.join("a")}": too many files; name a smaller folder`,
  }]);
});

Deno.test("walkPresets() goes down folders nested as deep as the system has them", async () => {
  await using folder = await TemporaryFolder.make();
  const deep = "d/".repeat(300);
  await Deno.mkdir(folder.join(deep), { recursive: true });
  await folder.write(`${deep}A.fxp`, "");
  assert.deepEqual(await paths(folder, [rootAt(folder.path)]), [`${deep}A.fxp`]);
});

Deno.test("walkPresets() leaves out what is excluded, with everything below it", async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write("a/A.fxp", "");
  await folder.write("b/B.fxp", "");
  const finds = await walk([rootAt(folder.path)], { isExcluded: (path) => path === folder.join("a") });
  assert.deepEqual(finds.map((find) => "place" in find && find.place.path), [folder.join("b/B.fxp")]);
});

const WHY_NO_DRIVES = await whyNoSilentDrives();

Deno.test({
  name: `walkPresets() leaves out a link to a drive that does not answer${WHY_NO_DRIVES}`,
  ignore: WHY_NO_DRIVES !== "",
  async fn() {
    await using folder = await TemporaryFolder.make();
    await folder.write("presets/A.fxp", "");
    await Deno.mkdir(folder.join("drive"));
    await Deno.symlink(folder.join("drive"), folder.join("presets/link"));
    await using _drive = await SilentDrive.on(folder.join("drive"));
    const finds = await walk([rootAt(folder.join("presets"))], { driveLimitMs: 300 });
    assert.deepEqual(
      finds.map((find) => "place" in find ? find.place.path : find.problem.code),
      [folder.join("presets/A.fxp"), "no-answer"],
    );
  },
});
