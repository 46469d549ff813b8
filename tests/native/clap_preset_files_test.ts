import assert from "node:assert/strict";
import { projectPath } from "../../scripts/project_path.ts";
import type { DiscoveredPresets } from "../../src/model/presets/plugin_state.ts";
import { PluginHost, PluginHostError } from "../../src/scan/plugin_host.ts";
import { SHORT_LIMITS } from "../support/short_limits.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";

const MODULE = projectPath("build/fixtures/states/presets.clap");
const PLUGIN = "org.pluginary.fixture.presets";

/** A copy of the module, whose presets are in the folder beside it. */
class Copy implements AsyncDisposable {
  readonly #folder: TemporaryFolder;
  readonly location: string;

  private constructor(folder: TemporaryFolder) {
    this.#folder = folder;
    this.location = folder.join("presets.clap");
  }

  static async make(): Promise<Copy> {
    const folder = await TemporaryFolder.make();
    await Deno.copyFile(MODULE, folder.join("presets.clap"));
    await Deno.mkdir(folder.join("presets"));
    return new Copy(folder);
  }

  write(name: string, ...lines: string[]): Promise<string> {
    return this.#folder.write(name, lines.map((line) => `${line}\n`).join(""));
  }

  path(name: string): string {
    return this.#folder.join(name);
  }

  /** @param limits For a module that hangs, which need not be waited for. */
  start(limits?: typeof SHORT_LIMITS): Promise<PluginHost> {
    return PluginHost.start({
      format: "clap",
      location: this.location,
      readable: [this.#folder.path],
      environment: Deno.env.get,
      ...(limits === undefined ? {} : { supply: { limits } }),
    });
  }

  async read(...files: string[]): Promise<DiscoveredPresets> {
    await using host = await this.start();
    return await host.presetFiles(files);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#folder[Symbol.asyncDispose]();
  }
}

const NAMED = {
  plugins: [{ abi: "clap", id: PLUGIN }],
  authors: [],
  description: "",
  tags: [],
};

Deno.test("CLAP presetFiles() tells the types of files when it is asked for none", async () => {
  await using module = await Copy.make();
  assert.deepEqual(await module.read(), { fileTypes: ["fixture-preset"], presets: [], failures: [] });
});

Deno.test("CLAP presetFiles() reads the presets inside the module", async () => {
  await using module = await Copy.make();
  const { presets, failures } = await module.read("");
  assert.deepEqual(failures, []);
  assert.deepEqual(presets, [
    { location: "", loadKey: "Loud", name: "Loud", ...NAMED },
    { location: "", loadKey: "Soft", name: "Soft", ...NAMED },
  ]);
});

Deno.test("CLAP presetFiles() reads all that a file says of its presets", async () => {
  await using module = await Copy.make();
  const file = await module.write(
    "presets/sub/two.fixture-preset",
    "author nobody, since no preset has begun",
    "preset Warm Pad|warm",
    `plugin clap ${PLUGIN}`,
    "plugin vst3 56535453-5361-6D70-6C65-000000000000",
    "author Ada",
    "author Grace",
    "feature pad",
    "feature warm",
    "description A soft one",
    "nothing",
    "preset Mine|mine",
    "flags 2",
    "preset |last",
    "flags 8",
  );
  const { presets, failures } = await module.read(file);
  assert.deepEqual(presets[0], {
    location: file,
    loadKey: "warm",
    name: "Warm Pad",
    plugins: [{ abi: "clap", id: PLUGIN }, { abi: "vst3", id: "56535453-5361-6D70-6C65-000000000000" }],
    authors: ["Ada", "Grace"],
    description: "",
    tags: ["pad", "warm"],
    isFactory: true, // As the provider says of the whole folder
  });
  assert.deepEqual(presets.slice(1).map(({ name, isFactory }) => [name, isFactory]), [
    ["Mine", false],
    ["two.fixture-preset", undefined],
  ]);
  assert.deepEqual(failures, [{ location: file, message: "The module's preset provider reports an error" }]);
});

Deno.test("CLAP presetFiles() gives the reasons of files that the module cannot read", async () => {
  await using module = await Copy.make();
  const broken = await module.write("presets/broken.fixture-preset", "error Cannot parse it");
  const empty = await module.write("presets/empty.fixture-preset");
  const other = await module.write("presets/other.txt", "preset Other");
  const elsewhere = await module.write("elsewhere.fixture-preset", "preset Elsewhere");
  const good = await module.write("presets/good.fixture-preset", "preset Good", `plugin clap ${PLUGIN}`);
  const files = [broken, empty, other, elsewhere, module.path("presets/none.fixture-preset"), good];
  const { presets, failures } = await module.read(...files);
  assert.deepEqual(presets.map(({ name, loadKey }) => [name, loadKey]), [["Good", ""]]);
  const unreadable = "The module's preset providers cannot read it";
  assert.deepEqual(failures.map(({ location, message }) => [location, message]), [
    [broken, "Cannot parse it: No such file or directory"],
    ...files.slice(1, -1).map((file) => [file, unreadable]),
  ]);
});

Deno.test("CLAP presetFiles() takes no more presets from a file than any has", async () => {
  await using module = await Copy.make();
  const file = await module.write("presets/endless.fixture-preset", "endless");
  const { presets, failures } = await module.read(file);
  assert.equal(presets.length, 100_000);
  assert.deepEqual(failures, [{ location: file, message: "Has more than 100000 presets" }]);
});

Deno.test("CLAP presetFiles() fails alone for a file on which the module crashes or hangs", async () => {
  await using module = await Copy.make();
  const crash = await module.write("presets/crash.fixture-preset", "crash");
  const hang = await module.write("presets/hang.fixture-preset", "hang");
  await using host = await module.start(SHORT_LIMITS);
  for (const [file, code] of [[crash, "crashed"], [hang, "timed-out"]] as const) {
    const error = await host.presetFiles([file]).then(() => undefined, (error) => error);
    assert.ok(error instanceof PluginHostError, String(error));
    assert.equal(error.reason.code, code);
    assert.equal((await host.presetFiles([""])).presets.length, 2);
  }
});

Deno.test("CLAP presetFiles() of a module without preset providers has a reason for each file", async () => {
  const location = projectPath("build/fixtures/clap/no_extension_functions.clap");
  await using host = await PluginHost.start({ format: "clap", location, environment: Deno.env.get });
  assert.deepEqual(await host.presetFiles([""]), {
    fileTypes: [],
    presets: [],
    failures: [{ location: "", message: "The module's preset providers cannot read it" }],
  });
});

Deno.test("CLAP presetFiles() survives preset providers that lack functions or declare nonsense", async () => {
  const location = projectPath("build/fixtures/clap/broken_presets.clap");
  await using host = await PluginHost.start({ format: "clap", location, environment: Deno.env.get });
  const { fileTypes, presets, failures } = await host.presetFiles(["", "/usr/share/\uFFFD"]);
  assert.deepEqual([fileTypes, presets.length, failures.length], [[], 0, 2]);
});

Deno.test("CLAP state() loads presets of files and of the module, as they were discovered", async () => {
  await using module = await Copy.make();
  const file = await module.write(
    "presets/two.fixture-preset",
    "preset Low|low",
    "level 0.1",
    "preset High|high",
    "level 0.9",
  );
  await using host = await module.start();
  const { presets } = await host.presetFiles(["", file]);
  const texts: Record<string, string | undefined> = {};
  for (const { name, location, loadKey } of presets) {
    const { parameters } = await host.state(PLUGIN, { preset: { location, loadKey } });
    texts[name] = parameters[0]?.text;
  }
  assert.deepEqual(texts, { Loud: "100.0 %", Soft: "25.0 %", Low: "10.0 %", High: "90.0 %" });
  // As the catalog keeps it.
  const inside = await host.state(PLUGIN, { preset: { location: module.location, loadKey: "Soft" } });
  assert.equal(inside.parameters[0]?.text, "25.0 %");
});

Deno.test("CLAP state() gives a reason for a state that crashes, hangs, grows or is refused", async () => {
  await using module = await Copy.make();
  await using host = await module.start();
  await using impatient = await module.start(SHORT_LIMITS);
  const outcome = (host: PluginHost, text: string) =>
    host.state(PLUGIN, { state: { format: "clap", data: btoa(text) } }).then(
      ({ parameters }) => String(parameters[0]?.text),
      (error) => error.reason.code,
    );
  const outcomes: Record<string, string> = { hang: await outcome(impatient, "hang") };
  for (const text of ["crash", "nonsense", "save crash", "save huge", "level 0.75"]) {
    outcomes[text] = await outcome(host, text);
  }
  assert.deepEqual(outcomes, {
    hang: "timed-out",
    crash: "crashed",
    nonsense: "load-error",
    "save crash": "crashed",
    "save huge": "out-of-memory",
    "level 0.75": "75.0 %",
  });
});

Deno.test("CLAP state() gives no value for one that is not a number", async () => {
  await using module = await Copy.make();
  await using host = await module.start();
  const { parameters } = await host.state(PLUGIN, { state: { format: "clap", data: btoa("nan") } });
  assert.deepEqual(parameters.map(({ id, value }) => [id, value]), [["1", null]]);
});
