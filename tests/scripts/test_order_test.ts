import assert from "node:assert/strict";
import { testOrder, whyAlone } from "../../scripts/test_order.ts";

const { together, alone } = await testOrder();

Deno.test("testOrder() takes each file of tests once", () => {
  const all = [...together, ...alone];
  assert.equal(new Set(all).size, all.length);
  assert.ok(all.length > 100);
  for (const file of all) assert.match(file, /^tests\/.*_test\.ts$/);
});

Deno.test("testOrder() lets no file run beside others that kills, watches or times processes", () => {
  const expected = [
    "tests/catalog/scans/killed_scan_test.ts",
    "tests/cli/leftover_workers_test.ts",
    "tests/cli/terminal/interrupt_test.ts",
    "tests/compile/command_line_test.ts",
    "tests/compile/confinement_test.ts",
    "tests/confinement/attempts_test.ts",
    "tests/scan/discovery/silent_drive_test.ts",
    "tests/scan/workers/bad_fixtures_test.ts",
    "tests/scan/workers/worker_session_test.ts",
  ];
  assert.deepEqual(expected.filter((file) => !alone.includes(file)), []);
});

Deno.test("testOrder() lets files run together that only compute or wait for a program to end", () => {
  for (const file of ["tests/model/text_test.ts", "tests/cli/command_line_test.ts"]) {
    assert.ok(together.includes(file), file);
  }
});

Deno.test("whyAlone() sees what one process has for all its files", () => {
  for (const code of ["Deno.chdir(folder)", 'Deno.env.set("A", "b")', "Deno.umask(0)", "child.kill()"]) {
    assert.notEqual(whyAlone(code), undefined, code);
  }
  assert.equal(whyAlone('new Deno.Command("true", { env: { A: "b" } })'), undefined);
});
