import assert from "node:assert/strict";
import { explainedReason } from "../../../src/scan/workers/explained_reason.ts";

const REFUSED = { code: "load-error", message: "Refused" } as const;
const MISSING = {
  code: "missing-dependency",
  message: "libdep.so: cannot open shared object file: No such file or directory",
} as const;

Deno.test("explainedReason() leaves a reason without denials alone", () => {
  assert.equal(explainedReason(REFUSED, [], []), REFUSED);
});

Deno.test("explainedReason() takes a denial for the cause of a refusal, and not of a crash", () => {
  const denied = ["open /etc/key"];
  assert.deepEqual(explainedReason(REFUSED, denied, []), { ...REFUSED, code: "confinement-denied", denied });
  const crashed = { code: "crashed", message: "Crashed with SIGSEGV" } as const;
  assert.deepEqual(explainedReason(crashed, denied, []), { ...crashed, denied });
});

Deno.test("explainedReason() calls a library missing unless it is the one that was denied", () => {
  const other = explainedReason(MISSING, ["open /etc/key"], []);
  assert.equal(other.code, "missing-dependency");
  const own = explainedReason(MISSING, ["open /vendor/libdep.so"], []);
  assert.equal(own.code, "confinement-denied");
  assert.equal(own.message, 'Needs "/vendor/libdep.so", which it may not read');
  assert.deepEqual(explainedReason(MISSING, [], ["/vendor/libdep.so"]), own);
});

Deno.test("explainedReason() reports refused memory with its limit", () => {
  const denied = ["memory 3072 MiB beyond 2048 MiB"];
  assert.deepEqual(explainedReason(REFUSED, denied, []), {
    code: "out-of-memory",
    message: "Refused; it was refused 3072 MiB of memory, beyond its limit of 2048 MiB",
    denied,
  });
});

Deno.test("explainedReason() names a file once, by its denial before the plugin's words", () => {
  const stderrTail = "Cannot write /tmp/lock: Permission denied\nCannot read /etc/key: Permission denied";
  const { denied } = explainedReason({ ...REFUSED, stderrTail }, ["create /tmp/lock"], []);
  assert.deepEqual(denied, ["create /tmp/lock", "open /etc/key"]);
});
