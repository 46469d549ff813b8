import assert from "node:assert/strict";
import { reaperNumber } from "../../../src/model/plugins/reaper_number.ts";

Deno.test("reaperNumber() gives the numbers of real lines of REAPER's cache", () => {
  assert.equal(reaperNumber("56535453504172616972000000000000"), 326261882);
  assert.equal(reaperNumber("ABCDEF019182FAEB5669736F47616C75"), 695045341);
  assert.equal(reaperNumber("56535441786867616473722073616D70"), 1271002519);
  assert.equal(reaperNumber("1795:PlateX2"), undefined);
});
