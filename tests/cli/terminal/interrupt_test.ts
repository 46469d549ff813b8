import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import type { ScanDocument } from "../../../src/model/documents/scan_document.ts";
import { runProgram, startProgram } from "../../support/program.ts";

const FIXTURES = new URL("../../../build/fixtures/vst3/", import.meta.url).pathname;
const HANGS = `${FIXTURES}hang_in_describe.vst3`;
const GOOD = `${FIXTURES}good.vst3`;
const onLinux = { ignore: Deno.build.os !== "linux" };

/** Debian's packages, which setup installs: more output than a pipe holds. */
const MANY = ["/usr/lib/ladspa", "/usr/lib/vst3"];

Deno.test("pluginary scan ends at once on a second signal", onLinux, async () => {
  const child = startProgram(["scan", "--json", "--no-catalog", ...MANY]);
  await child.stdin.close();
  const reader = child.stdout.getReader();
  // It waits for its reader now, and would do so for ever.
  await reader.read();
  child.kill("SIGTERM");
  child.kill("SIGHUP");
  const { code } = await child.status;
  assert.ok(code === 129 || code === 143, `exit code ${code}`);
  await reader.cancel();
  await child.stderr.cancel();
});

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  Deno.test(
    `pluginary scan takes a ${signal} repeated after 10 ms for one, after 600 ms for a second`,
    onLinux,
    async () => {
      const child = startProgram(["scan", "--json", "--no-catalog", ...MANY]);
      await child.stdin.close();
      const reader = child.stdout.getReader();
      await reader.read();
      let hasEnded = false;
      const end = child.status.finally(() => hasEnded = true);
      child.kill(signal);
      await delay(10);
      child.kill(signal);
      await delay(590);
      assert.equal(hasEnded, false, "it waits for its reader");
      child.kill(signal);
      assert.equal((await end).code, { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }[signal]);
      await reader.cancel();
      await child.stderr.cancel();
    },
  );
}

Deno.test("pluginary scan ends in order on a signal that comes twice", onLinux, async () => {
  const child = startProgram(["scan", "--json", "--no-catalog", HANGS, "--jobs", "1", GOOD]);
  await child.stdin.close();
  await delay(3000);
  child.kill("SIGINT");
  await delay(10);
  child.kill("SIGINT");
  const { code, stdout } = await child.output();
  assert.equal(code, 130);
  const document: ScanDocument = JSON.parse(new TextDecoder().decode(stdout));
  assert.equal(document.interruptedBy, "SIGINT");
});

Deno.test("pluginary scan --deadline ends in order, with what was scanned until then", onLinux, async () => {
  const args = ["scan", "--json", "--jobs", "2", HANGS, GOOD, "--deadline", "5s"];
  const { code, stdout, stderr } = await runProgram(args);
  assert.equal(code, 0, stderr);
  const document: ScanDocument = JSON.parse(stdout);
  assert.equal(document.complete, false);
  assert.equal(document.interruptedBy, "deadline");
  assert.deepEqual(document.modules.map(({ location, outcome }) => [location, outcome]), [[GOOD, "scanned"]]);
});

Deno.test("pluginary scan --timeout stops what is silent for so long", onLinux, async () => {
  const args = ["scan", "--json", "--no-catalog", HANGS, "--timeout", "300ms", "--fail-on", "timed-out"];
  const { code, stdout } = await runProgram(args);
  assert.equal(code, 3);
  const [module] = (JSON.parse(stdout) as ScanDocument).modules;
  assert.deepEqual([module?.outcome, module?.reason?.code], ["timed-out", "timed-out"]);
  assert.ok(module!.durationMs < 10_000, "the usual limit is 30 s");
});

for (const option of ["--timeout", "--deadline"]) {
  for (const value of ["0s", "25h", "10"]) {
    Deno.test(`pluginary scan refuses ${option} ${value}`, async () => {
      const { code, stderr } = await runProgram(["scan", option, value]);
      assert.equal(code, 2);
      assert.match(stderr, /250ms|between 1ms and 24h/);
    });
  }
}
