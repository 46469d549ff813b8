import assert from "node:assert/strict";
import { projectPath } from "../../../scripts/project_path.ts";
import { Sandbox } from "../../support/sandbox.ts";

const onLinux = { ignore: Deno.build.os !== "linux" };
const GOOD = projectPath("build/fixtures/clap/good.clap");
const CRASHING = projectPath("build/fixtures/faults/throw_in_load.clap");

/**
 * Follows the log until it shows a text, then presses Ctrl-C; returns what was printed and the exit code. Where the
 * log already exists, `act` waits for its last records, so that what it logs comes after them.
 */
async function followUntil(
  sandbox: Sandbox,
  args: readonly string[],
  text: RegExp,
  act: () => Promise<void>,
  { logExists = false } = {},
): Promise<{ stdout: string; code: number }> {
  const child = sandbox.start(["logs", "--follow", ...args]);
  await child.stdin.close();
  let acting = logExists ? undefined : act();
  let stdout = "";
  let isStopped = false;
  for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream())) {
    stdout += chunk;
    acting ??= act();
    if (!isStopped && text.test(stdout)) {
      isStopped = true;
      child.kill("SIGINT");
    }
  }
  await acting;
  await child.stderr.cancel();
  return { stdout, code: (await child.status).code };
}

Deno.test("--follow waits for a log, shows a scan as it runs, and ends with 130", onLinux, async () => {
  await using sandbox = await Sandbox.make();
  const { stdout, code } = await followUntil(sandbox, [], /Ended with exit code 0/, async () => {
    await sandbox.run(["scan", GOOD, "--log-level", "debug"]);
  });
  assert.equal(code, 130);
  assert.match(stdout, /^\d\d:\d\d:\d\d {2}info {5}program {2}Started: pluginary scan .*\n/);
  assert.match(stdout, /debug {4}scan {5}good\.clap: 3 plugins in /);
});

Deno.test("--follow ends when its reader has gone, without another record", onLinux, async () => {
  await using sandbox = await Sandbox.make();
  await sandbox.run(["scan", GOOD]);
  for (const args of [[], ["--ndjson"]]) {
    const child = sandbox.start(["logs", "--follow", ...args]);
    await child.stdin.close();
    const reader = child.stdout.getReader();
    assert.ok((await reader.read()).value !== undefined);
    await reader.cancel();
    assert.equal((await child.status).code, 0);
    assert.equal(await new Response(child.stderr).text(), "");
  }
});

Deno.test("--follow begins with the last records", onLinux, async () => {
  await using sandbox = await Sandbox.make();
  await sandbox.run(["scan", GOOD]);
  const { stdout } = await followUntil(sandbox, ["--limit", "1"], /catalog check/, async () => {
    await sandbox.run(["catalog", "check"]);
  }, { logExists: true });
  assert.match(stdout.split("\n")[0]!, /Ended with exit code 0/);
  assert.match(stdout.split("\n")[1]!, /Started: pluginary catalog check/);
});

Deno.test("--follow --ndjson and --failures show new failures", onLinux, async () => {
  await using sandbox = await Sandbox.make();
  const { stdout, code } = await followUntil(
    sandbox,
    ["--ndjson", "--failures"],
    /"event":"failure"/,
    async () => void await sandbox.run(["scan", CRASHING]),
  );
  assert.equal(code, 130);
  const events = stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(events.map(({ event }) => event), ["started", "failure", "finished"]);
  assert.equal(events[1].failure.outcome, "crashed");
});
