import assert from "node:assert/strict";
import { projectPath } from "../../../scripts/project_path.ts";
import type { LogsDocument } from "../../../src/model/documents/logs/logs_documents.ts";
import { SOURCE_TARGET } from "../../support/program.ts";
import { restrictedTarget } from "../../support/restricted_target.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { TmpfsMount, whyNoMounts } from "../../support/tmpfs_mount.ts";

const onLinux = { ignore: Deno.build.os !== "linux" };
const GOOD = projectPath("build/fixtures/clap/good.clap");
const CLAP = projectPath("build/fixtures/clap");
const missingMounts = await whyNoMounts();

/** The reason is said once, and the scan's result is what it would be. */
function assertGoesOn(
  { code, stdout, stderr }: { code: number; stdout: string; stderr: string },
  reason: RegExp,
) {
  assert.equal(code, 0, stderr);
  assert.equal(JSON.parse(stdout).summary.modules > 0, true);
  assert.equal(stderr.match(/log/g)?.length, stderr.match(reason)?.[0].match(/log/g)?.length, stderr);
  assert.match(stderr, reason);
}

Deno.test("a scan goes on with a file in the place of the log folder", onLinux, async () => {
  await using sandbox = await Sandbox.make();
  await sandbox.write("state", "");
  const env = { XDG_STATE_HOME: sandbox.join("state") };
  const run = await sandbox.run(["scan", CLAP, "--json"], { env });
  assertGoesOn(
    run,
    /^warning: Cannot write the log ".*\/state\/pluginary\/log\/pluginary\.log": ".*\/state" is not a folder\n {2}"pluginary doctor" says what to do$/m,
  );
  const quiet = await sandbox.run(["scan", GOOD, "--quiet", "--json"], { env });
  assert.deepEqual([quiet.code, quiet.stderr], [0, ""]);
});

Deno.test("a scan goes on with a log folder that is read-only", onLinux, async () => {
  await using sandbox = await Sandbox.make();
  await Deno.mkdir(sandbox.join("state/pluginary/log"), { recursive: true });
  await Deno.chmod(sandbox.join("state/pluginary/log"), 0o500);
  const run = await sandbox.run(["scan", CLAP, "--json"], {
    env: { XDG_STATE_HOME: sandbox.join("state") },
    target: restrictedTarget(),
  });
  assertGoesOn(run, /^warning: Cannot write the log ".*": Permission denied$/m);
});

Deno.test("a scan goes on with a folder or a link in the place of the log", onLinux, async () => {
  await using sandbox = await Sandbox.make();
  const log = sandbox.join("state/pluginary/log");
  const env = { XDG_STATE_HOME: sandbox.join("state") };
  await Deno.mkdir(`${log}/pluginary.log`, { recursive: true });
  assertGoesOn(await sandbox.run(["scan", GOOD, "--json"], { env }), /^warning: .*": it is not a file$/m);
  await Deno.remove(`${log}/pluginary.log`);
  await Deno.symlink("/dev/full", `${log}/pluginary.log`);
  assertGoesOn(await sandbox.run(["scan", GOOD, "--json"], { env }), /^warning: .*": it is not a file$/m);
});

Deno.test(`a scan goes on when the disk of the log is full${missingMounts}`, {
  ignore: missingMounts !== "",
}, async () => {
  await using sandbox = await Sandbox.make();
  await Deno.mkdir(sandbox.join("state"));
  await using _disk = await TmpfsMount.on(sandbox.join("state"), "size=16k");
  const env = { XDG_STATE_HOME: sandbox.join("state") };
  const run = await sandbox.run(["scan", CLAP, "--json"], { env });
  assertGoesOn(run, /^warning: Cannot write the log ".*": No space left on device$/m);
  const { code, stdout } = await sandbox.run(["logs", "--json"], { env });
  assert.equal(code, 0);
  assert.ok((JSON.parse(stdout) as LogsDocument).records.length > 2, "what fitted can still be read");
});

Deno.test("a scan goes on with no log and a closed standard error", onLinux, async () => {
  await using sandbox = await Sandbox.make();
  await sandbox.write("state", "");
  const { program, args } = SOURCE_TARGET;
  const target = { program: "sh", args: ["-c", 'exec "$@" 2>&-', "sh", program, ...args] };
  const { code, stdout } = await sandbox.run(["scan", GOOD, "--json"], {
    env: { XDG_STATE_HOME: sandbox.join("state") },
    target,
  });
  assert.equal(code, 0);
  assert.equal(JSON.parse(stdout).summary.plugins, 3);
});

Deno.test("a scan without a home for its log goes on without a word", onLinux, async () => {
  await using sandbox = await Sandbox.make();
  const { code, stderr } = await sandbox.run(["scan", GOOD, "--json"], { env: { HOME: "relative" } });
  assert.equal(code, 0, stderr);
});

Deno.test("two scans at once share a log without torn lines", onLinux, async () => {
  await using sandbox = await Sandbox.make();
  const runs = ["a", "b", "c"].map((name) =>
    sandbox.run(["scan", CLAP, "--log-level", "debug"], { env: { PLUGINARY_CATALOG: sandbox.join(name) } })
  );
  for (const { code, stderr } of await Promise.all(runs)) assert.equal(code, 0, stderr);
  const text = await Deno.readTextFile(sandbox.join(".local/state/pluginary/log/pluginary.log"));
  const records = text.trimEnd().split("\n").map((line) => JSON.parse(line));
  const pids = Map.groupBy(records, ({ pid }) => pid);
  assert.equal(pids.size, 3);
  for (const own of pids.values()) {
    assert.match(own[0].message, /^Started/);
    assert.match(own.at(-1).message, /^Ended/);
    assert.equal(own.length, [...pids.values()][0]!.length);
  }
});

Deno.test("a scan that is killed has logged what it did before", onLinux, async () => {
  await using sandbox = await Sandbox.make();
  const hanging = projectPath("build/fixtures/faults/hang_in_list.clap");
  const child = sandbox.start(["scan", GOOD, hanging, "--jobs", "1", "--ndjson", "--log-level", "debug"]);
  await child.stdin.close();
  for await (const chunk of child.stdout) {
    if (new TextDecoder().decode(chunk).includes('"event":"module"')) child.kill("SIGKILL");
  }
  await child.stderr.cancel();
  await child.status;
  const { stdout } = await sandbox.run(["logs", "--json"]);
  const messages = (JSON.parse(stdout) as LogsDocument).records.map(({ message }) => message);
  assert.ok(messages.some((message) => message.startsWith("good.clap: 3 plugins")), messages.join("\n"));
});

Deno.test("an interrupted scan logs how it ended", onLinux, async () => {
  await using sandbox = await Sandbox.make();
  const hanging = projectPath("build/fixtures/faults/hang_in_list.clap");
  const child = sandbox.start(["scan", GOOD, hanging, "--ndjson"]);
  await child.stdin.close();
  for await (const chunk of child.stdout) {
    if (new TextDecoder().decode(chunk).includes('"event":"module"')) child.kill("SIGINT");
  }
  await child.stderr.cancel();
  assert.equal((await child.status).code, 130);
  const { stdout } = await sandbox.run(["logs", "--json", "--limit", "2"]);
  const [stop, end] = (JSON.parse(stdout) as LogsDocument).records;
  assert.deepEqual([stop?.level, stop?.properties["interruptedBy"]], ["warning", "SIGINT"]);
  assert.match(end!.message, /^Ended with exit code 130 after /);
});
