import assert from "node:assert/strict";
import * as v from "valibot";
import { statusDocumentSchema } from "../../../src/model/documents/health/status_document.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { beginScan, commitModule, moduleWith } from "../../catalog/support/test_catalog.ts";
import { samplePlugin } from "../support/scan_events.ts";

/** A catalog with 1,100 plugins in two modules, of which a third one failed. */
async function makeSandbox(): Promise<Sandbox> {
  const sandbox = await Sandbox.make();
  using catalog = await openCatalog(sandbox.catalog);
  const journal = await beginScan(catalog);
  const plugins = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => samplePlugin({ name: `P${from + index}` }));
  await commitModule(journal, moduleWith("A", plugins(0, 600)));
  await commitModule(journal, moduleWith("B", plugins(600, 1100)));
  const reason = { code: "crashed", message: "Crashed with SIGSEGV" } as const;
  await commitModule(journal, moduleWith("C", [], { outcome: "crashed", reason }));
  await journal.end({ isComplete: true, interruptedBy: null });
  return sandbox;
}

Deno.test("pluginary status is one line with plugins, modules, failures and health", async () => {
  await using sandbox = await makeSandbox();
  const { code, stdout } = await sandbox.run(["status"]);
  assert.match(stdout, /^1100 plugins, 3 modules; 1 failed; health \d+\n$/);
  const run = await sandbox.run(["status", "--json"]);
  const { plugins, modules, failures, score, warnings } = v.parse(
    statusDocumentSchema,
    JSON.parse(run.stdout),
  );
  assert.deepEqual([plugins, modules, failures], [1100, 3, 1]);
  const doctor = JSON.parse((await sandbox.run(["doctor", "--json"])).stdout);
  assert.equal(score, doctor.score);
  assert.ok(warnings > 0);
  assert.equal(code, run.code);
});

Deno.test("pluginary status says that there is no catalog, or that it is broken", async () => {
  await using sandbox = await Sandbox.make();
  assert.match((await sandbox.run(["status"])).stdout, /^no catalog yet; health \d+\n$/);
  await Deno.writeTextFile(sandbox.catalog, "x".repeat(1000));
  const { code, stdout } = await sandbox.run(["status"]);
  assert.match(stdout, /^catalog not readable; health \d+; 1 error: run "pluginary doctor"\n$/);
  assert.equal(code, 1);
  const json = v.parse(statusDocumentSchema, JSON.parse((await sandbox.run(["status", "--json"])).stdout));
  assert.deepEqual([json.plugins, json.modules, json.failures], [null, null, null]);
});
