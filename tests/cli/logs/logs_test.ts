import assert from "node:assert/strict";
import { projectPath } from "../../../scripts/project_path.ts";
import type { LogsDocument, LogsFailuresDocument } from "../../../src/model/documents/logs/logs_documents.ts";
import type { ProgramOptions } from "../../support/program.ts";
import { restrictedTarget } from "../../support/restricted_target.ts";
import { Sandbox } from "../../support/sandbox.ts";

const onLinux = { ignore: Deno.build.os !== "linux" };
const GOOD = projectPath("build/fixtures/clap/good.clap");
const CRASHING = projectPath("build/fixtures/faults/throw_in_load.clap");
const HANGING = projectPath("build/fixtures/faults/hang_in_list.clap");

/** The log's file in a sandbox. */
function logOf(sandbox: Sandbox, name = "pluginary.log"): string {
  return sandbox.join(`.local/state/pluginary/log/${name}`);
}

async function scan(sandbox: Sandbox, args: string[], options: ProgramOptions = {}): Promise<string> {
  const { code, stderr } = await sandbox.run(["scan", ...args], options);
  assert.equal(code, 0, stderr);
  return stderr;
}

async function logs(sandbox: Sandbox, ...args: string[]): Promise<LogsDocument> {
  const { code, stdout, stderr } = await sandbox.run(["logs", "--json", ...args]);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout);
}

function messagesOf({ records }: LogsDocument): string[] {
  return records.map(({ message }) => message);
}

Deno.test("logs works with a broken configuration, and list names its cure", async () => {
  await using sandbox = await Sandbox.make();
  await sandbox.write("config/pluginary/config.jsonc", '{"version":1,');
  const { code, stderr } = await sandbox.run(["logs", "--json"]);
  assert.equal(code, 0, stderr);
  assert.match(stderr, /^warning: .*config\.jsonc:1:\d+: Cannot parse this file: .*\n$/);
  const list = await sandbox.run(["list"]);
  assert.equal(list.code, 2);
  assert.match(list.stderr, /\n {2}Run "pluginary config edit"\n$/);
});

Deno.test("pluginary logs says that there is no log yet", onLinux, async () => {
  await using sandbox = await Sandbox.make();
  const { code, stdout, stderr } = await sandbox.run(["logs"]);
  assert.deepEqual([code, stdout], [0, ""]);
  assert.equal(stderr, "No log yet: scans, imports and changes to the catalog file write one\n");
  const failures = await sandbox.run(["logs", "--failures"]);
  assert.deepEqual([failures.code, failures.stderr], [0, "No plugin has failed yet\n"]);
  assert.deepEqual((await logs(sandbox)).records, []);
});

Deno.test("a scan is logged from its start to its end", onLinux, async () => {
  await using sandbox = await Sandbox.make();
  await scan(sandbox, [GOOD, CRASHING, "--log-level", "debug"]);
  const { records, total, path } = await logs(sandbox);
  assert.equal(path, logOf(sandbox));
  assert.equal(total, records.length);
  assert.equal(new Set(records.map(({ pid }) => pid)).size, 1);
  const first = records[0]!;
  assert.equal(first.message, `Started: pluginary scan ${GOOD} ${CRASHING} --log-level debug`);
  const { version, deno, catalog } = first.properties;
  assert.ok(typeof version === "string" && typeof deno === "string");
  assert.equal(catalog, sandbox.catalog);
  const found = (pattern: RegExp) => records.filter(({ message }) => pattern.test(message));
  assert.deepEqual(found(/^Searching 2 folders$/)[0]?.properties["paths"], [CRASHING, GOOD].sort());
  assert.equal(found(/^good\.clap: 3 plugins in \d+.*s$/).length, 1);
  const [crash] = found(/^throw_in_load\.clap: /);
  assert.deepEqual([crash?.level, crash?.category], ["error", "failure"]);
  const reason = crash?.properties["reason"] as { signal: string; stderrTail: string };
  assert.equal(reason.signal, "SIGABRT");
  assert.match(reason.stderrTail, /terminate called/);
  const [end] = found(/^Scanned 2 modules in .*: 3 plugins, 1 failure$/);
  assert.ok((end?.properties["confinement"] as { level: string }).level);
  assert.match(records.at(-1)!.message, /^Ended with exit code 0 after /);
});

Deno.test("a log tells the time of each record, and its level", onLinux, async () => {
  await using sandbox = await Sandbox.make();
  await scan(sandbox, [GOOD]);
  const { stdout } = await sandbox.run(["logs"]);
  const [title, ...lines] = stdout.trimEnd().split("\n");
  assert.match(title!, /^TIME +LEVEL +FROM +MESSAGE$/);
  for (const line of lines) assert.match(line, /^\d\d:\d\d:\d\d {2}(info|warning) +(program|scan) +\S/);
  const { stdout: narrow } = await sandbox.run(["logs"], { terminal: { columns: 40 } });
  for (const line of narrow.trimEnd().split(/\r?\n/)) {
    // deno-lint-ignore no-control-regex
    assert.ok(line.replaceAll(/\x1b\[[0-9;]*[A-Za-z]/g, "").length <= 40, line);
  }
  assert.match(narrow, /…/);
});

Deno.test("--limit, --level and --since choose records", onLinux, async () => {
  await using sandbox = await Sandbox.make();
  await scan(sandbox, [GOOD, CRASHING]);
  const all = await logs(sandbox);
  assert.deepEqual(messagesOf(await logs(sandbox, "--limit", "2")), messagesOf(all).slice(-2));
  assert.deepEqual(messagesOf(await logs(sandbox, "--limit", "0")), []);
  const errors = await logs(sandbox, "--level", "error");
  assert.deepEqual(errors.records.map(({ level }) => level), ["error"]);
  assert.deepEqual(messagesOf(await logs(sandbox, "--since", "1h")), messagesOf(all));
  assert.deepEqual(messagesOf(await logs(sandbox, "--since", "2020-01-31")), messagesOf(all));
  assert.deepEqual(messagesOf(await logs(sandbox, "--since", "2100-01-31T10:00")), []);
  const none = await sandbox.run(["logs", "--since", "2100-01-31"]);
  assert.deepEqual([none.code, none.stdout, none.stderr], [0, "", "No records match\n"]);
  const some = await sandbox.run(["logs", "--limit", "1"]);
  assert.equal(some.stderr, `1 of ${all.total} records; use --limit ${all.total} to see all\n`);
  for (const wrong of ["2026-02-31", "2h30", "soon", "1", "2026-1-1", ""]) {
    const { code, stderr } = await sandbox.run(["logs", "--since", wrong]);
    assert.equal(code, 2, wrong);
    assert.match(stderr, /--since: it is not an age like 2h, a day like 2026-11-01 or a time/, wrong);
  }
});

Deno.test("--log-level decides how much is logged", onLinux, async () => {
  await using sandbox = await Sandbox.make();
  const levels = async () => {
    const { records } = await logs(sandbox);
    await Deno.remove(sandbox.join(".local"), { recursive: true });
    return [...new Set(records.map(({ level }) => level))].sort();
  };
  await scan(sandbox, [GOOD, CRASHING, "--log-level", "error"]);
  assert.deepEqual(await levels(), ["error"]);
  await scan(sandbox, [GOOD, "--log-level=debug"]);
  assert.deepEqual(await levels(), ["debug", "info"]);
  await scan(sandbox, [GOOD, CRASHING, "--force", "--log-level", "off"]);
  await assert.rejects(Deno.stat(sandbox.join(".local/state")), Deno.errors.NotFound);
  const { code, stderr } = await sandbox.run(["scan", GOOD, "--log-level", "loud"]);
  assert.equal(code, 2);
  assert.match(stderr, /"loud".*--log-level/);
});

Deno.test("the level of the log is a setting, but not a project's", onLinux, async () => {
  await using sandbox = await Sandbox.make();
  const hasLog = async () => {
    const { records } = await logs(sandbox);
    return records.length > 0;
  };
  await scan(sandbox, [GOOD], { env: { PLUGINARY_LOG_LEVEL: "off" } });
  assert.equal(await hasLog(), false);
  assert.equal((await sandbox.run(["config", "set", "logLevel", "off"])).code, 0);
  await scan(sandbox, [GOOD]);
  assert.equal(await hasLog(), false);
  assert.equal((await sandbox.run(["config", "unset", "logLevel"])).code, 0);
  await sandbox.write("pluginary.jsonc", '{ "logLevel": "off" }');
  assert.match(await scan(sandbox, [GOOD]), /only you may decide that/);
  assert.equal(await hasLog(), true);
});

Deno.test("only commands that change something are logged", onLinux, async () => {
  await using sandbox = await Sandbox.make();
  await scan(sandbox, [GOOD, "--log-level", "off"]);
  for (
    const call of ["list", "search fixture", "catalog stats", "scan --dry-run .", "config list", "version"]
  ) {
    assert.equal((await sandbox.run(call.split(" "))).code, 0, call);
  }
  await assert.rejects(Deno.stat(logOf(sandbox)), Deno.errors.NotFound);
  for (const call of ["export --json --output x.json", "import x.json", "catalog check", "catalog vacuum"]) {
    assert.equal((await sandbox.run(call.split(" "))).code, 0, call);
  }
  const started = messagesOf(await logs(sandbox)).filter((message) => message.startsWith("Started"));
  assert.deepEqual(started, [
    "Started: pluginary import x.json",
    "Started: pluginary catalog check",
    "Started: pluginary catalog vacuum",
  ]);
});

Deno.test("an error that ends a command is logged", onLinux, async () => {
  await using sandbox = await Sandbox.make();
  assert.equal((await sandbox.run(["import", "nowhere.json"])).code, 1);
  const { records } = await logs(sandbox);
  const [, error, end] = records;
  assert.equal(error?.level, "error");
  assert.match(error!.message, /^path-not-found: .*nowhere\.json/);
  assert.match(end!.message, /^Ended with exit code 1 after /);
});

Deno.test("a failure of a plugin has a record of its own, with a command that works", onLinux, async () => {
  await using sandbox = await Sandbox.make();
  await scan(sandbox, [GOOD, CRASHING, HANGING, "--timeout", "1s"]);
  const { stdout, stderr } = await sandbox.run(["logs", "--failures"]);
  assert.equal(stderr, "");
  assert.match(
    stdout,
    /^\d\d:\d\d:\d\d\ncrashed: .*throw_in_load\.clap.*\n {2}crashed: .*SIGABRT.*\n[^]*output: .*terminate called/m,
  );
  assert.match(stdout, /Its worker process ended; the scan went on with another one\n/);
  assert.match(stdout, /^timed-out: .*hang_in_list\.clap\n/m);
  const [, retry] = /try again: pluginary (scan .*throw_in_load.*)\n/.exec(stdout)!;
  const { failures } = JSON.parse(
    (await sandbox.run(["logs", "--failures", "--json"])).stdout,
  ) as LogsFailuresDocument;
  assert.deepEqual(failures.map(({ outcome }) => outcome).sort(), ["crashed", "timed-out"]);
  await scan(sandbox, [CRASHING]);
  await scan(sandbox, retry!.split(" ").slice(1));
  const again = await sandbox.run(["logs", "--failures", "--csv"]);
  const rows = again.stdout.trimEnd().split("\n");
  assert.equal(rows.length, 4, "only what was tried again has failed again");
  assert.match(rows[0]!, /^time,outcome,location,/);
  const lines = (await sandbox.run(["logs", "--failures", "--ndjson"])).stdout.trimEnd().split("\n");
  assert.equal(lines.length, 5);
});

Deno.test("failures go to a file that a person can send to a vendor", onLinux, async () => {
  await using sandbox = await Sandbox.make();
  await scan(sandbox, [CRASHING]);
  const { stderr } = await sandbox.run(["logs", "--failures", "--output", "failures.txt"]);
  assert.equal(stderr, "Wrote 1 failure to failures.txt\n");
  assert.match(await Deno.readTextFile(sandbox.join("failures.txt")), /^crashed: .*\n {2}crashed: /m);
});

Deno.test("--path names the files", onLinux, async () => {
  await using sandbox = await Sandbox.make();
  assert.equal((await sandbox.run(["logs", "--path"])).stdout, `${logOf(sandbox)}\n`);
  const { stdout } = await sandbox.run(["logs", "--path", "--failures"]);
  assert.equal(stdout, `${logOf(sandbox, "failures.log")}\n`);
  const xdg = await sandbox.run(["logs", "--path", "--json"], {
    env: { XDG_STATE_HOME: sandbox.join("elsewhere") },
  });
  assert.deepEqual(JSON.parse(xdg.stdout), {
    schema: "logs-path",
    schemaVersion: 1,
    path: sandbox.join("elsewhere/pluginary/log/pluginary.log"),
    exists: false,
  });
});

Deno.test("a log contains no secret", onLinux, async () => {
  await using sandbox = await Sandbox.make({ MY_API_KEY: "swordfish99", AUTHOR: "an-ordinary-value" });
  const folder = sandbox.join("swordfish99/key");
  await Deno.mkdir(folder, { recursive: true });
  await Deno.copyFile(CRASHING, `${folder}/crash.clap`);
  await Deno.copyFile(GOOD, `${folder}/ghp_0123456789abcdefghijklmnop.clap`);
  await scan(sandbox, [
    folder,
    "--exclude",
    "password=hunter22",
    "--exclude",
    "https://anna:pw12@example.org",
  ]);
  await sandbox.run(["import", "https://anna:pw12@example.org/?token=hunter22"]);
  for (const name of ["pluginary.log", "failures.log"]) {
    const text = await Deno.readTextFile(logOf(sandbox, name));
    assert.match(text, /\*\*\*/);
    for (const secret of ["swordfish99", "hunter22", "pw12", "ghp_", "an-ordinary-value"]) {
      assert.ok(!text.includes(secret), `${secret} in ${name}`);
    }
  }
});

Deno.test("a log is for its user alone", onLinux, async () => {
  await using sandbox = await Sandbox.make();
  await scan(sandbox, [CRASHING]);
  for (const name of ["pluginary.log", "failures.log"]) {
    assert.equal((await Deno.stat(logOf(sandbox, name))).mode! & 0o777, 0o600);
  }
  assert.equal((await Deno.stat(sandbox.join(".local/state/pluginary/log"))).mode! & 0o777, 0o700);
});

Deno.test("damaged lines of a log are left out", onLinux, async () => {
  await using sandbox = await Sandbox.make();
  await scan(sandbox, [GOOD]);
  const before = await logs(sandbox);
  await Deno.writeTextFile(logOf(sandbox), 'torn{"\n\u0000\u0000\n{"time":"x"}\n', { append: true });
  await Deno.writeTextFile(logOf(sandbox, "failures.log"), '{"a":1}\n', { append: true });
  assert.deepEqual(await logs(sandbox), before);
  assert.equal((await sandbox.run(["logs", "--failures"])).stdout, "");
});

Deno.test("pluginary logs says why a log cannot be read, and does not wait for a pipe", onLinux, async () => {
  await using sandbox = await Sandbox.make();
  await Deno.mkdir(sandbox.join(".local/state/pluginary/log"), { recursive: true });
  await new Deno.Command("mkfifo", { args: [logOf(sandbox)] }).output();
  assert.deepEqual((await logs(sandbox)).records, []);
  await Deno.remove(logOf(sandbox));
  await Deno.writeTextFile(logOf(sandbox), "", { mode: 0 });
  const { code, stderr } = await sandbox.run(["logs"], { target: restrictedTarget() });
  assert.equal(code, 1);
  assert.match(stderr, /^pluginary: Cannot read the log ".*pluginary\.log": Permission denied\n$/);
});

Deno.test("a log shows nothing that a terminal would obey", onLinux, async () => {
  await using sandbox = await Sandbox.make();
  const name = "\x1b[2J\u202e\u009b31m.clap";
  await Deno.copyFile(CRASHING, sandbox.join(name));
  await scan(sandbox, [sandbox.join(name)]);
  const raw = await Deno.readTextFile(logOf(sandbox));
  const texts = [
    raw,
    ...await Promise.all([["logs"], ["logs", "--failures"], ["logs", "--wide"]].map(
      async (args) => (await sandbox.run(args)).stdout,
    )),
  ];
  // deno-lint-ignore no-control-regex
  for (const text of texts) assert.doesNotMatch(text, /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
});

Deno.test("options of pluginary logs that contradict each other are refused", onLinux, async () => {
  await using sandbox = await Sandbox.make();
  for (
    const call of ["--follow --json", "--follow --output x", "--failures --level error", "--path --limit 1"]
  ) {
    const { code, stderr } = await sandbox.run(["logs", ...call.split(" ")]);
    assert.equal(code, 2, call);
    assert.match(stderr, /cannot be combined/, call);
  }
});
