import assert from "node:assert/strict";
import { readPresetFile } from "../../../src/file_formats/presets/read_preset_file.ts";
import { copyFolder } from "../../support/copy_folder.ts";
import { missingSamples, zamBundle } from "../../support/sample_plugins.ts";
import { Sandbox } from "../../support/sandbox.ts";

/** A catalog with two real plugins, of which something is said, and an empty User Library. */
async function makeSandbox(): Promise<Sandbox> {
  const sandbox = await Sandbox.make({ LV2_PATH: undefined, LADSPA_PATH: undefined, CLAP_PATH: undefined });
  for (const name of ["ZamTube", "ZamComp"] as const) {
    await copyFolder(zamBundle(name), sandbox.join(`plugins/${name}.vst3`));
  }
  await Deno.mkdir(sandbox.join("User Library"));
  await succeed(sandbox, "scan", "plugins", "--progress", "none");
  await succeed(sandbox, "favorite", "add", "ZamTube");
  await succeed(sandbox, "tag", "add", "amps:tube", "ZamTube");
  await succeed(sandbox, "collection", "create", "Mixing");
  await succeed(sandbox, "collection", "add", "Mixing", "ZamComp", "ZamTube");
  return sandbox;
}

async function succeed(sandbox: Sandbox, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await sandbox.run(args);
  assert.equal(code, 0, stderr);
  return stdout;
}

/** Paths of files and folders below a folder, in their order. */
function treeOf(folder: string, below = ""): string[] {
  return [...Deno.readDirSync(`${folder}${below}`)].flatMap(({ name, isDirectory }) =>
    isDirectory ? [`${below}/${name}/`, ...treeOf(folder, `${below}/${name}`)] : [`${below}/${name}`]
  ).sort();
}

Deno.test({
  name:
    `daw export live writes presets with the states of real plugins, and takes them back${missingSamples()}`,
  ignore: missingSamples() !== "",
  async fn() {
    await using sandbox = await makeSandbox();
    const library = sandbox.join("User Library");
    const path = ["--path", library];
    const preview = await succeed(sandbox, "daw", "export", "live", ...path, "--dry-run");
    assert.match(preview, /^Would change 4 files for Ableton Live in /);
    assert.deepEqual(treeOf(library), []);
    await succeed(sandbox, "daw", "export", "live", ...path);
    assert.deepEqual(treeOf(library).filter((name) => !name.endsWith("/")), [
      "/pluginary/Collections/Mixing/ZamComp.vstpreset",
      "/pluginary/Collections/Mixing/ZamTube.vstpreset",
      "/pluginary/Favorites/ZamTube.vstpreset",
      "/pluginary/Tags/amps/tube/ZamTube.vstpreset",
    ]);
    const { presets: [preset] } = readPresetFile(`${library}/pluginary/Favorites/ZamTube.vstpreset`);
    assert.equal(preset!.pluginId, "vst3:2046504473616C634255545A00000000");
    assert.ok(preset!.state !== undefined);
    assert.match(
      await succeed(sandbox, "daw", "export", "live", ...path),
      /^Nothing to change for Ableton Live/,
    );
    await succeed(sandbox, "tag", "remove", "amps:tube", "ZamTube");
    await succeed(sandbox, "daw", "export", "live", ...path);
    assert.deepEqual(treeOf(library), [
      "/pluginary/",
      "/pluginary/Collections/",
      "/pluginary/Collections/Mixing/",
      "/pluginary/Collections/Mixing/ZamComp.vstpreset",
      "/pluginary/Collections/Mixing/ZamTube.vstpreset",
      "/pluginary/Favorites/",
      "/pluginary/Favorites/ZamTube.vstpreset",
    ]);
    await succeed(sandbox, "daw", "undo");
    assert.ok(treeOf(library).includes("/pluginary/Tags/amps/tube/ZamTube.vstpreset"));
    await succeed(sandbox, "daw", "undo");
    assert.deepEqual(treeOf(library).filter((name) => !name.endsWith("/")), []);
  },
});
