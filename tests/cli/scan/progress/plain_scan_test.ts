import assert from "node:assert/strict";
import { PlainScan } from "../../../../src/cli/scan/progress/plain_scan.ts";
import type { WorkerActivity } from "../../../../src/model/documents/scan_document.ts";
import { Sandbox } from "../../../support/sandbox.ts";
import { fakeConsole } from "../../support/fake_console.ts";
import { sampleModule, samplePlugin } from "../../support/scan_events.ts";

Deno.test("PlainScan has a line for each event, and for a plugin that takes long", async () => {
  const console = fakeConsole();
  const workers: WorkerActivity[] = [];
  const plain = new PlainScan(console);
  plain.activity.follow(() => workers);
  plain.see({ event: "module", module: sampleModule(), isStored: true });
  plain.see({ event: "progress", done: 1, total: 3, running: ["/A\x1b.vst3"] });
  const module = sampleModule({ location: "/A\x1b.vst3", plugins: [samplePlugin()], durationMs: 12 });
  plain.see({ event: "module", module, isStored: false });
  workers.push({
    worker: "w1",
    location: "/B.vst3",
    format: "vst3",
    plugin: "B",
    vendor: "V\n",
    forMs: 10_400,
  });
  await new Promise((resolve) => setTimeout(resolve, 2300));
  await plain.close();
  assert.deepEqual((await console.printed()).stderr.split("\n"), [
    "Scanning 2 modules, 1 unchanged",
    "[2/3] scanned          12 ms  /A␛.vst3: 1 plugin",
    "[2/3] running for 10 s  /B.vst3: B (V␊)",
    "",
  ]);
});

Deno.test("pluginary scan --progress plain is for logs; without it they get nothing", async () => {
  await using sandbox = await Sandbox.make();
  const good = new URL("../../../../build/fixtures/vst3/good.vst3", import.meta.url).pathname;
  const plain = await sandbox.run(["scan", good, "--progress", "plain", "--json"]);
  assert.match(plain.stderr, /^Scanning 1 module\n\[1\/1\] scanned [^\n]*good\.vst3: 3 plugins\n$/);
  const again = await sandbox.run(["scan", good, "--progress", "plain", "--json"]);
  assert.equal(again.stderr, "", "nothing to scan");
  const silent = await sandbox.run(["scan", good, "--force", "--json"]);
  assert.equal(silent.stderr, "");
  const live = await sandbox.run(["scan", good, "--force", "--json", "--progress", "live"]);
  assert.match(
    live.stderr,
    /^Progress is shown as plain lines: standard error is not a terminal\nScanning 1 /,
  );
  const quiet = await sandbox.run(["scan", good, "-q", "--progress", "plain"]);
  assert.equal(quiet.code, 2);
  assert.match(quiet.stderr, /"--quiet" and "--progress plain" cannot be combined/);
});
