import assert from "node:assert/strict";
import { hasUsualPlace, programFiles } from "../../../src/import/curation/program_files.ts";
import type { CurationSource } from "../../../src/model/curation/said_plugin.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

const PLACES: readonly [CurationSource, typeof Deno.build.os, files: readonly string[]][] = [
  ["ardour", "linux", [".config/ardour8/plugin_metadata/plugin_tags"]],
  ["ardour", "darwin", ["Library/Preferences/Ardour8/plugin_metadata/plugin_tags"]],
  ["ardour", "windows", ["Local/ardour8/plugin_metadata/plugin_tags"]],
  ["reaper", "linux", [".config/REAPER/reaper-fxfolders.ini", ".config/REAPER/reaper-fxtags.ini"]],
  ["reaper", "darwin", ["Library/Application Support/REAPER/reaper-fxtags.ini"]],
  ["reaper", "windows", ["Roaming/REAPER/reaper-fxtags.ini"]],
  ["logic", "darwin", [
    "Music/Audio Music Apps/Databases/Tags/61756678-73686674-534e5348.tagset",
    "Music/Audio Music Apps/Databases/Tags/MusicApps.tagpool",
  ]],
];

Deno.test("programFiles() finds the files of a program where each system has them", async () => {
  for (const [source, os, files] of PLACES) {
    await using home = await TemporaryFolder.make();
    const variables: Record<string, string> = {
      HOME: home.path,
      USERPROFILE: home.path,
      APPDATA: home.join("Roaming"),
      LOCALAPPDATA: home.join("Local"),
    };
    const find = () => programFiles(source, (name) => variables[name], os);
    assert.throws(find, /Cannot find the files of (Ardour|REAPER|Logic)/);
    for (const file of files) await home.write(file, "x");
    const older = files[0]!.replace(/(ardour)8/i, "$17");
    if (source === "ardour") await home.write(older, "x");
    // Windows also understands "/".
    assert.deepEqual(find().map((path) => path.replaceAll("\\", "/")), files.map((file) => home.join(file)));
  }
});

Deno.test("only programs with files of their own have a usual place", () => {
  assert.deepEqual(
    ["auto", "pluginary", "csv", "ardour"].map((one) => hasUsualPlace(one as CurationSource)),
    [
      false,
      false,
      false,
      true,
    ],
  );
});
