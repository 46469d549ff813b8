import assert from "node:assert/strict";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import type { RemovedModule, ScannedModule } from "../../../src/model/module.ts";
import type { Problem, ScanSummary } from "../../../src/model/documents/scan_document.ts";
import { scan, type ScanOptions } from "../../../src/scan/scanner.ts";
import { elfHeader, makeBundle } from "../../support/bundles.ts";
import { fakeWorker } from "../../support/fake_workers.ts";
import { SHORT_LIMITS } from "../../support/short_limits.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";
import { beginScan, countRows, memoryCatalog } from "./test_catalog.ts";

/** What a test looks at after a scan. */
export interface Seen {
  readonly modules: ScannedModule[];
  /** File names with their change, of the modules that the scan told of. */
  readonly changes: Record<string, string>;
  /** File names of the modules that really ran. */
  readonly ran: string[];
  readonly removed: RemovedModule[];
  readonly problems: Problem[];
  readonly summary: ScanSummary;
}

/** Scans a folder with fake workers, and tells what a test looks at. */
export async function scanInto(
  catalog: Catalog,
  folder: TemporaryFolder,
  more: Partial<ScanOptions> & { behaviour?: string } = {},
): Promise<Seen> {
  const journal = await beginScan(catalog, { now: more.now ?? (() => new Date()) });
  const outcomes = await countRows(catalog, "outcomes");
  const ran: string[] = [];
  const begin = journal.begin.bind(journal);
  journal.begin = (key) => {
    ran.push(nameOf(key.location));
    return begin(key);
  };
  const { behaviour = "good", ...options } = more;
  const seen = { modules: [] as ScannedModule[], removed: [] as RemovedModule[], problems: [] as Problem[] };
  let summary: ScanSummary | undefined;
  const events = scan({
    version: "0.0.0",
    paths: [folder.path],
    jobs: 1,
    journal,
    environment: () => undefined,
    worker: fakeWorker(behaviour),
    limits: SHORT_LIMITS,
    ...options,
  });
  for await (const event of events) {
    if (event.event === "module") seen.modules.push(event.module);
    if (event.event === "removed") seen.removed.push(event.removed);
    if (event.event === "problem") seen.problems.push(event.problem);
    if (event.event === "finished") summary = event.summary;
  }
  assert.ok(await countRows(catalog, "outcomes") >= outcomes);
  const changes = Object.fromEntries(seen.modules.map(({ location, change }) => [nameOf(location), change]));
  return { ...seen, changes, ran: ran.sort(), summary: summary! };
}

/** The last part of a path. */
export function nameOf(location: string): string {
  return location.slice(location.lastIndexOf("/") + 1);
}

/** The library of a bundle. */
export function binaryOf(folder: TemporaryFolder, name: string): string {
  const stem = name.replace(".vst3", "");
  return folder.join(`${name}/Contents/${Deno.build.arch}-linux/${stem}.so`);
}

/** Writes other contents of the same size. */
export async function modify(folder: TemporaryFolder, name: string, byte = 1): Promise<void> {
  const bytes = elfHeader();
  bytes[63] = byte;
  await Deno.writeFile(binaryOf(folder, name), bytes);
}

/** A folder with these bundles, each with contents of its own, and an empty catalog. */
export async function setUp(
  names: readonly string[],
): Promise<{ folder: TemporaryFolder; catalog: Catalog }> {
  const folder = await TemporaryFolder.make();
  for (const [index, name] of names.entries()) {
    await makeBundle(folder, name);
    await modify(folder, name, index + 100);
  }
  return { folder, catalog: await memoryCatalog() };
}
