import assert from "node:assert/strict";
import {
  type Exchange,
  type RequestBody,
  WorkerSession,
  WorkerStartError,
} from "../../../src/scan/workers/worker_session.ts";
import { ABI_VERSION } from "../../../src/model/abi_version.ts";
import { encodeMessage, PROTOCOL_VERSION } from "../../../src/worker/protocol.ts";
import { fakeWorker, PATIENT_LIMITS } from "../../support/fake_workers.ts";
import { SHORT_LIMITS } from "../../support/short_limits.ts";
import { spokenWorker } from "../../support/spoken_worker.ts";
import { TEST_PLACE } from "../../support/worker_place.ts";

const LIST: RequestBody = { type: "list", format: "vst3", location: "/x/Fake.vst3", binary: "/x/Fake.so" };
const REPORT = { level: "none" as const, layers: [] };
const DESCRIBE: RequestBody = { ...LIST, type: "describe", nativeId: "ABCD" };

async function exchangeWith(behaviour: string, ...bodies: RequestBody[]): Promise<Exchange> {
  const limits = behaviour === "hang" ? SHORT_LIMITS : PATIENT_LIMITS;
  const session = await WorkerSession.start(fakeWorker(behaviour), ["vst3"], TEST_PLACE, limits);
  let exchange: Exchange = {};
  try {
    for (const body of bodies) exchange = await session.request(body);
    return exchange;
  } finally {
    await session.stop();
  }
}

Deno.test("WorkerSession gives the answer of a good worker and lets it end", async () => {
  const session = await WorkerSession.start(fakeWorker("good"), ["vst3"], TEST_PLACE, PATIENT_LIMITS);
  const listed = await session.request(LIST);
  assert.equal(listed.answer?.type, "listed");
  assert.equal(listed.end, undefined);
  assert.equal((await session.request(DESCRIBE)).answer?.type, "described");
  assert.ok(session.isAlive);
  await session.close();
});

Deno.test("WorkerSession is clean for a module until something else has run in it", async () => {
  const session = await WorkerSession.start(fakeWorker("good"), ["vst3"], TEST_PLACE, PATIENT_LIMITS);
  assert.ok(session.isCleanFor(LIST.location));
  await session.request(LIST);
  assert.ok(session.isCleanFor(LIST.location));
  assert.ok(!session.isCleanFor("/x/Other.vst3"));
  await session.request(DESCRIBE);
  assert.ok(!session.isCleanFor(LIST.location));
  await session.close();
});

/** What the scanner concludes from each misbehaviour while a module is listed. */
const CONCLUSIONS: [behaviour: string, expected: { cause: string; signal?: string; exitCode?: number }][] = [
  ["crash", { cause: "crashed", signal: "SIGSEGV" }],
  ["exit", { cause: "exited", exitCode: 0 }],
  ["hang", { cause: "timed-out" }],
  ["half-line", { cause: "exited", exitCode: 0 }],
  ["wrong-id", { cause: "protocol-error" }],
  ["two-answers", { cause: "protocol-error" }],
  ["wrong-type", { cause: "protocol-error" }],
  ["no-entering", { cause: "protocol-error" }],
  ["no-json", { cause: "protocol-error" }],
  ["invalid", { cause: "protocol-error" }],
  ["deep", { cause: "protocol-error" }],
  ["endless-line", { cause: "too-large" }],
];

for (const [behaviour, expected] of CONCLUSIONS) {
  Deno.test(`WorkerSession concludes "${expected.cause}" from a worker with behaviour "${behaviour}"`, async () => {
    const { answer, end } = await exchangeWith(behaviour, LIST);
    assert.equal(answer, undefined);
    assert.equal(end?.cause, expected.cause);
    assert.equal(end?.signal, expected.signal);
    assert.equal(end?.exitCode, expected.exitCode);
  });
}

Deno.test("WorkerSession keeps an answer that was complete before the worker crashed", async () => {
  const { answer, end } = await exchangeWith("crash-after-answer", LIST, DESCRIBE);
  assert.equal(answer?.type, "described");
  assert.equal(end?.cause, "crashed");
});

Deno.test("WorkerSession kills a worker that closes its channel and goes on, and does not call that a crash", async () => {
  const ready = { type: "ready", protocol: PROTOCOL_VERSION, abi: ABI_VERSION, confinement: REPORT } as const;
  const command = spokenWorker(() => ({
    lines: 2,
    answer: (_, index) => index === 0 ? [encodeMessage(ready)] : [],
  }));
  const session = await WorkerSession.start(command, ["vst3"], TEST_PLACE, PATIENT_LIMITS);
  const { end } = await session.request(LIST);
  assert.deepEqual([end?.cause, end?.signal], ["protocol-error", undefined]);
  assert.ok(command.processes[0]!.isKilled);
});

Deno.test("WorkerSession drains 100 MB on standard error and keeps the last words", async () => {
  const session = await WorkerSession.start(fakeWorker("noise"), ["vst3"], TEST_PLACE, PATIENT_LIMITS);
  const { answer } = await session.request(LIST);
  assert.equal(answer?.type, "listed");
  await session.close();
});

Deno.test("WorkerSession.start() fails for a worker that never becomes ready", async () => {
  const limits = { ...PATIENT_LIMITS, startMs: 500 };
  await assert.rejects(
    WorkerSession.start(fakeWorker("no-ready"), ["vst3"], TEST_PLACE, limits),
    WorkerStartError,
  );
});

Deno.test("WorkerSession.start() says what a worker said that died at its start", async () => {
  await assert.rejects(
    WorkerSession.start(fakeWorker("dies-at-start"), ["vst3"], TEST_PLACE, SHORT_LIMITS),
    (error) =>
      error instanceof WorkerStartError && /code 7/.test(error.message) &&
      /cannot open the shim/.test(error.stderrTail),
  );
});

Deno.test("WorkerSession.start() refuses a worker of another protocol version", async () => {
  await assert.rejects(
    WorkerSession.start(fakeWorker("old-protocol"), ["vst3"], TEST_PLACE, SHORT_LIMITS),
    WorkerStartError,
  );
});

Deno.test("WorkerSession.start() fails for a program that does not exist", async () => {
  const command = { ...fakeWorker("good"), program: "/nowhere/deno" };
  await assert.rejects(
    WorkerSession.start(command, ["vst3"], TEST_PLACE, SHORT_LIMITS),
    /Cannot start "\/nowhere\/deno"/,
  );
});
