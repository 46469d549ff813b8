import assert from "node:assert/strict";
import { findPlugins } from "../../../src/catalog/search/find_plugins.ts";
import type { ScannedModule, Warning } from "../../../src/model/module.ts";
import { NO_JOURNAL } from "../../../src/model/scan_journal.ts";
import { watchIdentities } from "../../../src/scan/result/watch_identities.ts";
import { samplePlugin } from "../../cli/support/scan_events.ts";
import { beginScan, commitModule, memoryCatalog, moduleWith } from "../support/test_catalog.ts";

const alpha = (version = "1.0") => moduleOf("Alpha", "Alpha Comp", version);
const beta = (version = "1.0") => moduleOf("Beta", "Beta Verb", version);

function moduleOf(file: string, name: string, version: string): ScannedModule {
  return moduleWith(file, [samplePlugin({ id: "vst3:SAME", nativeId: "SAME", name, version })]);
}

const messages = (warnings: readonly Warning[]) => warnings.map(({ code, message }) => `${code}: ${message}`);

const BETA_IS_HIDDEN =
  'duplicate-id: "Beta Verb" is hidden by "Alpha Comp" in "/plugins/Alpha.vst3", which has the same id "vst3:SAME"';
const ALPHA_HIDES =
  'duplicate-id: "Alpha Comp" hides "Beta Verb" in "/plugins/Beta.vst3", which has the same id "vst3:SAME"';
const BETA_HIDES =
  'duplicate-id: "Beta Verb" hides "Alpha Comp" in "/plugins/Alpha.vst3", which has the same id "vst3:SAME"';

Deno.test("a scan warns that a plugin is hidden by another one with its id", async () => {
  using catalog = await memoryCatalog();
  const journal = await beginScan(catalog);
  assert.deepEqual((await commitModule(journal, alpha())).warnings, []);
  assert.deepEqual(messages((await commitModule(journal, beta())).warnings), [BETA_IS_HIDDEN]);
});

for (const isFull of [true, false]) {
  Deno.test(`a later scan warns in both modules until one is gone, in full: ${isFull}`, async () => {
    using catalog = await memoryCatalog();
    const first = await beginScan(catalog);
    await commitModule(first, alpha());
    await commitModule(first, beta());
    const second = await beginScan(catalog, { isFull });
    const warnings = async (location: string) => {
      const known = second.known({ location, format: "vst3" })!;
      return messages((await second.keep(known, known, known)).warnings);
    };
    assert.deepEqual(await warnings("/plugins/Alpha.vst3"), [ALPHA_HIDES]);
    assert.deepEqual(await warnings("/plugins/Beta.vst3"), [BETA_IS_HIDDEN]);
    const third = await beginScan(catalog, { isFull });
    await third.remove([third.known(alpha())!], new Date());
    const fourth = await beginScan(catalog, { isFull });
    const kept = fourth.known(beta())!;
    assert.deepEqual((await fourth.keep(kept, kept, kept)).warnings, []);
  });
}

Deno.test("the newer of two plugins with one id hides the other, wherever it comes", async () => {
  using catalog = await memoryCatalog();
  const journal = await beginScan(catalog);
  await commitModule(journal, alpha());
  assert.deepEqual(messages((await commitModule(journal, beta("2.0"))).warnings), [BETA_HIDES]);
});

Deno.test("copies and versions of one plugin hide nothing", async () => {
  using catalog = await memoryCatalog();
  const journal = await beginScan(catalog);
  await commitModule(journal, alpha());
  const copy = moduleOf("Copy", "ALPHA-COMP", "2.0");
  assert.deepEqual((await commitModule(journal, copy)).warnings, []);
});

Deno.test("a scan without a catalog warns in the module that comes later", async () => {
  const journal = watchIdentities(NO_JOURNAL, () => false);
  const commit = async (module: ScannedModule) =>
    messages((await journal.commit(module, { root: "/plugins", files: [] })).warnings);
  assert.deepEqual(await commit(alpha()), []);
  assert.deepEqual(await commit(beta()), [BETA_IS_HIDDEN]);
  assert.deepEqual(await commit(moduleOf("Gamma", "Gamma", "2.0")), [
    'duplicate-id: "Gamma" hides "Alpha Comp" in "/plugins/Alpha.vst3", which has the same id "vst3:SAME"',
    'duplicate-id: "Gamma" hides "Beta Verb" in "/plugins/Beta.vst3", which has the same id "vst3:SAME"',
  ]);
});

Deno.test("a hidden plugin is found by the name of its file", async () => {
  using catalog = await memoryCatalog();
  const journal = await beginScan(catalog);
  await commitModule(journal, alpha());
  await commitModule(journal, beta());
  for (const reference of ["vst3/Alpha", "vst3/Beta", "vst3/beta"]) {
    assert.deepEqual(findPlugins(catalog.db, reference).map(({ id }) => id), ["vst3:SAME"], reference);
  }
});
