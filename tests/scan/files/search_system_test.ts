import assert from "node:assert/strict";
import { thisSystem } from "../../../src/scan/files/search_system.ts";

Deno.test("thisSystem() takes a folder that cannot be read for an empty one", () => {
  assert.deepEqual(thisSystem(() => undefined).names("/nowhere/at/all"), []);
});
