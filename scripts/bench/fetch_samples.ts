// Fetches Debian packages with plugins and unpacks them into a folder of the
// build, where the benchmark finds them beside the installed ones. Nothing is
// installed: a plugin whose libraries are missing fails alike for the program and
// for its peers.
import { projectPath } from "../project_path.ts";
import { ask, runVisibly } from "../run_command.ts";
import { FETCHED_PRESETS, FETCHED_SAMPLES } from "./corpora/samples.ts";

/** LADSPA, LV2, VST3 and CLAP, large and small, from many makers. */
const PACKAGES = [
  "amb-plugins",
  "blop",
  "blop-lv2",
  "calf-plugins",
  "caps",
  "cmt",
  "dpf-plugins-ladspa",
  "dpf-plugins-lv2",
  "dragonfly-reverb-lv2",
  "eq10q",
  "fil-plugins",
  "fomp",
  "guitarix-ladspa",
  "guitarix-lv2",
  "invada-studio-plugins-ladspa",
  "invada-studio-plugins-lv2",
  "lsp-plugins-ladspa",
  "lsp-plugins-lv2",
  "mcp-plugins",
  "mda-lv2",
  "omins",
  "rev-plugins",
  "swh-lv2",
  "swh-plugins",
  "tap-plugins",
  "vco-plugins",
  "wah-plugins",
  "x42-plugins",
  "zam-plugins",
];

/** LV2 plugins with more presets than all others together; of interest for these alone. */
const PRESET_PACKAGES = ["mda-lv2", "zynaddsubfx-lv2"];

async function main(): Promise<number> {
  const areFetched = await unpack(PACKAGES, "build/bench/packages", FETCHED_SAMPLES) &&
    await unpack(PRESET_PACKAGES, "build/bench/preset_packages", FETCHED_PRESETS);
  return areFetched ? 0 : 1;
}

/** Downloads the packages that are not installed into a folder of the project, and unpacks them into another. */
async function unpack(packages: readonly string[], cache: string, target: string): Promise<boolean> {
  const downloads = projectPath(cache);
  await Deno.mkdir(downloads, { recursive: true });
  await Deno.mkdir(target, { recursive: true });
  const missing: string[] = [];
  for (const name of packages) if (!await isInstalled(name)) missing.push(name);
  const fetched = [...Deno.readDirSync(downloads)].map((entry) => entry.name);
  const wanted = missing.filter((name) => !fetched.some((file) => file.startsWith(`${name}_`)));
  if (wanted.length > 0) {
    const { success } = await runVisibly("apt-get", ["download", ...wanted], { cwd: downloads });
    if (!success) return false;
  }
  for (const { name } of Deno.readDirSync(downloads)) {
    const { success } = await runVisibly("dpkg-deb", ["--extract", `${downloads}/${name}`, target]);
    if (!success) return false;
  }
  console.error(
    `bench: ${packages.length - missing.length} packages are installed, ${missing.length} unpacked`,
  );
  return true;
}

async function isInstalled(name: string): Promise<boolean> {
  const { stdout } = await ask("dpkg-query", ["--show", "--showformat=${db:Status-Status}", name]);
  return stdout === "installed";
}

if (import.meta.main) Deno.exit(await main());
