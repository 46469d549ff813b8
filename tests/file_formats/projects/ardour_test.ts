import assert from "node:assert/strict";
import { projectPath } from "../../../scripts/project_path.ts";
import { readProject } from "../../../src/file_formats/projects/read_project.ts";
import { missingCommands } from "../../support/missing_commands.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

/** Ardour's shell for scripts, which needs neither a display nor a sound card. */
const ARDOUR = "ardour7-lua";

/** Makes a session with a track that has a plugin of each format, the second one bypassed. */
const SCRIPT = `
local session = create_session(arg_folder, "demo", 48000)
local tracks = session:new_audio_track(1, 1, nil, 1, "Vox", ARDOUR.PresentationInfo.max_order,
  ARDOUR.TrackMode.Normal, true)
for track in tracks:iter() do
  for _, plugin in ipairs({ { "URI", ARDOUR.PluginType.LV2 }, { "501", ARDOUR.PluginType.LADSPA } }) do
    local processor = ARDOUR.LuaAPI.new_plugin(session, plugin[1], plugin[2], "")
    assert(not processor:isnil(), plugin[1])
    track:add_processor_by_index(processor, -1, nil, true)
    if plugin[1] == "501" then processor:to_insert():deactivate() end
  end
end
session:save_state("")
close_session()
`;

const skipped = missingCommands(ARDOUR);

Deno.test({
  name: `readProject() reads a session that Ardour has just made${skipped}`,
  ignore: skipped !== "",
  fn: async () => {
    await using folder = await TemporaryFolder.make();
    const uri = "urn:pluginary:samples:gain";
    const script = SCRIPT.replace("arg_folder", JSON.stringify(folder.join("session"))).replace("URI", uri);
    await folder.write("make.lua", script);
    const { code, stdout, stderr } = await new Deno.Command(ARDOUR, {
      args: [folder.join("make.lua")],
      // Those of the system would take long to look at.
      env: {
        HOME: folder.path,
        LV2_PATH: projectPath("build/samples/lv2"),
        LADSPA_PATH: projectPath("build/samples/ladspa"),
      },
      stdin: "null",
    }).output();
    const said = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
    assert.equal(code, 0, said);
    const { daw, version, plugins } = readProject(folder.join("session/demo.ardour"));
    assert.equal(daw, "ardour");
    assert.match(version, /^\d+\.\d+/);
    assert.deepEqual(
      plugins.map(({ format, id, tracks, uses, bypassed }) => [format, id, tracks, uses, bypassed]),
      [["lv2", `lv2:${uri}`, ["Vox"], 1, 0], ["ladspa", "ladspa:501", ["Vox"], 1, 1]],
      said,
    );
  },
});
