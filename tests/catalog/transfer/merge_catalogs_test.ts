import assert from "node:assert/strict";
import fc from "fast-check";
import { planMerge } from "../../../src/catalog/curation/merge_registers.ts";
import { undoLastOperation } from "../../../src/catalog/curation/operations.ts";
import {
  CurationWriter,
  localKey,
  mergeRegister,
  registerOfRow,
  SELECT_REGISTER,
} from "../../../src/catalog/curation/registers.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import { readOtherRegisters } from "../../../src/catalog/transfer/merge_catalogs.ts";
import { storeMerged } from "../../../src/catalog/transfer/merge_curation.ts";
import { mergeRegisters, type Register } from "../../../src/model/curation/register.ts";
import { checkRegister } from "../../../src/model/curation/register_check.ts";
import { registers } from "../../model/curation/support/random_registers.ts";
import { timesOf } from "../../support/counts.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";
import { allCuration } from "../support/curate.ts";

const NOW = new Date("2026-01-01T12:00:00Z");

/** A clock that is right, a year behind, or a year ahead. */
const skews = fc.constantFrom("2025", "2026", "2027");

/** What is said on a machine with a wrong clock; values that nobody can say are refused by a merge. */
const machines = fc.tuple(registers, skews).map(([all, year]) =>
  all.filter((register) => typeof checkRegister(register) !== "string")
    .map((register) => ({ ...register, updatedAt: register.updatedAt.replace("2026", year) }))
);

/** Files of catalogs, each with registers of one machine. */
class Machines implements AsyncDisposable {
  readonly #folder: TemporaryFolder;
  #made = 0;

  private constructor(folder: TemporaryFolder) {
    this.#folder = folder;
  }

  static async make(): Promise<Machines> {
    return new Machines(await TemporaryFolder.make());
  }

  async catalog(all: readonly Register[]): Promise<string> {
    const path = this.#folder.join(`${this.#made++}.db`);
    using catalog = await openCatalog(path);
    await catalog.write((db) => all.forEach((register) => mergeRegister(db, register)));
    return path;
  }

  /** A new catalog into which others are merged, one after the other. */
  async merged(...others: readonly string[]): Promise<string> {
    const path = await this.catalog([]);
    for (const other of others) await merge(path, other);
    return path;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#folder[Symbol.asyncDispose]();
  }
}

/** @returns How many registers it has changed. */
async function merge(path: string, other: string): Promise<number> {
  const all = await readOtherRegisters(other);
  using catalog = await openCatalog(path);
  return await catalog.write((db) => {
    const { newer } = planMerge(db, all, { isExact: true });
    storeMerged(db, "curation merge", NOW, newer);
    return newer.length;
  });
}

async function contentOf(path: string): Promise<string[]> {
  return sorted(await readOtherRegisters(path));
}

function sorted(all: readonly Register[]): string[] {
  return all.map(({ owner, kind, target, field, value, updatedAt, writer }) =>
    JSON.stringify({ owner, kind, target, field, value, updatedAt, writer })
  ).sort();
}

Deno.test("merging catalogs is commutative, associative and idempotent, and keeps tombstones, with skewed clocks", async () => {
  await fc.assert(
    fc.asyncProperty(machines, machines, machines, async (...said) => {
      await using files = await Machines.make();
      const [a, b, c] = await Promise.all(said.map((one) => files.catalog(one)));
      const expected = sorted(mergeRegisters(mergeRegisters(said[0], said[1]), said[2]));
      assert.deepEqual(await contentOf(await files.merged(a!, b!, c!)), expected);
      assert.deepEqual(await contentOf(await files.merged(c!, a!, b!)), expected);
      const grouped = await files.merged(a!, await files.merged(b!, c!));
      assert.deepEqual(await contentOf(grouped), expected);
      for (const other of [a!, b!, c!, grouped]) assert.equal(await merge(grouped, other), 0);
      assert.deepEqual(await contentOf(grouped), expected);
    }),
    { numRuns: timesOf(100) },
  );
});

Deno.test("what is said last here wins over a merged machine that is a year ahead, there as well", async () => {
  await using files = await Machines.make();
  const note = localKey("plugin", "vst3:A", "note");
  const ahead = { ...note, value: '"ahead"', updatedAt: "2027-01-01T00:00:00.000Z", writer: "a" };
  const there = await files.catalog([ahead]);
  const here = await files.merged(there);
  await write(here, (writer) => writer.set(note, undefined));
  assert.equal(await merge(there, here), 1);
  assert.equal(await merge(here, there), 0);
  using catalog = await openCatalog(there);
  assert.deepEqual(allCuration(catalog.db), []);
  // The tombstone keeps an old copy from bringing the note back.
  assert.equal(await merge(there, await files.catalog([ahead])), 0);
});

async function write(path: string, work: (writer: CurationWriter) => void): Promise<void> {
  using catalog = await openCatalog(path);
  await catalog.write((db) => work(new CurationWriter(db, NOW)));
}

Deno.test("a merge is taken back as one operation, whichever clocks were wrong", async () => {
  await fc.assert(
    fc.asyncProperty(machines, machines, async (ours, theirs) => {
      await using files = await Machines.make();
      const here = await files.catalog(ours);
      const before = await valuesOf(here);
      if (await merge(here, await files.catalog(theirs)) === 0) return;
      {
        using catalog = await openCatalog(here);
        const { kept } = (await catalog.write((db) => undoLastOperation(db, NOW)))!;
        assert.deepEqual(kept, []);
      }
      assert.deepEqual(await valuesOf(here), before);
    }),
    { numRuns: timesOf(100) },
  );
});

async function valuesOf(path: string): Promise<unknown[]> {
  using catalog: Catalog = await openCatalog(path);
  return catalog.db.prepare(`${SELECT_REGISTER} where value is not null order by owner, kind, target, field`)
    .all()
    .map(registerOfRow).map(({ owner, kind, target, field, value }) => [owner, kind, target, field, value]);
}
