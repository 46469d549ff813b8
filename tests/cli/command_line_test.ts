import assert from "node:assert/strict";
import * as v from "valibot";
import settings from "../../deno.json" with { type: "json" };
import { projectPath } from "../../scripts/project_path.ts";
import { errorDocumentSchema } from "../../src/model/documents/error_document.ts";
import { versionDocumentSchema } from "../../src/model/documents/version_document.ts";
import { type ProgramTarget, programTarget, runProgram, SOURCE_TARGET } from "../support/program.ts";

/** The same for every build of the program. */
const SNAPSHOTS = projectPath("tests/cli/__snapshots__/command_line_test.ts.snap");

const HELP_PAGES = [
  ...[[], ["--help"], ["scan", "--help"], ["help", "help"], ["help", "configuration"], ["config", "--help"]],
  ...["get", "set", "unset", "list", "edit", "path", "validate", "schema", "migrate"]
    .map((name) => ["config", name, "--help"]),
];

for (const args of HELP_PAGES) {
  Deno.test(`pluginary ${args.join(" ")} prints help`, async (t) => {
    const { code, stdout, stderr } = await runProgram(args);
    assert.equal(code, 0);
    assert.equal(stderr, "");
    await t.assertSnapshot(stdout, { path: SNAPSHOTS });
    for (const line of stdout.split("\n")) assert.ok(line.length <= 80, `longer than 80 columns: ${line}`);
  });
}

Deno.test("pluginary help scan prints what pluginary scan -h prints", async () => {
  const [helpScan, scanHelp] = await Promise.all([runProgram(["help", "scan"]), runProgram(["scan", "-h"])]);
  assert.deepEqual(helpScan, scanHelp);
});

Deno.test("pluginary --version names the versions of its parts on one line", async () => {
  const { code, stdout } = await runProgram(["--version"]);
  assert.equal(code, 0);
  assert.match(
    stdout,
    /^pluginary \d+\.\d+\.\d+ \(deno [\d.]+, (no shim|shim abi \d+, JUCE .*, formats: .*)\)\n$/,
  );
  for (const other of ["-V", "-v", "version"]) assert.equal((await runProgram([other])).stdout, stdout);
});

Deno.test("pluginary --version --json prints a valid document", async () => {
  const { code, stdout } = await runProgram(["--version", "--json"]);
  assert.equal(code, 0);
  const document = v.parse(versionDocumentSchema, JSON.parse(stdout));
  assert.equal(document.version, settings.version);
  // A compiled program has a Deno of its own.
  if (programTarget() === SOURCE_TARGET) assert.equal(document.deno, Deno.version.deno);
});

Deno.test("pluginary --version does without a shim", async () => {
  const { code, stdout } = await runProgram(["--version"], { env: { PLUGINARY_SHIM: "/nowhere/shim.so" } });
  assert.equal(code, 0);
  assert.match(stdout, /, no shim\)\n$/);
});

/** The program with its standard output sent elsewhere by a shell. */
function withShell(script: string): ProgramTarget {
  const { program, args } = programTarget();
  return { program: "sh", args: ["-c", script, "sh", program, ...args] };
}

/** Wrong command lines, and what standard error says of them. */
const WRONG_USAGE: ReadonlyArray<readonly [args: readonly string[], message: string]> = [
  [["scn"], 'Unknown command "scn"\n  Did you mean "scan"?'],
  [["histroy"], 'Unknown command "histroy"\n  Did you mean "scan history"?'],
  [["unset"], 'Unknown command "unset"\n  Did you mean "override unset" or "config unset"?'],
  [["override", "unset"], "Missing argument TARGET\n  Example: pluginary override unset "],
  [["override", "set", "x"], "Missing argument NAME=VALUE\n  Example: pluginary override set "],
  [["info"], "Missing argument PLUGIN\n  Example: pluginary info "],
  [["constructor"], 'Unknown command "constructor"\n  Run "pluginary --help"'],
  [["help", "nothing"], 'Unknown command or topic "nothing"'],
  [["help", "exitcodes"], 'Unknown command or topic "exitcodes"\n  Did you mean "exit-codes"?'],
  [["help", "scan", "histroy"], 'Unknown command "histroy"\n  Did you mean "history"?'],
  [["help", "list", "names"], 'Unknown command "names"\n  Run "pluginary --help"'],
  [["override", "st"], 'Unknown command "st"\n  Did you mean "set"?'],
  [["cache", "stat"], 'Unknown command "stat"\n  Did you mean "stats"?'],
  [["list", "--colums", "name"], 'Unknown option "--colums"\n  Did you mean "--columns"?'],
  [["list", "--columns", "nam"], 'Cannot use "nam" for --columns: expected one of'],
  [["list", "--sort", "vender"], 'Cannot use "vender" for --sort: expected one of'],
  [["schema", "lst"], 'Unknown schema "lst"\n  Did you mean "list"?'],
  [["list", "--csv", "--yaml"], 'Options "--yaml" and "--csv" cannot be combined'],
  [["--verson"], 'Unknown option "--verson"\n  Did you mean "--version"?'],
  [["--version", "scan"], 'Option "--version" can only be combined with "--json"'],
  [["scan", "--jsn"], 'Unknown option "--jsn"\n  Did you mean "--json"?'],
  [["scan", "--constructor"], 'Unknown option "--constructor"\n  Run the command with "--help"'],
  [["scan", "--x"], 'Unknown option "--x"'],
  [
    ["list", "--limit", "-1"],
    'Option "--limit" needs a value\n  Write "--limit=-1" if "-1" is its value',
  ],
  [["list", "--json", "-1"], 'Unknown option "-1"'],
  [["scan", "-j65"], 'Cannot use "65" for --jobs'],
  [
    ["list", "-v"],
    'Unknown option "-v"\n  Only these commands have it: scan, presets scan, project check, project scan, export, import, ',
  ],
  [["--log-level", "debug", "list"], 'Unknown option "--log-level"\n  Only these commands have it: scan, '],
  [["list", "--jobs", "3"], 'Unknown option "--jobs"\n  Only these commands have it: scan\n'],
  [["-q", "list"], 'Unknown option "-q"\n  Write it after the command: pluginary list -q\n'],
  [["--quiet", "list"], 'Unknown option "--quiet"\n  Write it after the command: pluginary list --quiet\n'],
  [
    ["--log-level", "debug", "scan"],
    'Unknown option "--log-level"\n  Write it after the command: pluginary scan --log-level debug\n',
  ],
  [
    ["--limit=2", "scan", "history"],
    'Unknown option "--limit"\n  Write it after the command: pluginary scan history --limit=2\n',
  ],
  [["scan", "-v", "-q"], 'Options "--quiet" and "--verbose" cannot be combined'],
  [["list", "-fvst3"], 'Unknown option "-fvst3"\n  Write "-f vst3" if "vst3" is its value'],
  [["search", "-nice"], 'Unknown option "-nice"\n  Write "-n ice" if "ice" is its value; write "--" before'],
  [["list", "reverb"], 'Unexpected argument "reverb"\n  Did you mean "pluginary search reverb"?'],
  [
    ["ls", "--sort", "name", "hall reverb", "-n5", "--", "-x"],
    `Unexpected argument "hall reverb"\n  Did you mean "pluginary search 'hall reverb' -x"?`,
  ],
  [["scan", "--jobs"], 'Option "--jobs" needs a value'],
  [["scan", "--jobs="], 'Option "--jobs" needs a value'],
  [["scan", "--jobs", "0"], 'Cannot use "0" for --jobs: it is not a whole number from 1 to 64'],
  [["scan", "--jobs", "65"], 'Cannot use "65" for --jobs'],
  [["scan", "--jobs", "1e1"], 'Cannot use "1e1" for --jobs'],
  [
    ["scan", "--fail-on", "crashd"],
    'Cannot use "crashd" for --fail-on: expected one of crashed, timed-out, failed, any, empty\n  Did you mean "crashed"?',
  ],
  [["scan", "--json", "--ndjson"], 'Options "--json" and "--ndjson" cannot be combined'],
  [["scan", "--json", "--json"], 'Option "--json" was given twice'],
  [["scan", ""], 'Cannot use "" for PATH: it is empty'],
];

for (const [args, message] of WRONG_USAGE) {
  Deno.test(`pluginary ${args.map((arg) => arg || '""').join(" ")} exits with 2 and says why`, async () => {
    const { code, stdout, stderr } = await runProgram(args);
    assert.equal(code, 2);
    if (!args.includes("--json")) assert.equal(stdout, "");
    assert.ok(stderr.startsWith(`pluginary: ${message}`), stderr);
  });
}

Deno.test("wrong usage with --json is also a document on standard output", async () => {
  const { code, stdout, stderr } = await runProgram(["scan", "--json", "--frobnicate"]);
  assert.equal(code, 2);
  assert.match(stderr, /Unknown option "--frobnicate"/);
  const { error } = v.parse(errorDocumentSchema, JSON.parse(stdout));
  assert.equal(error.code, "usage");
  assert.equal(error.message, 'Unknown option "--frobnicate"');
});

Deno.test("wrong usage with --ndjson is also an event on standard output", async () => {
  const { code, stdout } = await runProgram(["scan", "--ndjson", "--frobnicate"]);
  assert.equal(code, 2);
  const event = JSON.parse(stdout);
  assert.equal(event.event, "error");
  assert.equal(v.parse(errorDocumentSchema, event).error.code, "usage");
});

Deno.test("an argument after -- is a path, whatever it looks like", async () => {
  const { code, stderr } = await runProgram(["scan", "--", "--x"], { cwd: "/" });
  assert.equal(code, 1);
  assert.match(stderr, /^pluginary: Cannot scan "\/--x": it does not exist/);
});

Deno.test("an error's text cannot forge a line or move the cursor", async () => {
  const { stderr } = await runProgram(["scan", "/no\npluginary: forged\x1b[2J"]);
  assert.match(stderr, /^pluginary: Cannot scan "\/no␊pluginary: forged␛\[2J"/);
});

Deno.test("pluginary ends quietly when nobody reads its output", {
  ignore: Deno.build.os === "windows",
}, async () => {
  const { code, stderr } = await runProgram(["--version"], {
    target: withShell('{ sleep 0.3; "$@"; echo "$?" >&2; } | true'),
  });
  assert.equal(stderr, "0\n");
  assert.equal(code, 0);
});

Deno.test("pluginary exits with 1 when its output cannot be written", {
  ignore: Deno.build.os !== "linux",
}, async () => {
  const { code, stderr } = await runProgram(["--version"], { target: withShell('"$@" > /dev/full') });
  assert.equal(code, 1);
  assert.match(stderr, /^pluginary: Cannot write the output: No space left on device/);
});

Deno.test("pluginary finds the home of its user where the environment does not name it", {
  ignore: Deno.build.os === "windows",
}, async () => {
  const { code, stdout } = await runProgram(["catalog", "path"], {
    env: { HOME: undefined, XDG_DATA_HOME: undefined, PLUGINARY_CATALOG: undefined },
  });
  assert.equal(code, 0);
  assert.match(stdout, /^\/.*\/pluginary\/catalog\.db\n$/);
});
