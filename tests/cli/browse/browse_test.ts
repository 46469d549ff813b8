import assert from "node:assert/strict";
import { readCuration } from "../../../src/catalog/curation/read_curation.ts";
import { listOperations } from "../../../src/catalog/curation/operations.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import type { PluginCuration } from "../../../src/model/plugin.ts";
import { missingCommands } from "../../support/missing_commands.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { TmuxTerminal } from "../../support/tmux_terminal.ts";
import { storedCatalog } from "../support/stored_catalog.ts";

const PLUGINS = [
  { name: "Alpha Reverb", vendor: "Ann", id: "vst3:1", category: "reverb" },
  { name: "Beta Delay", vendor: "Bob", id: "vst3:2", category: "delay" },
  { name: "Gamma", vendor: "Bob", id: "clap:3", format: "clap", category: "delay" },
  { name: "Gamma", vendor: "Bob", id: "vst3:3", category: "delay" },
  { name: "\x1b[31mRed\u202e\x07", vendor: "日本\u2028", id: "vst3:4", category: "other" },
  { name: "👩‍👩‍👧 Family", vendor: "Zoe", id: "vst3:5", category: "other" },
] as const;

const why = missingCommands("tmux", "script");
const TERMINAL = { name: why, ignore: Deno.build.os === "windows" || why !== "" };

/** Prints whether the terminal hands out lines, as a shell expects. */
const MODE = `stty -a | grep -o " -*icanon"`;

/** A browser in a terminal, with a catalog. */
class BrowseTest implements AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly terminal: TmuxTerminal;

  private constructor(sandbox: Sandbox, terminal: TmuxTerminal) {
    this.sandbox = sandbox;
    this.terminal = terminal;
  }

  static async start(
    args: readonly string[] = [],
    { columns = 100, rows = 20, plugins = PLUGINS, script, env = {} }: {
      readonly columns?: number;
      readonly rows?: number;
      readonly plugins?: Parameters<typeof storedCatalog>[1];
      readonly script?: string;
      readonly env?: Readonly<Record<string, string>>;
    } = {},
  ): Promise<BrowseTest> {
    const sandbox = await Sandbox.make();
    if (plugins.length > 0) await storedCatalog(sandbox.catalog, plugins);
    const terminal = await TmuxTerminal.start(["browse", ...args], {
      columns,
      rows,
      env: { HOME: sandbox.path, PLUGINARY_CATALOG: sandbox.catalog, ...env },
      script: script ?? `echo before; "$@"; echo "exit $?"; ${MODE}`,
    });
    const test = new BrowseTest(sandbox, terminal);
    await terminal.shows("Search:");
    return test;
  }

  /** Presses keys one after the other, in tmux's words. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.terminal.press(key);
  }

  async curationOf(id: string): Promise<PluginCuration | undefined> {
    using catalog = await openCatalog(this.sandbox.catalog);
    return readCuration(catalog.db, [id]).get(id);
  }

  /** The terminal is as it was, and the program has ended with a code. */
  async ended(code: number): Promise<void> {
    const screen = await this.terminal.shows(/exit \d+\n.*icanon/);
    assert.equal(screen, `before\nexit ${code}\n icanon`);
    assert.ok((await this.terminal.cursor()).isShown);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.terminal[Symbol.asyncDispose]();
    await this.sandbox[Symbol.asyncDispose]();
  }
}

Deno.test({
  name: `pluginary browse finds plugins as they are typed, and shows details${TERMINAL.name}`,
  ignore: TERMINAL.ignore,
  fn: async () => {
    await using test = await BrowseTest.start();
    await test.terminal.shows(/1 of 5 plugins/);
    await test.press("g", "a", "m", "m");
    await test.terminal.shows(/^Search: gamm$/m);
    const screen = await test.terminal.shows(/^1 of 1 plugin$/m);
    assert.match(screen, /^> {3}Gamma .*Bob +delay .*\| Gamma$/m);
    assert.match(screen, /\| Vendor +Bob$/m);
    await test.press("Escape");
    await test.terminal.shows(/1 of 5 plugins/);
    await test.press("Escape");
    await test.ended(0);
  },
});

Deno.test({
  name: `pluginary browse stores each mark at once, for all formats, and takes it back${TERMINAL.name}`,
  ignore: TERMINAL.ignore,
  fn: async () => {
    await using test = await BrowseTest.start(["gamma"]);
    await test.terminal.shows(/1 of 1 plugin/);
    await test.press("Tab", "f");
    await test.terminal.shows(/^> \* Gamma/m);
    await test.terminal.shows("Favorite: Gamma");
    await test.press("4", "t", ..."Drums:Kick", "Enter");
    await test.terminal.shows("Tagged Drums:Kick: Gamma");
    await test.press("n", ..."warm", "Enter");
    await test.terminal.shows("Noted: Gamma");
    for (const id of ["clap:3", "vst3:3"]) {
      assert.deepEqual(await test.curationOf(id), {
        tags: ["Drums:Kick"],
        isFavorite: true,
        isHidden: false,
        rating: 4,
        note: "warm",
        collections: [],
      });
    }
    await test.press("u", "u");
    await test.terminal.shows(`Undid "browse: tag Drums:Kick Gamma"`);
    assert.deepEqual((await test.curationOf("vst3:3"))?.tags, []);
    using catalog = await openCatalog(test.sandbox.catalog);
    assert.deepEqual(listOperations(catalog.db).map(({ command }) => command), [
      "browse: rate 4 Gamma",
      "browse: favorite Gamma",
    ]);
    await test.press("C-c");
    await test.ended(130);
  },
});

Deno.test({
  name: `pluginary browse marks several plugins, hides them and finds them again${TERMINAL.name}`,
  ignore: TERMINAL.ignore,
  fn: async () => {
    await using test = await BrowseTest.start(["category:delay"]);
    await test.terminal.shows(/1 of 2 plugins/);
    await test.press("Tab", "Space", "Space");
    await test.terminal.shows("2 marked");
    await test.press("h");
    await test.terminal.shows("No plugins found");
    await test.press("/", ..." is:hidden");
    await test.terminal.shows(/1 of 2 plugins/);
    assert.equal((await test.curationOf("clap:3"))?.isHidden, true);
    await test.press("C-d");
    await test.ended(0);
  },
});

Deno.test({
  name: `pluginary browse keeps the list when the query has an error${TERMINAL.name}`,
  ignore: TERMINAL.ignore,
  fn: async () => {
    await using test = await BrowseTest.start(["alpha"]);
    await test.press(..." -parameters:x");
    const screen = await test.terminal.shows('"x" is not a number of parameters');
    assert.match(screen, /^> {3}Alpha Reverb/m);
    await test.press("Tab", "f");
    await test.terminal.shows("Favorite: Alpha Reverb");
  },
});

Deno.test({
  name: `pluginary browse follows the size of the terminal, and shows hostile names as text${TERMINAL.name}`,
  ignore: TERMINAL.ignore,
  fn: async () => {
    await using test = await BrowseTest.start([], { columns: 40, rows: 10 });
    await test.terminal.shows(/1 of 5 plugins/);
    const narrow = (await test.terminal.screen()).split("\n");
    assert.equal(narrow.length, 10);
    assert.ok(narrow.some((line) => line.includes("[31mRed<U+202E>")), narrow.join("\n"));
    await test.press("Tab", "j", "Enter");
    await test.terminal.shows(/^Vendor/m);
    for (const [columns, rows] of [[120, 30], [20, 4], [90, 12], [40, 10]] as const) {
      await test.terminal.resize(columns, rows);
      await test.terminal.shows(columns >= 90 ? /\| Vendor/ : /^Search/);
      const lines = (await test.terminal.screen()).split("\n");
      assert.ok(lines.length <= rows, lines.join("\n"));
    }
    await test.terminal.shows(/^Vendor/m);
    await test.press("q");
    await test.ended(0);
  },
});

Deno.test({
  name: `pluginary browse says how to fill an empty catalog${TERMINAL.name}`,
  ignore: TERMINAL.ignore,
  fn: async () => {
    await using test = await BrowseTest.start([], { plugins: [] });
    await test.terminal.shows('The catalog has no plugins yet; run "pluginary scan"');
    await test.press("Tab", "f", "t", "u");
    await test.terminal.shows("Nothing to undo");
    await storedCatalog(test.sandbox.catalog, PLUGINS);
    await test.press("C-l");
    await test.terminal.shows(/1 of 5 plugins/);
    await test.press("q");
    await test.ended(0);
  },
});

Deno.test({
  name: `pluginary browse keeps a refused tag in the prompt, with what is wrong${TERMINAL.name}`,
  ignore: TERMINAL.ignore,
  fn: async () => {
    await using test = await BrowseTest.start(["alpha"]);
    await test.press("Tab", "t", ..."drums:", "Enter");
    await test.terminal.shows(/A level of the tag "drums:" is empty.*\nTag: drums:$/);
    await test.press("k", "Enter");
    await test.terminal.shows("Tagged drums:k: Alpha Reverb");
  },
});

for (const [signal, code] of [["SIGTERM", 143], ["SIGHUP", 129], ["SIGINT", 130]] as const) {
  Deno.test({
    name: `pluginary browse leaves the terminal as it was after ${signal}${TERMINAL.name}`,
    ignore: TERMINAL.ignore,
    fn: async () => {
      await using test = await BrowseTest.start(["alpha"], {
        script:
          `echo before; set -m; sh -c 'echo $$ > "$HOME/pid"; exec "$@"' sh "$@"; echo "exit $?"; ${MODE}`,
      });
      await test.press("Tab", "f");
      await test.terminal.shows("Favorite");
      Deno.kill(Number(await Deno.readTextFile(test.sandbox.join("pid"))), signal);
      await test.ended(code);
      assert.equal((await test.curationOf("vst3:1"))?.isFavorite, true);
    },
  });
}

Deno.test({
  name: `pluginary browse gives the terminal back to the shell with Ctrl-Z, and goes on${TERMINAL.name}`,
  ignore: TERMINAL.ignore,
  fn: async () => {
    await using test = await BrowseTest.start([], {
      script:
        'set -m; "$@"; echo "stopped"; stty -a | grep -o " -*icanon"; read line; fg >/dev/null; echo "exit $?"',
    });
    await test.terminal.shows(/1 of 5 plugins/);
    await test.press("C-z");
    assert.equal(await test.terminal.shows("icanon"), "stopped\n icanon");
    await test.press("Enter");
    await test.terminal.shows(/1 of 5 plugins/);
    await test.press("Tab", "q");
    await test.terminal.shows("exit 0");
  },
});

Deno.test({
  name: `pluginary browse stops what it was started through as well${TERMINAL.name}`,
  ignore: TERMINAL.ignore,
  fn: async () => {
    await using test = await BrowseTest.start([], {
      script: `set -m; sh -c '"$@"; echo "exit $?"' sh "$@"; echo "stopped"; read line; fg >/dev/null`,
    });
    await test.terminal.shows(/1 of 5 plugins/);
    await test.press("C-z");
    assert.equal(await test.terminal.shows("stopped"), "stopped");
    await test.press("Enter");
    await test.terminal.shows(/1 of 5 plugins/);
    await test.press("Tab", "q");
    await test.terminal.shows("exit 0");
  },
});

Deno.test({
  name: `pluginary browse goes on after Ctrl-Z where no shell waits for it${TERMINAL.name}`,
  ignore: TERMINAL.ignore,
  fn: async () => {
    await using test = await BrowseTest.start([], { script: '"$@"; echo "exit $?"' });
    await test.terminal.shows(/1 of 5 plugins/);
    await test.press("C-z", "Tab");
    await test.terminal.shows("q quit", 10_000);
    await test.press("q");
    await test.terminal.shows("exit 0");
  },
});

Deno.test({
  name: `pluginary browse says that another program is writing, and works afterwards${TERMINAL.name}`,
  ignore: TERMINAL.ignore,
  fn: async () => {
    await using test = await BrowseTest.start(["alpha"]);
    await test.press("Tab", "f");
    await test.terminal.shows("Favorite: Alpha Reverb");
    using other = await openCatalog(test.sandbox.catalog);
    other.db.exec("begin immediate");
    await test.press("f");
    await test.terminal.shows("Waiting for another program…");
    await test.terminal.shows("Another program is writing to the catalog; try again");
    await test.press("Escape");
    await test.terminal.shows("Tab list");
    await test.press("x");
    await test.terminal.shows('Showing results for "alpha"');
    other.db.exec("commit");
    await test.press("Tab", "f");
    await test.terminal.shows("No longer a favorite: Alpha Reverb");
  },
});

Deno.test({
  name: `pluginary browse without color marks the chosen plugin by a sign${TERMINAL.name}`,
  ignore: TERMINAL.ignore,
  fn: async () => {
    await using sandbox = await Sandbox.make({ NO_COLOR: "1" });
    await storedCatalog(sandbox.catalog, PLUGINS);
    const { stdout, code } = await sandbox.run(["browse"], { terminal: { columns: 80 }, stdin: "\tq" });
    assert.equal(code, 0);
    assert.match(stdout, /> {3}␛\[31mRed/);
    // deno-lint-ignore no-control-regex
    assert.doesNotMatch(stdout.replaceAll("\x1b[0m", ""), /\x1b\[[0-9;]*m/);
    assert.ok(stdout.endsWith("\x1b[?1049l"), JSON.stringify(stdout.slice(-80)));
  },
});

Deno.test("pluginary browse needs a terminal", async () => {
  await using sandbox = await Sandbox.make();
  const piped = await sandbox.run(["browse"]);
  assert.deepEqual([piped.code, piped.stdout], [2, ""]);
  assert.match(piped.stderr, /Cannot browse: standard input is not a terminal\n.*"pluginary search"/);
  if (TERMINAL.ignore) return;
  const dumb = await sandbox.run(["browse"], { terminal: { columns: 80 }, env: { TERM: "dumb" } });
  assert.equal(dumb.code, 2);
  assert.match(dumb.stdout, /the terminal "dumb" is not known/);
});
