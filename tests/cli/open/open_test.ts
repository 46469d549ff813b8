import assert from "node:assert/strict";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import type { Plugin } from "../../../src/model/plugin.ts";
import { beginScan, commitModule, moduleWith } from "../../catalog/support/test_catalog.ts";
import type { ProgramRun } from "../../support/program.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { samplePlugin } from "../support/scan_events.ts";

/** Other systems have other file managers. */
const linux = { ignore: Deno.build.os !== "linux" };

/** A desktop whose programs are scripts that write down their arguments and exit as told. */
class Desktop implements AsyncDisposable {
  readonly sandbox: Sandbox;

  private constructor(sandbox: Sandbox) {
    this.sandbox = sandbox;
  }

  static async make(): Promise<Desktop> {
    const sandbox = await Sandbox.make();
    using catalog = await openCatalog(sandbox.catalog);
    const journal = await beginScan(catalog);
    const both = { name: "Both Ways", vendor: "Zed" };
    const modules: [file: string, format: Plugin["format"], plugins: Partial<Plugin>[]][] = [
      ["my plugins/Both, Ways.vst3", "vst3", [both]],
      ["clap/both.clap", "clap", [{ ...both, id: "clap:both", nativeId: "both", format: "clap" }]],
      ["shell/two.clap", "clap", [
        { name: "One", id: "clap:1", format: "clap" },
        { name: "Two", id: "clap:2", format: "clap" },
      ]],
      ["shell/none.clap", "clap", []],
      ["gone/Gone.vst3", "vst3", [{ name: "Gone", id: "vst3:gone" }]],
    ];
    for (const [file, format, plugins] of modules) {
      const location = sandbox.join(file);
      const described = plugins.map((plugin) => samplePlugin({ ...plugin, location }));
      await commitModule(journal, {
        ...moduleWith(file, described, { format, location }),
        plugins: described,
      });
      if (!file.startsWith("gone")) await sandbox.write(file, "");
    }
    await journal.end({ isComplete: true, interruptedBy: null });
    return new Desktop(sandbox);
  }

  /** Adds a program that exits with a code. */
  async add(program: string, code = 0): Promise<void> {
    const script = `#!/bin/sh\nprintf '%s\\n' "$0" "$@" >> '${this.sandbox.join("log")}'\nexit ${code}\n`;
    await Deno.chmod(await this.sandbox.write(`bin/${program}`, script), 0o755);
  }

  /** Runs `pluginary open` where these are all programs there are. */
  async open(args: string[], env: Record<string, string | undefined> = {}): Promise<ProgramRun> {
    const desktop = {
      PATH: this.sandbox.join("bin"),
      DISPLAY: ":0",
      WAYLAND_DISPLAY: undefined,
      DBUS_SESSION_BUS_ADDRESS: undefined,
    };
    return await this.sandbox.run(["open", ...args], { env: { ...desktop, ...env } });
  }

  /** The programs that ran since the last call, each with its arguments. */
  async ran(): Promise<string> {
    const log = await Deno.readTextFile(this.sandbox.join("log"));
    await Deno.remove(this.sandbox.join("log"));
    return log.replaceAll(this.sandbox.path, "~").replaceAll(encodeURI(this.sandbox.path), "~");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.sandbox[Symbol.asyncDispose]();
  }
}

Deno.test("pluginary open shows the folder of a plugin, however it is named", linux, async () => {
  await using desktop = await Desktop.make();
  await desktop.add("xdg-open");
  const opened: [args: string[], folder: string][] = [
    [["Both Ways"], "~/my plugins"],
    [["zed", "both", "ways"], "~/my plugins"],
    [["clap:both"], "~/clap"],
    [["clap/Both Ways"], "~/clap"],
    [[desktop.sandbox.join("clap/both.clap")], "~/clap"],
    // A file with several plugins or none is one place.
    [["./shell/two.clap"], "~/shell"],
    [["./shell/none.clap"], "~/shell"],
  ];
  for (const [args, folder] of opened) {
    const { code, stdout, stderr } = await desktop.open(args);
    assert.deepEqual([code, stdout], [0, ""], stderr);
    assert.equal(stderr, `Opened "${folder.replace("~", desktop.sandbox.path)}"\n`);
    assert.equal(await desktop.ran(), `~/bin/xdg-open\n${folder}\n`);
  }
});

Deno.test("pluginary open selects the file where the file manager can", linux, async () => {
  await using desktop = await Desktop.make();
  const bus = { DBUS_SESSION_BUS_ADDRESS: "unix:path=/nowhere" };
  await desktop.add("xdg-open");
  await desktop.open(["Both Ways"], bus);
  assert.match(await desktop.ran(), /^~\/bin\/xdg-open\n/);
  await desktop.add("dbus-send");
  assert.equal((await desktop.open(["Both Ways"], bus)).code, 0);
  const shown = await desktop.ran();
  assert.match(
    shown,
    /\norg\.freedesktop\.FileManager1\.ShowItems\narray:string:file:\/\/~\/my%20plugins\/Both%2C%20Ways\.vst3\n/,
  );
  assert.doesNotMatch(shown, /xdg-open/);
  await desktop.add("dbus-send", 1);
  assert.equal((await desktop.open(["Both Ways"], bus)).code, 0);
  assert.match(await desktop.ran(), /^~\/bin\/dbus-send\n[^]*\n~\/bin\/xdg-open\n~\/my plugins\n$/);
});

Deno.test("pluginary open --print prints the path and needs no desktop", async () => {
  await using desktop = await Desktop.make();
  const { code, stdout, stderr } = await desktop.open(["Both Ways", "--print"], { DISPLAY: undefined });
  assert.deepEqual([code, stdout, stderr], [
    0,
    `${desktop.sandbox.join("my plugins/Both, Ways.vst3")}\n`,
    "",
  ]);
});

Deno.test("pluginary open says why nothing was opened", linux, async () => {
  await using desktop = await Desktop.make();
  const fails = async (message: RegExp, args: string[], env: Record<string, string | undefined> = {}) => {
    const { code, stdout, stderr } = await desktop.open(args, env);
    assert.deepEqual([code, stdout], [1, ""], stderr);
    assert.match(stderr, message);
  };
  await fails(/Cannot open ".*": there is no display\n {2}Add "--print"/, ["Both Ways"], {
    DISPLAY: undefined,
  });
  await fails(/Cannot open ".*": cannot find the program "xdg-open"\n/, ["Both Ways"]);
  await desktop.add("xdg-open", 3);
  await fails(/Cannot open ".*": "xdg-open" exited with code 3\n/, ["Both Ways"]);
  await fails(/Cannot open "Gone": it is not installed in ".*gone\/Gone\.vst3"\n {2}Run "pluginary scan"/, [
    "Gone",
  ]);
  await fails(/Cannot find a plugin "Nobody"/, ["Nobody"]);
  await fails(/Cannot find a plugin "\.\/nowhere"/, ["./nowhere"]);
});

Deno.test("pluginary open goes on without a file manager that stays open", linux, async () => {
  await using desktop = await Desktop.make();
  const file = await desktop.sandbox.write("bin/xdg-open", "#!/bin/sh\nexec /bin/sleep 30\n");
  await Deno.chmod(file, 0o755);
  const startedAt = Date.now();
  assert.equal((await desktop.open(["Both Ways"])).code, 0);
  assert.ok(Date.now() - startedAt < 20_000);
});
