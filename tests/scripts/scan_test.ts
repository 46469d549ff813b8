import assert from "node:assert/strict";
import { MEMORY_FLAG } from "../../scripts/program_memory.ts";
import { PROGRAM_RIGHTS } from "../../scripts/program_rights.ts";
import { projectPath } from "../../scripts/project_path.ts";
import { nextCommands } from "../../scripts/scan.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";
import { whyNoMounts } from "../support/tmpfs_mount.ts";

const SAMPLES = projectPath("build/samples");
const ROOT = projectPath("").slice(0, -1);

/** Hides the plugins of this computer from a shell script. */
const HIDE_PLUGINS = `set -e
for folder in /usr/lib /usr/lib64 /usr/local/lib /usr/local/lib64 /usr/lib/*-linux-gnu; do
  for name in vst3 lv2 ladspa clap vst lxvst; do
    if [ -d "$folder/$name" ]; then mount -t tmpfs none "$folder/$name"; fi
  done
done
`;

/** A computer without plugins, whose user has an empty home folder. */
class BareComputer implements AsyncDisposable {
  readonly #folder: TemporaryFolder;

  private constructor(folder: TemporaryFolder) {
    this.#folder = folder;
  }

  static async make(): Promise<BareComputer> {
    return new BareComputer(await TemporaryFolder.make());
  }

  get home(): string {
    return this.#folder.path;
  }

  /** Runs a shell script in the project's folder. */
  async run(script: string): Promise<{ code: number; stdout: string; stderr: string }> {
    const { code, stdout, stderr } = await new Deno.Command("unshare", {
      args: ["--mount", "sh", "-c", HIDE_PLUGINS + script],
      clearEnv: true,
      env: {
        PATH: `${Deno.execPath().replace(/\/[^/]+$/, "")}:${Deno.env.get("PATH")}`,
        DENO_DIR: await denoFolder(),
        HOME: this.home,
        INIT_CWD: ROOT,
        NO_COLOR: "1",
      },
      cwd: ROOT,
    }).output();
    const text = (bytes: Uint8Array<ArrayBuffer>) => new TextDecoder().decode(bytes);
    return { code, stdout: text(stdout), stderr: text(stderr) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#folder[Symbol.asyncDispose]();
  }
}

/** Where Deno keeps the npm packages, which another home folder would hide. */
async function denoFolder(): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  return JSON.parse(new TextDecoder().decode(stdout)).denoDir;
}

async function removeSamplesCatalog(): Promise<void> {
  for await (const { name } of Deno.readDir(SAMPLES)) {
    if (name.startsWith("catalog.db")) await Deno.remove(`${SAMPLES}/${name}`, { recursive: true });
  }
}

const SCAN = "deno run -A scripts/scan.ts";
const PROGRAM = `deno run --cached-only ${MEMORY_FLAG} ${PROGRAM_RIGHTS.join(" ")} main.ts`;
const reason = Deno.build.os === "linux"
  ? await whyNoMounts()
  : " (skipped: needs mount namespaces of Linux)";
const ignore = reason !== "";

Deno.test({
  name: `the first scan of a computer without plugins goes on with the samples${reason}`,
  ignore,
}, async () => {
  await using computer = await BareComputer.make();
  await removeSamplesCatalog();
  const { code, stdout, stderr } = await computer.run(SCAN);
  assert.equal(code, 0, stderr);
  for (const name of ["Sample Filter", "Sample Synth", "Sample Gain", "Sample Delay"]) {
    assert.match(stdout, new RegExp(`^${name} +pluginary samples `, "m"));
  }
  assert.match(stderr, /^No plugins on this computer, so here are six sample plugins/m);
  assert.match(stderr, /crashing_sample\.clap/);
  assert.match(stderr, /hanging_sample\.clap/);

  const commands = [...stderr.matchAll(/^ {2}(PLUGINARY_CATALOG=\S+ deno task .*)$/gm)].map(([, line]) =>
    line!
  );
  assert.equal(commands.length, 3);
  const answers = await Promise.all(commands.map((command) => computer.run(command)));
  assert.deepEqual(answers.map((answer) => answer.code), [0, 0, 0]);
  const [search, info, show] = answers.map((answer) => answer.stdout);
  assert.match(search!, /^Sample Filter /m);
  assert.match(info!, /Waveform/);
  assert.match(show!, /Crashing sample/);

  const own = JSON.parse((await computer.run(`${PROGRAM} list --json`)).stdout);
  assert.equal(own.total, 0, "the samples are not in the user's catalog");
});

Deno.test({
  name: `a scan that finds a plugin, or that looks for something in particular, shows no samples${reason}`,
  ignore,
}, async () => {
  await using computer = await BareComputer.make();
  const particular = await computer.run(`${SCAN} --format clap`);
  assert.equal(particular.code, 0, particular.stderr);
  assert.doesNotMatch(particular.stderr, /sample/);
  assert.equal((await computer.run(`${SCAN} --no-such-option`)).code, 2);

  await Deno.mkdir(`${computer.home}/.clap`);
  await Deno.copyFile(`${SAMPLES}/clap/sample_filter.clap`, `${computer.home}/.clap/own.clap`);
  const { code, stdout, stderr } = await computer.run(SCAN);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^Sample Filter /m);
  assert.match(stderr, /1 plugin in 1 module, 0 failures, [^\n]+\n$/);
});

Deno.test("nextCommands() suits the folder, the system and the way of starting", () => {
  const start = { os: "linux", folder: ROOT, isByNpx: false } as const;
  const first = (change: Partial<Parameters<typeof nextCommands>[0]>) =>
    nextCommands({ ...start, ...change })[0];
  assert.equal(first({}), "PLUGINARY_CATALOG=build/samples/catalog.db deno task pluginary search filter");
  assert.equal(
    first({ isByNpx: true }),
    `PLUGINARY_CATALOG=build/samples/catalog.db npx -y deno@${Deno.version.deno} task pluginary search filter`,
  );
  assert.ok(first({ folder: "/" })!.includes(`${SAMPLES}/catalog.db`));
  assert.match(first({ os: "windows" })!, /^\$env:PLUGINARY_CATALOG='[^']+'; deno task /);
});
