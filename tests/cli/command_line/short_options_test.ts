import assert from "node:assert/strict";
import { runApp } from "../../../src/cli/app.ts";
import { readLine } from "../../../src/cli/command_line/typed_line.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";
import { fakeConsole } from "../support/fake_console.ts";
import { storedCatalog } from "../support/stored_catalog.ts";

/** A catalog with two plugins. */
class StoredPlugins extends TemporaryFolder {
  static override async make(): Promise<StoredPlugins> {
    const folder = new StoredPlugins(await StoredPlugins.makeFolder());
    await storedCatalog(folder.join("catalog.db"), [
      { id: "clap:a", name: "Amp" },
      { id: "clap:b", name: "Bass", vendor: "Wave" },
    ]);
    return folder;
  }

  /** The output of a line, run in this process. */
  async printed(line: string): Promise<{ stdout: string; stderr: string }> {
    const environment = { PLUGINARY_CATALOG: this.join("catalog.db"), HOME: this.path };
    const console = fakeConsole({ environment });
    await runApp(readLine(line.split(" ")), console);
    return await console.printed();
  }
}

/** Lines, and the same with the options and commands written out. */
const SAME_LINES: readonly (readonly [short: string, long: string])[] = [
  ["list -n 1", "list --limit 1"],
  ["list -n1", "list --limit 1"],
  ["list -n=1", "list --limit=1"],
  ["list -f clap --csv", "list --format clap --csv"],
  ["list -f VST3", "list --format vst3"],
  ["search -n 1 --vendor wave", "search --limit 1 --vendor wave"],
  ["ls", "list"],
  ["find amp", "search amp"],
  ["show Amp", "info Amp"],
  ["scan history -n 1", "scan history --limit 1"],
  ["blocklist ls --json", "blocklist list --json"],
  ["config ls --json", "config list --json"],
  ["help ls", "help list"],
  ["help override rm", "help override unset"],
  ["help blocklist rm", "help blocklist remove"],
];

Deno.test("short options and other words for commands do what the long ones do", async (t) => {
  await using plugins = await StoredPlugins.make();
  for (const [short, long] of SAME_LINES) {
    await t.step(`pluginary ${short} is pluginary ${long}`, async () => {
      assert.deepEqual(await plugins.printed(short), await plugins.printed(long));
    });
  }
});

Deno.test("-o names the file to write", async () => {
  await using plugins = await StoredPlugins.make();
  await plugins.printed(`list --json -o ${plugins.join("list.json")}`);
  const { stdout } = await plugins.printed("list --json");
  assert.equal(await Deno.readTextFile(plugins.join("list.json")), stdout);
});

Deno.test("-q prints the answer and no message", async () => {
  await using plugins = await StoredPlugins.make();
  const loud = await plugins.printed("list -n 1");
  const quiet = await plugins.printed("list -n 1 -q");
  assert.notEqual(loud.stderr, "");
  assert.deepEqual(quiet, { stdout: loud.stdout, stderr: "" });
  assert.match((await plugins.printed("list --param x")).stderr, /^warning: Option "--param" is called/);
  assert.equal((await plugins.printed("list --param x -q")).stderr, "");
});

Deno.test("a short option behind -- is a word", async () => {
  await using plugins = await StoredPlugins.make();
  const { stdout } = await plugins.printed("search --json -- -nothing");
  assert.equal(JSON.parse(stdout).query, "-nothing");
});

Deno.test("scan show is a command of scan, not info", async () => {
  await using plugins = await StoredPlugins.make();
  const { stdout } = await plugins.printed("scan show --help");
  assert.match(stdout, /^Show the changes and failures of a scan/);
});
