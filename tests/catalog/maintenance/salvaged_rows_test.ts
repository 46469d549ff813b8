import assert from "node:assert/strict";
import fc from "fast-check";
import { SalvagedRows } from "../../../src/catalog/maintenance/salvaged_rows.ts";

/** Rows that say which id they were written with. */
function rowsOf(ids: readonly number[]) {
  return ids.map((id) => ({ id, values: [null, `row ${id}`] }));
}

Deno.test("SalvagedRows keeps every intact row when the id of one is damaged", () => {
  const tables = fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { minLength: 3, maxLength: 60 })
    .map((ids) => ids.sort((a, b) => a - b));
  fc.assert(
    fc.property(tables, fc.nat(), fc.nat(8), (ids, which, bit) => {
      const at = which % ids.length;
      const sequence = rowsOf(ids);
      sequence[at] = { ...sequence[at]!, id: ids[at]! ^ (1 << bit) };
      const found = new SalvagedRows();
      found.add(sequence);
      const kept = new Map([...found].map(([id, values]) => [id, values[1]]));
      // Where the damaged id is its neighbour's, nothing but a gap tells which of the two it is.
      const twin = [ids[at - 1], ids[at + 1]].includes(sequence[at]!.id);
      for (const [index, id] of ids.entries()) {
        if (index === at || (twin && id === sequence[at]!.id)) continue;
        assert.equal(kept.get(id), `row ${id}`);
      }
    }),
    { numRuns: 2000 },
  );
});

Deno.test("SalvagedRows gives a damaged row the only id that it can have had", () => {
  const sequence = rowsOf([1, 2, 3, 4, 5]);
  for (const damaged of [2, 4, 100, 0]) {
    const found = new SalvagedRows();
    found.add(sequence.map((row) => row.id === 3 ? { ...row, id: damaged } : row));
    assert.deepEqual([...found].map(([id, values]) => [id, values[1]]).sort(), [
      [1, "row 1"],
      [2, "row 2"],
      [3, "row 3"],
      [4, "row 4"],
      [5, "row 5"],
    ]);
  }
});

Deno.test("SalvagedRows drops rows of another table, cut off or filled up, and keeps its own", () => {
  const found = new SalvagedRows();
  found.add([
    { id: 1, values: [null, "a", "default"] },
    { id: 2, values: [null, "b", 2] },
    { id: 3, values: [null, "own", null] },
    { id: 4, values: [null, Uint8Array.of(1), 1] },
  ]);
  found.dropStrangers([
    { id: 1, values: [null, "a"] },
    { id: 2, values: [null, "b", 2, "more"] },
    { id: 3, values: [null, "other"] },
    { id: 4, values: [null, Uint8Array.of(1), 1, "more"] },
    { id: 5, values: [null] },
  ]);
  assert.deepEqual([...found], [[3, [null, "own", null]]]);
  found.add(rowsOf([1]));
  assert.equal(found.size, 2);
});

Deno.test("SalvagedRows takes nothing for a row that it knows already", () => {
  const found = new SalvagedRows();
  found.add(rowsOf([1, 2]));
  found.add([{ id: 2, values: [null, "older"] }]);
  assert.deepEqual([...found], [[1, [null, "row 1"]], [2, [null, "row 2"]]]);
  assert.equal(found.size, 2);
});
