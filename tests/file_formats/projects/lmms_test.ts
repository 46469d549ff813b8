import assert from "node:assert/strict";
import { readProject } from "../../../src/file_formats/projects/read_project.ts";
import { missingCommands } from "../../support/missing_commands.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

/** A project as LMMS 0.4 wrote it, before the names of its elements changed. */
const OLD_PROJECT = `<?xml version="1.0"?>
<!DOCTYPE multimedia-project>
<multimedia-project version="1.0" creator="Linux MultiMedia Studio (LMMS)" creatorversion="0.4.15" type="song">
<head bpm="120"/><song><trackcontainer type="song"><track muted="0" type="0" name="B&#228;sse">
<instrumenttrack><instrument name="vestige"><vestige plugin="/x/Dexed.dll"/></instrument>
<fxchain numofeffects="1" enabled="1"><effect name="ladspaeffect" on="0"><ladspacontrols/><key>
<attribute name="file" value="caps.so"/><attribute name="plugin" value="Plate2x2"/></key></effect></fxchain>
</instrumenttrack></track></trackcontainer><fxmixer><fxchannel num="0" name="Master"><fxchain enabled="1">
<effect name="bassbooster" on="1"><key/></effect></fxchain></fxchannel></fxmixer></song></multimedia-project>`;

const skipped = missingCommands("lmms");

for (const ending of ["mmp", "mmpz"]) {
  Deno.test({
    name: `readProject() reads a project that LMMS has just written as .${ending}${skipped}`,
    ignore: skipped !== "",
    fn: async () => {
      await using folder = await TemporaryFolder.make();
      const old = await folder.write("old.mmp", OLD_PROJECT);
      const made = folder.join(`made.${ending}`);
      const { code, stderr } = await new Deno.Command("lmms", {
        args: ["--allowroot", "upgrade", old, made],
        env: { HOME: folder.path, QT_QPA_PLATFORM: "offscreen" },
        stdin: "null",
      }).output();
      assert.equal(code, 0, new TextDecoder().decode(stderr));
      const { daw, version, plugins } = readProject(made);
      assert.equal(daw, "lmms");
      assert.match(version, /^1\.\d/);
      assert.deepEqual(
        plugins.map(({ format, name, file, tracks, bypassed }) => [format, name, file, tracks, bypassed]),
        [
          ["vst2", "Dexed", "/x/Dexed.dll", ["Bässe"], 0],
          ["ladspa", "Plate2x2", "caps.so", ["Bässe"], 1],
          ["internal", "bassbooster", undefined, ["Master"], 0],
        ],
      );
    },
  });
}
