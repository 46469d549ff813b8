import assert from "node:assert/strict";
import { missingCommands } from "../../../support/missing_commands.ts";
import { programTarget } from "../../../support/program.ts";
import { Sandbox } from "../../../support/sandbox.ts";
import { TmuxTerminal } from "../../../support/tmux_terminal.ts";

const BUILD = new URL("../../../../build/", import.meta.url).pathname;
const HANGS = `${BUILD}fixtures/vst3/hang_in_describe.vst3`;
const GOOD = `${BUILD}fixtures/vst3/good.vst3`;
const CRASHES = `${BUILD}fixtures/faults/crash_in_load.clap`;
const onLinux = { ignore: Deno.build.os !== "linux" };
const missing = missingCommands("tmux");
const inTmux = { ignore: missing !== "" };

/** A scan that hangs in a terminal, as soon as the view shows the plugin. */
async function hangingScan(
  sandbox: Sandbox,
  size: { readonly columns: number; readonly rows: number },
  { args = [], script }: { readonly args?: readonly string[]; readonly script?: string } = {},
): Promise<TmuxTerminal> {
  const terminal = await TmuxTerminal.start(["scan", HANGS, ...args], {
    ...size,
    env: { PLUGINARY_CATALOG: sandbox.catalog, XDG_CONFIG_HOME: sandbox.join("config") },
    ...script === undefined ? {} : { script },
  });
  await terminal.shows("hang_in_describe.vst3");
  return terminal;
}

Deno.test(
  `a scan in a terminal shows its bar, its workers and the last failures${missing}`,
  inTmux,
  async () => {
    await using sandbox = await Sandbox.make();
    await using terminal = await hangingScan(sandbox, { columns: 80, rows: 24 }, {
      args: [GOOD, CRASHES, "--jobs", "2"],
    });
    const screen = await terminal.shows(/1 failure\b[^]*\d s {2}.*hang_in_describe/);
    assert.match(screen, /^Scanning 2 of 3 {2}\[=+> +\] {2}66 %/);
    assert.match(screen, /^3 plugins {2}1 failure$/m);
    assert.match(screen, /^w\d+ +\d+ s {2}.+\(.+\) {2}hang_in_describe\.vst3$/m, "plugin and vendor");
    assert.match(screen, /^crashed crash_in_load\.clap: .*SIG/m);
    await terminal.shows(/^Press s to skip Bad Fixture \(Pluginary Fixtures\), running for \d+ s$/m);
    await terminal.press("s");
    const end = await terminal.shows("exit 0");
    assert.doesNotMatch(end, /Scanning|Press s/);
    assert.match(end, /^Skipped hang_in_describe\.vst3$/m);
  },
);

Deno.test(
  `the view of a scan follows the terminal's size and leaves nothing behind${missing}`,
  inTmux,
  async () => {
    await using sandbox = await Sandbox.make();
    await using terminal = await hangingScan(sandbox, { columns: 100, rows: 24 }, {
      script: 'echo before; "$@"',
    });
    await terminal.shows(/\d s {2}.*Bad/);
    for (const [columns, rows] of [[20, 24], [43, 10], [120, 5], [20, 3], [60, 24], [12, 6]] as const) {
      await terminal.resize(columns, rows);
      await new Promise((resolve) => setTimeout(resolve, 400));
      const lines = (await terminal.screen()).split("\n");
      for (const what of rows === 3 ? [/^(Scanning|0\/1)/] : [/^(Scanning|0\/1)/, / s {2}.*Ba/]) {
        const shown = lines.filter((line) => what.test(line));
        assert.equal(shown.length, 1, `${columns}x${rows}, ${what}:\n${lines.join("\n")}`);
      }
      assert.ok(lines.length <= 4, lines.join("\n"));
    }
  },
);

/** Tells its process before it becomes the scan. */
const WITH_PID = `sh -c 'echo "pid $$"; exec "$@"' sh "$@"; echo "exit $?"`;

async function send(terminal: TmuxTerminal, signal: Deno.Signal): Promise<void> {
  const [, pid] = /^pid (\d+)$/m.exec(await terminal.screen())!;
  Deno.kill(Number(pid), signal);
}

/** How a scan is ended, and what the shell says then. */
const ENDS:
  readonly (readonly [name: string, exit: string, end: (terminal: TmuxTerminal) => Promise<void>])[] = [
    ["Ctrl-C", "exit 130", (terminal) => terminal.press("C-c")],
    // The second signal ends the program before the scan has ended in order.
    ["two signals", "exit 1", async (terminal) => {
      await Promise.all([send(terminal, "SIGTERM"), send(terminal, "SIGINT")]);
    }],
    ["SIGTERM", "exit 143", (terminal) => send(terminal, "SIGTERM")],
    ["SIGHUP", "exit 129", (terminal) => send(terminal, "SIGHUP")],
    ["SIGKILL", "exit 137", (terminal) => send(terminal, "SIGKILL")],
  ];

for (const [name, exit, end] of ENDS) {
  Deno.test(`a scan that ends by ${name} leaves the cursor and a clean line${missing}`, inTmux, async () => {
    await using sandbox = await Sandbox.make();
    await using terminal = await hangingScan(sandbox, { columns: 80, rows: 24 }, { script: WITH_PID });
    await terminal.shows(/\d s {2}.*hang_in_describe/);
    await end(terminal);
    const screen = await terminal.shows(exit);
    const cursor = await terminal.cursor();
    assert.deepEqual([cursor.isShown, cursor.column], [true, 0], screen);
    // Nobody can clear up after SIGKILL: the shell goes on at the beginning of the view.
    if (name !== "SIGKILL") assert.doesNotMatch(screen, /Scanning|\d s {2}/, screen);
  });
}

Deno.test(
  `a scan that is stopped with Ctrl-Z leaves the terminal and draws again${missing}`,
  inTmux,
  async () => {
    await using sandbox = await Sandbox.make();
    const script = `set -m; "$@"; echo "stopped $?"; sleep 1; fg; echo "exit $?"`;
    await using terminal = await hangingScan(sandbox, { columns: 80, rows: 24 }, { script });
    await terminal.press("C-z");
    const stopped = await terminal.shows(/stopped \d+/);
    assert.doesNotMatch(stopped, /Scanning/);
    await terminal.shows(/stopped[^]*Scanning 0 of 1/);
    await terminal.press("C-c");
    await terminal.shows("exit 130");
  },
);

Deno.test("a scan tells once why a terminal gets plain lines", onLinux, async () => {
  await using sandbox = await Sandbox.make();
  const run = (env: Record<string, string | undefined>, ...options: string[]) =>
    sandbox.run(["scan", GOOD, "--force", ...options], { env, terminal: { columns: 100 } });
  const unset = await run({ TERM: undefined });
  assert.equal(unset.code, 0);
  assert.equal(unset.stdout.split("TERM is not set").length, 2, unset.stdout);
  assert.ok(!unset.stdout.includes("\x1b"), unset.stdout);
  assert.match(unset.stdout, /^Progress is shown as plain lines: TERM is not set\nScanning 1 module\n/);
  assert.match(unset.stdout, /^\[1\/1\] scanned +[\d.]+ m?s {2}\/.*good\.vst3: 3 plugins$/m);
  assert.match((await run({ TERM: "x\x1b[2J" })).stdout, /plain lines: TERM is "x␛\[2J", which is unknown\n/);
  assert.ok((await run({ TERM: "none" }, "--progress", "live")).stdout.includes("\x1b[?2026h"));
  assert.doesNotMatch((await run({}, "--progress", "none")).stdout, /Scanning/);
  assert.doesNotMatch((await run({}, "-q")).stdout, /Scanning/);
});

Deno.test("a scan goes on when nobody reads its messages", onLinux, async () => {
  await using sandbox = await Sandbox.make();
  const endings = { closed: '"$@" 2>&-', unread: '"$@" 2> >(exec 0<&-)', full: '"$@" 2>/dev/full' };
  for (const [name, script] of Object.entries(endings)) {
    const { program, args } = programTarget();
    const target = { program: "bash", args: ["-c", script, "bash", program, ...args] };
    const options = ["--force", "--progress", "plain", "-v", "--json"];
    const { code, stdout } = await sandbox.run(["scan", GOOD, ...options], { target });
    assert.equal(code, 0, name);
    assert.equal(JSON.parse(stdout).summary.plugins, 3, name);
  }
});
