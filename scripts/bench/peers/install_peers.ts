// Installs the Python packages that the suite "peers" measures, into a folder of
// the build. Peers from Debian come with `deno task setup --tests` (lv2info) or
// with `apt-get install ladspa-sdk` (analyseplugin).
import { projectPath } from "../../project_path.ts";
import { runVisibly } from "../../run_command.ts";

/** Where the packages go. */
export const PEERS_FOLDER = projectPath("build/bench/peers");

/** The Python that has them. */
export const PEERS_PYTHON = `${PEERS_FOLDER}/bin/python3`;

/** Fixed versions, so that runs can be compared. */
const PACKAGES = ["pedalboard==0.9.26", "dawdreamer==0.9.0"];

async function main(): Promise<number> {
  const { success: hasFolder } = await runVisibly("python3", ["-m", "venv", PEERS_FOLDER]);
  if (!hasFolder) return 1;
  let isComplete = true;
  for (const name of PACKAGES) {
    // One that has no build for this machine leaves the others usable.
    const { success } = await runVisibly(PEERS_PYTHON, ["-m", "pip", "install", "--only-binary=:all:", name]);
    isComplete &&= success;
  }
  return isComplete ? 0 : 1;
}

if (import.meta.main) Deno.exit(await main());
