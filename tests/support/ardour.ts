import { missingCommands } from "./missing_commands.ts";
import type { TemporaryFolder } from "./temporary_folder.ts";

const LUA = "ardour7-lua";

/** Why the tests with Ardour cannot run, for their names; empty if they can. */
export const WITHOUT_ARDOUR: string = missingCommands(LUA);

/** Loads a session, with which Ardour finds plugins and reads its files about them. */
const SCRIPT = `AudioEngine:set_backend("None (Dummy)", "", "")
create_session("SESSION", "session", 48000)
ARDOUR.LuaAPI.dump_untagged_plugins()
`;

/**
 * Runs Ardour, which has no window, in a home, and returns the plugins that have
 * no tags for it, neither of its own nor of the user: types and ids.
 */
export async function untaggedPlugins(home: TemporaryFolder): Promise<{ type: string; id: string }[]> {
  const session = home.join(`session-${crypto.randomUUID()}`);
  const script = await home.write("untagged.lua", SCRIPT.replace("SESSION", session));
  const { success, stdout, stderr } = await new Deno.Command(LUA, {
    args: [script],
    env: { HOME: home.path, XDG_CONFIG_HOME: home.join("config") },
    stdin: "null",
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr));
  const text = await Deno.readTextFile(home.join("config/ardour7/plugin_metadata/untagged_plugins"));
  return [...text.matchAll(/<Plugin type="([^"]+)" id="([^"]+)"/g)].map(([, type, id]) => ({
    type: type!,
    id: id!,
  }));
}
