import assert from "node:assert/strict";
import { openForReading } from "../../../src/catalog/open_catalog.ts";
import { findVisibleDamage } from "../../../src/catalog/maintenance/visible_damage.ts";
import { runApp } from "../../../src/cli/app.ts";
import { readLine } from "../../../src/cli/command_line/typed_line.ts";
import { examineCatalog, judgeCatalog } from "../../../src/cli/doctor/examination/catalog.ts";
import { PluginaryError } from "../../../src/model/pluginary_error.ts";
import { fakeConsole } from "../../cli/support/fake_console.ts";
import { samplePlugin } from "../../cli/support/scan_events.ts";
import { storedCatalog } from "../../cli/support/stored_catalog.ts";
import { RandomNumbers } from "../../support/random_numbers.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { SEED } from "../../support/seed.ts";

const PAGE_BYTES = 4096;

/** Pages that are overwritten, each in a copy of its own. */
const PAGES = 36;

const COMMANDS = [["list"], ["list", "--sort", "name"], ["search", "zam"], ["info", "clap:zam7"]];

/** The commands that cannot read the catalog. */
async function failuresAt(catalog: string): Promise<string[]> {
  const failed: string[] = [];
  for (const words of COMMANDS) {
    const console = fakeConsole({ environment: { PLUGINARY_CATALOG: catalog } });
    try {
      await runApp(readLine(words), console);
    } catch (error) {
      assert.ok(error instanceof PluginaryError, `${words}: ${(error as Error).stack}`);
      failed.push(`${words.join(" ")}: ${error.code}`);
    }
  }
  return failed;
}

Deno.test("doctor finds each damaged page that keeps a command from reading the catalog", async () => {
  await using sandbox = await Sandbox.make();
  const plugins = Array.from(
    { length: 400 },
    (_, index) => samplePlugin({ id: `clap:zam${index}`, name: `Zam ${index}` }),
  );
  await storedCatalog(sandbox.catalog, plugins);
  assert.deepEqual(await failuresAt(sandbox.catalog), []);
  const sound = await Deno.readFile(sandbox.catalog);
  const random = new RandomNumbers(SEED);
  const copy = sandbox.join("damaged.db");
  let unusable = 0;
  for (let round = 0; round < PAGES; round++) {
    const page = random.below(sound.length / PAGE_BYTES);
    const bytes = sound.slice();
    bytes.set(Uint8Array.from({ length: PAGE_BYTES }, () => random.below(256)), page * PAGE_BYTES);
    await Deno.writeFile(copy, bytes);
    const failed = await failuresAt(copy);
    if (failed.length === 0) continue;
    unusable++;
    const facts = await examineCatalog((name) => name === "PLUGINARY_CATALOG" ? copy : undefined);
    const checks = judgeCatalog(facts!);
    const cures = checks.filter(({ status }) => status === "error").map(({ cure }) => cure);
    assert.deepEqual(cures, ["pluginary catalog repair"], `page ${page}: ${failed}`);
    if (facts!.error !== undefined) continue;
    using catalog = await openForReading(copy);
    // As in a large catalog.
    assert.notDeepEqual(findVisibleDamage(catalog.db, sound.length, 0), [], `page ${page}: ${failed}`);
  }
  assert.ok(unusable > PAGES / 8, `only ${unusable}`);
});
