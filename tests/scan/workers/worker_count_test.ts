import assert from "node:assert/strict";
import { workerCount } from "../../../src/scan/workers/worker_count.ts";

const GIB = 1024 ** 3;

Deno.test("workerCount() is one per core where there is memory for all", () => {
  assert.equal(workerCount({ cores: 8, availableBytes: 16 * GIB }), 8);
  assert.equal(workerCount({ cores: 8, availableBytes: undefined }), 8);
});

Deno.test("workerCount() is less where memory is short, and never nothing", () => {
  assert.equal(workerCount({ cores: 32, availableBytes: 2 * GIB }), 4);
  assert.equal(workerCount({ cores: 32, availableBytes: 0.1 * GIB }), 1);
});

Deno.test("workerCount() of this computer is a whole number of its cores or fewer", () => {
  const count = workerCount();
  assert.ok(Number.isInteger(count) && count >= 1 && count <= navigator.hardwareConcurrency);
});
