// Fetches the programs that the suite "peers" measures into a folder of the
// build: packages from Debian, PyPI and crates.io. Nothing is installed on the
// system. Debian's lilv-utils and ladspa-sdk come with `deno task setup --tests`.
import { projectPath } from "../../project_path.ts";
import { runVisibly } from "../../run_command.ts";

/** The folder of all peers. */
export const PEERS_FOLDER = projectPath("build/bench/peers");

/** The Python that has the packages of PyPI. */
export const PEERS_PYTHON = `${PEERS_FOLDER}/bin/python3`;

/** The root of the files of Debian packages. */
export const DEBIAN_ROOT = `${PEERS_FOLDER}/debian`;

/** The root of `cargo install`. */
export const CARGO_ROOT = `${PEERS_FOLDER}/cargo`;

/** Fixed versions, so that runs can be compared. */
const PYTHON_PACKAGES = ["pedalboard==0.9.26", "dawdreamer==0.9.0"];

/** Fetched with all that they depend on and the system lacks. */
const DEBIAN_PACKAGES = ["ardour", "ladspalist", "muse", "qtractor", "liblilv-dev"];

/** Libraries that the crate `livi` is linked with, beside the headers and links of their packages for developers. */
const LINKED_PACKAGES = ["liblilv-0-0", "libserd-0-0", "libsord-0-0", "libsratom-0-0"];

async function main(): Promise<number> {
  let isComplete = true;
  // One that cannot be had on this machine leaves the others usable.
  for (const install of [installPython, installDebian, installRust]) {
    isComplete = await install() && isComplete;
  }
  return isComplete ? 0 : 1;
}

async function installPython(): Promise<boolean> {
  if (!await succeeds("python3", ["-m", "venv", PEERS_FOLDER])) return false;
  let isComplete = true;
  for (const name of PYTHON_PACKAGES) {
    const args = ["-m", "pip", "install", "--only-binary=:all:", name];
    isComplete = await succeeds(PEERS_PYTHON, args) && isComplete;
  }
  return isComplete;
}

async function installDebian(): Promise<boolean> {
  const archives = `${PEERS_FOLDER}/packages`;
  await Deno.mkdir(`${archives}/partial`, { recursive: true });
  await Deno.mkdir(DEBIAN_ROOT, { recursive: true });
  const options = [
    "--download-only",
    "--no-install-recommends",
    "--yes",
    `-oDir::Cache::archives=${archives}`,
  ];
  if (!await succeeds("apt-get", ["install", ...options, ...DEBIAN_PACKAGES])) return false;
  if (!await succeeds("apt-get", ["download", ...LINKED_PACKAGES], { cwd: archives })) return false;
  for (const { name } of Deno.readDirSync(archives)) {
    if (!name.endsWith(".deb")) continue;
    if (!await succeeds("dpkg-deb", ["--extract", `${archives}/${name}`, DEBIAN_ROOT])) return false;
  }
  return true;
}

async function installRust(): Promise<boolean> {
  const options = ["--locked", "--root", CARGO_ROOT];
  const probe = ["--no-default-features", "--features=process-isolation", "--bin=vst3-host-probe"];
  const hasProbe = await succeeds("cargo", ["install", "vst3-host@0.10.0", ...options, ...probe]);
  const libraries = `${DEBIAN_ROOT}/usr/lib/${Deno.build.arch}-linux-gnu`;
  const reader = projectPath("scripts/bench/peers/livi_reader");
  const hasReader = await succeeds("cargo", ["install", "--path", reader, ...options], {
    env: {
      PKG_CONFIG_PATH: `${libraries}/pkgconfig`,
      PKG_CONFIG_SYSROOT_DIR: DEBIAN_ROOT,
      CARGO_TARGET_DIR: `${PEERS_FOLDER}/target`,
    },
  });
  return hasProbe && hasReader;
}

async function succeeds(
  program: string,
  args: readonly string[],
  options: Pick<Deno.CommandOptions, "cwd" | "env"> = {},
): Promise<boolean> {
  try {
    return (await runVisibly(program, args, options)).success;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    console.error(`bench: There is no "${program}"`);
    return false;
  }
}

if (import.meta.main) Deno.exit(await main());
