import assert from "node:assert/strict";
import { planLive } from "../../src/daw/plan_live.ts";
import type { DawFile } from "../../src/daw/daw_file.ts";
import { dawFile, exportedPlugin, exportWish } from "./support/exported_plugin.ts";

const TUBE = exportedPlugin({ category: "distortion", tags: ["amps:tube"], isFavorite: true });
const ECHO = exportedPlugin({ format: "clap", nativeId: "com.x.echo", name: "Echo", isFavorite: true });
const OTHER = exportedPlugin({ name: "../a/b:c", nativeId: "1".repeat(32), isFavorite: true });

function plan(
  files: readonly DawFile[],
  untouched: readonly string[],
  wish = exportWish([TUBE, ECHO, OTHER]),
) {
  return planLive({
    folder: "/library",
    kind: "vstpreset",
    read: (path) => files.find((file) => file.path === path) ?? dawFile(path, undefined),
    owned: files.filter(({ owned }) => owned.size > 0).map(({ path }) => path),
    isUntouched: ({ path }) => untouched.includes(path),
  }, wish);
}

Deno.test("planLive() has a folder for each thing that is said, and no way out of it", () => {
  const wish = exportWish([TUBE, ECHO, OTHER], [{ name: "Live/Set", plugins: [TUBE] }]);
  const { pending, skipped } = plan([], [], wish);
  assert.deepEqual(pending.map(({ path }) => path), [
    "/library/pluginary/Categories/Distortion/ZamTube.vstpreset",
    "/library/pluginary/Tags/amps/tube/ZamTube.vstpreset",
    "/library/pluginary/Favorites/ZamTube.vstpreset",
    "/library/pluginary/Favorites/__/a_b_c.vstpreset".replace("__/a", "___a"),
    "/library/pluginary/Collections/Live_Set/ZamTube.vstpreset",
  ]);
  assert.deepEqual(skipped.map(({ reason }) => reason), [
    "Ableton Live does not load CLAP plugins",
  ]);
});

Deno.test("planLive() has a file for each of several plugins with one name", () => {
  const [a, b, c] = ["A", "B", "b"].map((vendor, index) =>
    exportedPlugin({
      name: index === 1 ? "EQ" : "Eq",
      vendor,
      nativeId: String(index).repeat(32),
      isFavorite: true,
    })
  );
  const paths = (plugins: ReturnType<typeof exportedPlugin>[]) =>
    plan([], [], exportWish(plugins)).pending.map(({ path }) => path.split("/").at(-1));
  assert.deepEqual(paths([a!]), ["Eq.vstpreset"]);
  assert.deepEqual(paths([a!, b!]), ["Eq (A).vstpreset", "EQ (B).vstpreset"]);
  assert.deepEqual(paths([a!, b!, c!]), [
    "Eq (A).vstpreset",
    `EQ (${"1".repeat(32)}).vstpreset`,
    `Eq (${"2".repeat(32)}).vstpreset`,
  ]);
});

Deno.test("planLive() keeps what is there, and removes what it has made and nobody has changed", () => {
  const owned = ['["file",""]'];
  const own = "/library/pluginary";
  const files = [
    dawFile(`${own}/Favorites/ZamTube.vstpreset`, "mine"),
    dawFile(`${own}/Favorites/Gone.vstpreset`, "x", owned),
    dawFile(`${own}/Favorites/Edited.vstpreset`, "y", owned),
    dawFile("/library/elsewhere/Gone.vstpreset", "z", owned),
  ];
  const { files: planned, pending } = plan(files, [files[1]!.path], exportWish([TUBE], [], ["favorites"]));
  assert.deepEqual(pending, []);
  assert.deepEqual(planned.map(({ path, after, owned }) => [path, after === undefined, owned]), [
    [files[0]!.path, false, []],
    [files[1]!.path, true, []],
    [files[2]!.path, false, []],
  ]);
  // Of parts that are not exported, nothing is removed.
  assert.deepEqual(plan(files, [files[1]!.path], exportWish([TUBE], [], ["tags"])).files, []);
});
