import assert from "node:assert/strict";
import { finding, healthScore } from "../../../src/model/health/health_check.ts";

Deno.test("healthScore() takes fixed points for errors and warnings, and is never below 0", () => {
  const error = finding("catalog-damaged", "");
  const warning = finding("plugins-failed", "");
  const ok = finding("versions-known", "");
  assert.equal(healthScore([]), 100);
  assert.equal(healthScore([ok, warning, warning]), 92);
  assert.equal(healthScore([ok, error, warning]), 71);
  assert.equal(healthScore(Array(5).fill(error)), 0);
});
