import assert from "node:assert/strict";
import { type ProgramTarget, programTarget, startProgram } from "../../support/program.ts";

const FIXTURES = new URL("../../../build/fixtures/vst3/", import.meta.url).pathname;
const HANGS = `${FIXTURES}hang_in_describe.vst3`;
const HANGS_ON_LOAD = new URL("../../../build/fixtures/faults/hang_in_load.clap", import.meta.url).pathname;
const GOOD = `${FIXTURES}good.vst3`;
const HINT = "Press s to skip Bad Fixture (Pluginary Fixtures), running for 5 s";
const onLinux = { ignore: Deno.build.os !== "linux" };

/** A scan in a terminal, whose mode is printed when it has ended. */
class TerminalScan {
  readonly #child: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array>;
  readonly #reading: Promise<void>;
  #hasEnded = false;
  /** All that the terminal got so far. */
  screen = "";

  /** @param script What the shell runs; `"$@"` is the scan. */
  constructor(
    args: readonly string[],
    script = '"$@"; code=$?; stty -a; exit $code',
    { program, args: before }: ProgramTarget = programTarget(),
  ) {
    const target = { program: "bash", args: ["-c", script, "bash", program, ...before] };
    this.#child = startProgram(["scan", "--no-catalog", ...args], { target, terminal: { columns: 200 } });
    this.#input = this.#child.stdin.getWriter();
    this.#reading = this.#read();
  }

  async press(key: string): Promise<void> {
    await this.#input.write(new TextEncoder().encode(key));
  }

  async shows(text: string): Promise<void> {
    while (!this.screen.includes(text)) {
      assert.ok(!this.#hasEnded, `the scan has ended without "${text}": ${this.screen}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Waits for the end; returns the exit code. */
  async end(): Promise<number> {
    await this.#reading;
    const { code } = await this.#child.status;
    await this.#input.abort();
    await this.#child.stderr.cancel();
    return code;
  }

  async #read(): Promise<void> {
    for await (const chunk of this.#child.stdout.pipeThrough(new TextDecoderStream())) this.screen += chunk;
    this.#hasEnded = true;
  }
}

function assertRestored(screen: string): void {
  assert.match(screen, /[^-]icanon/, screen);
  assert.match(screen, /[^-]echo /, screen);
}

async function skips(): Promise<void> {
  const scan = new TerminalScan([HANGS, GOOD]);
  await scan.shows(HINT);
  await scan.press("xs");
  assert.equal(await scan.end(), 0);
  assert.match(scan.screen, /hang_in_describe\.vst3: Was skipped; the next scan tries it again/);
  assert.match(scan.screen, /^Fixture Effect /m, "the other one was scanned");
  assert.match(scan.screen, /plugins? in 1 module, 0 failures, 1 skipped, /);
  assertRestored(scan.screen);
}

/** Both hang from the start; what the key does to one is seen before the other is skipped. */
async function skipsTwo(): Promise<void> {
  const scan = new TerminalScan([HANGS, HANGS_ON_LOAD, "--jobs", "2"]);
  await scan.shows(HINT);
  await scan.press("s");
  await scan.shows("Skipped hang_in_describe.vst3");
  await scan.shows("Press s to skip hang_in_load.clap, running for 5 s");
  const [, afterwards = ""] = scan.screen.split("Press s to skip hang_in_load.clap");
  assert.doesNotMatch(afterwards, /hang_in_describe/);
  await scan.press("s");
  assert.equal(await scan.end(), 0);
  assert.match(scan.screen, /\n.*skipped\S* {5}2 {2}hang_in_describe\.vst3, hang_in_load\.clap\r?\n/);
}

/** The next command, for the shell. */
async function discardsEarlierInput(): Promise<void> {
  const scan = new TerminalScan([HANGS]);
  await scan.shows("Scanning 0 of 1");
  await scan.press("ls\nss");
  await scan.shows("Press s to skip Bad Fixture (Pluginary Fixtures), running for 6 s");
  assert.doesNotMatch(scan.screen, /skipped/i);
  await scan.press("s");
  assert.equal(await scan.end(), 0);
  assert.match(scan.screen, /hang_in_describe\.vst3: Was skipped/);
  assertRestored(scan.screen);
}

async function isInterrupted(target?: ProgramTarget): Promise<void> {
  const scan = new TerminalScan([HANGS], undefined, target);
  await scan.shows(HINT);
  await scan.press("\x03");
  assert.equal(await scan.end(), 130);
  assert.match(scan.screen, /interrupted by SIGINT/);
  assertRestored(scan.screen);
}

/** One that reads its terminal or changes its mode is stopped there. */
async function runsInBackground(): Promise<void> {
  const scan = new TerminalScan([HANGS, "--deadline", "7s"], 'set -m; "$@" & wait $!; echo "exit $?"');
  await scan.end();
  assert.match(scan.screen, /interrupted by deadline/);
  assert.match(scan.screen, /exit 0/);
  assert.doesNotMatch(scan.screen, /Press s/);
}

Deno.test(
  "pluginary scan offers a key to skip what hangs, only in the foreground, and leaves the terminal as it was",
  onLinux,
  async () => {
    await Promise.all([skips(), skipsTwo(), discardsEarlierInput(), isInterrupted(), runsInBackground()]);
  },
);

/** It forwards the signal that the terminal has sent to the program as well. */
Deno.test("pluginary scan started by deno task ends in order on Ctrl-C", onLinux, async () => {
  const config = new URL("../../../deno.json", import.meta.url).pathname;
  await isInterrupted({
    program: Deno.execPath(),
    args: ["task", "--quiet", `--config=${config}`, "pluginary"],
  });
});
