import assert from "node:assert/strict";
import { findMissing } from "../../../src/presets/finding/missing_presets.ts";
import type { PresetRoot } from "../../../src/presets/finding/preset_root.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

function rootAt(path: string, saidBy: PresetRoot["saidBy"]): PresetRoot {
  return { path, endings: new Set(["fxp"]), hasBundles: false, isRecursive: true, saidBy };
}

Deno.test("findMissing() believes a folder that has something else left", async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write("presets/other.txt", "");
  const root = rootAt(folder.join("presets"), "person");
  const path = folder.join("presets/A.fxp");
  assert.deepEqual(findMissing([{ path, root: root.path }], [root], []), { missing: [path], problems: [] });
});

Deno.test("findMissing() believes a usual folder that is gone, and no other", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("gone/A.fxp");
  const unseen = [{ path, root: folder.join("gone") }];
  assert.deepEqual(findMissing(unseen, [rootAt(folder.join("gone"), "system")], []).missing, [path]);
  const { missing, problems } = findMissing(unseen, [rootAt(folder.join("gone"), "person")], []);
  assert.deepEqual(missing, []);
  assert.deepEqual(problems.map(({ code, location }) => [code, location]), [[
    "lost-root",
    folder.join("gone"),
  ]]);
});

Deno.test("findMissing() does not believe a link to a drive that is not mounted", async () => {
  await using folder = await TemporaryFolder.make();
  await Deno.symlink(folder.join("drive/presets"), folder.join("presets"));
  const root = rootAt(folder.join("presets"), "system");
  const { missing, problems } = findMissing([{ path: folder.join("drive/presets/A.fxp"), root: root.path }], [
    root,
  ], []);
  assert.deepEqual([missing, problems.map(({ code }) => code)], [[], ["lost-root"]]);
});

Deno.test("findMissing() keeps what lies where the search could not look, or was not about", async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write("presets/closed/x", "");
  const root = rootAt(folder.join("presets"), "person");
  const inClosed = { path: folder.join("presets/closed/A.fxp"), root: root.path };
  const problem = {
    location: folder.join("presets/closed"),
    code: "permission-denied",
    message: "",
  } as const;
  assert.deepEqual(findMissing([inClosed], [root], [problem]).missing, []);
  const elsewhere = { path: folder.join("other/A.fxp"), root: folder.join("other") };
  assert.deepEqual(findMissing([elsewhere], [root], []).missing, []);
  const limit = { location: "/anywhere", code: "walk-limit", message: "" } as const;
  assert.deepEqual(findMissing([inClosed], [root], [limit]).missing, []);
});
