import assert from "node:assert/strict";
import { missingFixtures, touchModule, writeModules } from "../../../scripts/bench/corpora/many_modules.ts";
import { Sandbox } from "../../support/sandbox.ts";

const reason = missingFixtures();

Deno.test(
  `writeModules() writes modules that load, each with plugins of its own${reason && ` (skipped: ${reason})`}`,
  {
    ignore: reason !== "",
  },
  async () => {
    await using sandbox = await Sandbox.make();
    const modules = sandbox.join("modules");
    const files = await writeModules(modules, 20);
    const { code, stdout } = await sandbox.run(["scan", "--json", modules]);
    assert.equal(code, 0);
    const { summary, modules: scanned } = JSON.parse(stdout);
    assert.deepEqual(summary.byOutcome, { scanned: 20 });
    assert.equal(files.length, 20);
    const fingerprints = new Set(scanned.map(({ fingerprint }: { fingerprint: string }) => fingerprint));
    assert.equal(fingerprints.size, 20);
    const installed = scanned.reduce(
      (sum: number, { plugins }: { plugins: unknown[] }) => sum + plugins.length,
      0,
    );
    assert.equal(summary.plugins, installed);
  },
);

Deno.test(`touchModule() changes a module that still loads${reason && ` (skipped: ${reason})`}`, {
  ignore: reason !== "",
}, async () => {
  await using sandbox = await Sandbox.make();
  const modules = sandbox.join("modules");
  const [first] = await writeModules(modules, 3);
  await sandbox.run(["scan", modules]);
  await touchModule(first!);
  const { stdout } = await sandbox.run(["scan", "--json", modules]);
  const changes = JSON.parse(stdout).modules.map(({ change }: { change: string }) => change);
  assert.deepEqual(changes.sort(), ["modified", "unchanged", "unchanged"]);
});
