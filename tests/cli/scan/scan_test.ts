import assert from "node:assert/strict";
import stringWidth from "string-width";
import * as v from "valibot";
import { errorDocumentSchema } from "../../../src/model/documents/error_document.ts";
import { type ScanDocument, scanDocumentSchema } from "../../../src/model/documents/scan_document.ts";
import { type ProgramOptions, programTarget, runProgram, startProgram } from "../../support/program.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";
import { Sandbox } from "../../support/sandbox.ts";

/** Where Debian's package zam-plugins, which setup installs, has its 17 VST3 plugins. */
const ZAM_FOLDER = "/usr/lib/vst3";
const ZAM_COUNT = 17;
const CLEAR_BELOW = "\r\x1b[J";
const GOOD_CLAP = new URL("../../../build/fixtures/clap/good.clap", import.meta.url).pathname;
const onLinux = { ignore: Deno.build.os !== "linux" };
const needsZam = { ignore: Deno.build.os !== "linux" };

async function scanDocument(args: string[], options?: ProgramOptions): Promise<[ScanDocument, number]> {
  const { code, stdout, stderr } = await runProgram(["scan", "--json", ...args], options);
  assert.equal(stderr, "");
  assert.ok(stdout.endsWith("\n"));
  return [v.parse(scanDocumentSchema, JSON.parse(stdout)), code];
}

Deno.test("pluginary scan --json prints a valid document of all plugins", needsZam, async () => {
  const [document, code] = await scanDocument([ZAM_FOLDER]);
  assert.equal(code, 0);
  assert.equal(document.complete, true);
  assert.equal(document.interruptedBy, null);
  assert.deepEqual(document.paths, [ZAM_FOLDER]);
  assert.deepEqual(document.problems, []);
  assert.equal(document.summary.plugins, ZAM_COUNT);
  assert.equal(document.summary.failures, 0);
  assert.equal(document.modules.length, ZAM_COUNT);
  assert.deepEqual(
    document.modules.map(({ location }) => location).sort(),
    document.modules.map((m) => m.location),
  );
});

Deno.test("pluginary scan prints a line per plugin and a summary", needsZam, async () => {
  const { code, stdout, stderr } = await runProgram(["scan", ZAM_FOLDER]);
  assert.equal(code, 0);
  const lines = stdout.trimEnd().split("\n");
  assert.equal(lines.length, ZAM_COUNT + 1);
  assert.match(lines[0]!, /^NAME +VENDOR +FORMAT +CATEGORY +IN>OUT +PARAMS +VERSION$/);
  assert.match(stdout, /^ZamTube +Damien Zammit +vst3 +\w+ +1>1 +\d+ +\d/m);
  assert.match(stderr, /^17 plugins in 17 modules, 0 failures, \d+\.\d s\n$/);
});

Deno.test("pluginary scan that finds nothing new says so in one line", needsZam, async () => {
  await using sandbox = await Sandbox.make({ VST3_PATH: ZAM_FOLDER });
  const args = ["scan", "--format", "vst3", "--confinement", "off"];
  const first = await sandbox.run(args);
  assert.match(
    first.stderr,
    /^17 plugins in 17 modules, 0 failures, .*\nwarning: plugins ran unconfined.*\n$/,
  );
  const second = await sandbox.run(args);
  assert.equal(second.stdout, "");
  assert.match(second.stderr, /^No changes: 17 plugins in 17 modules, \d+(\.\d)? m?s\n$/);
});

Deno.test("pluginary scan finds the same with one worker and with many", needsZam, async () => {
  const ids = async (jobs: string) => {
    const [document] = await scanDocument([ZAM_FOLDER, "--jobs", jobs]);
    return document.modules.flatMap((module) => module.plugins.map((plugin) => plugin.id));
  };
  assert.deepEqual(await ids("1"), await ids("4"));
});

Deno.test("pluginary scan --ndjson prints events from started to finished", needsZam, async () => {
  const { code, stdout, stderr } = await runProgram(["scan", ZAM_FOLDER, "--ndjson"]);
  assert.equal(code, 0);
  assert.equal(stderr, "");
  const events = stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.equal(events[0].event, "started");
  assert.equal(events[0].schema, "scan");
  assert.equal(typeof events[0].pid, "number");
  assert.equal(events.at(-1).event, "finished");
  assert.equal(events.filter(({ event }) => event === "module").length, ZAM_COUNT);
});

Deno.test("pluginary scan takes paths relative to the current folder", needsZam, async () => {
  const [document] = await scanDocument(["ZamTube.vst3", "../vst3/./ZamVerb.vst3"], { cwd: ZAM_FOLDER });
  assert.deepEqual(
    document.modules.map(({ location }) => location),
    [`${ZAM_FOLDER}/ZamTube.vst3`, `${ZAM_FOLDER}/ZamVerb.vst3`],
  );
});

Deno.test("pluginary scan of a path that does not exist scans nothing and exits with 1", async () => {
  const { code, stdout, stderr } = await runProgram(["scan", ZAM_FOLDER, "/no/such folder"]);
  assert.equal(code, 1);
  assert.equal(stdout, "");
  assert.match(stderr, /^pluginary: Cannot scan "\/no\/such folder": it does not exist\n/);
  const machine = await runProgram(["scan", "/no/such folder", "--json"]);
  assert.equal(machine.code, 1);
  assert.equal(v.parse(errorDocumentSchema, JSON.parse(machine.stdout)).error.code, "path-not-found");
});

Deno.test("pluginary scan without a shim says what to run", async () => {
  const env = { PLUGINARY_SHIM: "/no/shim.so" };
  const { code, stdout, stderr } = await runProgram(["scan", "--json"], { env });
  assert.equal(code, 1);
  const { error } = v.parse(errorDocumentSchema, JSON.parse(stdout));
  assert.equal(error.code, "shim-not-found");
  assert.ok(stderr.startsWith(`pluginary: ${error.message}\n  ${error.hint}`), stderr);
});

Deno.test("pluginary scan of a folder without plugins says where it looked and exits with 0", async () => {
  await using folder = await TemporaryFolder.make();
  const { code, stdout, stderr } = await runProgram(["scan", folder.path]);
  assert.equal(code, 0);
  assert.equal(stdout, "");
  assert.ok(stderr.startsWith(`No plugins found. Searched:\n  ${folder.path}\n`), stderr);
  const [document] = await scanDocument([folder.path]);
  assert.deepEqual(document.modules, []);
});

Deno.test("pluginary scan --failed says that nothing has failed before, and not that there is nothing", async () => {
  await using folder = await Sandbox.make();
  const { code, stderr } = await folder.run(["scan", "--failed", folder.path]);
  assert.equal(code, 0);
  assert.ok(stderr.startsWith(`No earlier failures in:\n  ${folder.path}\n`), stderr);
});

Deno.test("pluginary scan reports what is no plugin, and --fail-on makes it the exit code", async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write('a "text"\nfile.vst3', "not a library");
  await Deno.mkdir(folder.join("empty.vst3"));
  const { code, stdout, stderr } = await runProgram(["scan", folder.path]);
  assert.equal(code, 0);
  assert.equal(stdout, "");
  assert.match(stderr, /^0 plugins in 2 modules, 2 failures, /m);
  assert.match(stderr, /^failed: .*\/a "text"␊file\.vst3\n {2}not-a-module: /m);
  assert.match(stderr, /^failed: .*\/empty\.vst3\n {2}empty-bundle: /m);
  const codes = async (list: string) => (await scanDocument([folder.path, "--fail-on", list]))[1];
  assert.equal(await codes("any"), 3);
  assert.equal(await codes("crashed,failed"), 3);
  assert.equal(await codes("crashed,timed-out"), 0);
});

const SIGNALS: ReadonlyArray<readonly [signal: Deno.Signal, code: number]> = [
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
];

for (const [signal, code] of SIGNALS) {
  Deno.test(`pluginary scan ends in order with ${code} on ${signal}`, needsZam, async () => {
    const child = startProgram(["scan", ZAM_FOLDER, "--ndjson", "--jobs", "1"]);
    await child.stdin.close();
    const events = [];
    let isSent = false;
    for await (const event of ndjson(child.stdout)) {
      // Once: a second signal would end the scan at once instead of in order.
      if (event.event === "module" && !isSent) child.kill(signal);
      isSent ||= event.event === "module";
      events.push(event);
    }
    const stderr = await new Response(child.stderr).text();
    assert.equal((await child.status).code, code, stderr);
    const { event, complete, interruptedBy } = events.at(-1)!;
    assert.deepEqual({ event, complete, interruptedBy }, {
      event: "finished",
      complete: false,
      interruptedBy: signal,
    });
    assert.ok(events.filter((event) => event.event === "module").length < ZAM_COUNT);
  });
}

Deno.test(
  "pluginary scan of huge sparse files ends soon after SIGTERM, and keeps its results",
  onLinux,
  async () => {
    await using sandbox = await Sandbox.make();
    const library = await Deno.readFile(GOOD_CLAP);
    for (let i = 0; i < 30; i++) {
      const path = await sandbox.write(`plugins/${i}.clap`, library);
      await Deno.truncate(path, 2 ** 40);
    }
    const child = sandbox.start(["scan", "plugins", "--ndjson"]);
    await child.stdin.close();
    let sentAt: number | undefined;
    for await (const event of ndjson(child.stdout)) {
      if (event.event !== "module" || sentAt !== undefined) continue;
      child.kill("SIGTERM");
      sentAt = performance.now();
    }
    const stderr = await new Response(child.stderr).text();
    assert.equal((await child.status).code, 143, stderr);
    assert.ok(performance.now() - sentAt! < 5000);
    const { runs: [run] } = JSON.parse((await sandbox.run(["scan", "history", "--json"])).stdout);
    assert.equal(run.interruptedBy, "SIGTERM");
    assert.ok(run.summary.modules >= 1 && run.summary.modules < 30);
  },
);

Deno.test("pluginary scan ends in order, and quietly, when its reader goes away", needsZam, async () => {
  await using sandbox = await Sandbox.make();
  const script = '{ "$@"; echo "exit $?" >&2; } | head -n 1';
  const { program, args } = programTarget();
  const target = { program: "sh", args: ["-c", script, "sh", program, ...args] };
  const { stdout, stderr } = await sandbox.run(["scan", ZAM_FOLDER, "--ndjson"], { target });
  assert.equal(JSON.parse(stdout).event, "started");
  assert.equal(stderr, "exit 0\n");
  const { runs: [run] } = JSON.parse((await sandbox.run(["scan", "history", "--json"])).stdout);
  assert.deepEqual([run.complete, run.interruptedBy], [false, "closed-pipe"]);
});

Deno.test("pluginary scan fits a terminal, shows progress there and removes it", needsZam, async () => {
  const { code, stdout } = await runProgram(["scan", ZAM_FOLDER, "--jobs", "1"], {
    terminal: { columns: 60 },
  });
  assert.equal(code, 0);
  assert.match(stdout, /\rScanning \d+ of 17/);
  const shown = stdout.slice(stdout.lastIndexOf(CLEAR_BELOW) + CLEAR_BELOW.length);
  assert.ok(shown.startsWith("\x1b[1mNAME "), shown);
  for (const line of shown.split("\n")) assert.ok(stringWidth(line) <= 60, line);
});

Deno.test("pluginary scan draws nothing and colours nothing on a dumb terminal", needsZam, async () => {
  const env = { TERM: "dumb" };
  const { stdout } = await runProgram(["scan", ZAM_FOLDER], { env, terminal: { columns: 100 } });
  assert.match(stdout, /^NAME /);
  assert.ok(!stdout.includes("\x1b"), stdout);
});

/** One event per line as soon as it is there. */
async function* ndjson(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<{ event: string; complete?: boolean; interruptedBy?: string | null }> {
  let rest = "";
  for await (const chunk of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop()!;
    for (const line of lines) yield JSON.parse(line);
  }
  assert.equal(rest, "");
}
