import assert from "node:assert/strict";
import fc from "fast-check";
import * as v from "valibot";
import { ABI_VERSION } from "../../../src/model/abi_version.ts";
import { scannedModuleSchema } from "../../../src/model/module.ts";
import { NO_JOURNAL } from "../../../src/model/scan_journal.ts";
import { buildPlugin } from "../../../src/scan/result/build_plugin.ts";
import { NO_MODULES } from "../../../src/scan/workers/confinement.ts";
import { Inbox } from "../../../src/scan/workers/inbox.ts";
import { scan } from "../../../src/scan/scanner.ts";
import {
  type Exchange,
  type RequestBody,
  type WorkerPlace,
  WorkerSession,
  WorkerStartError,
} from "../../../src/scan/workers/worker_session.ts";
import { PROTOCOL_VERSION, workerMessageSchema } from "../../../src/worker/protocol.ts";
import { makeBundle } from "../../support/bundles.ts";
import { timesOf } from "../../support/counts.ts";
import { fakeWorker, PATIENT_LIMITS } from "../../support/fake_workers.ts";
import { mutatedBytes, mutatedText, MUTATIONS } from "../../support/mutation.ts";
import { SEED } from "../../support/seed.ts";
import { type Speech, spokenWorker } from "../../support/spoken_worker.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

const LIST: RequestBody = { type: "list", format: "vst3", location: "/x/Fake.vst3", binary: "/x/Fake.so" };
const DESCRIBE: RequestBody = { ...LIST, type: "describe", nativeId: "ABCD" };

/** Nothing is ever written there, so that a hundred thousand sessions make no folder. */
const NOWHERE: WorkerPlace = {
  run: { makePrivate: () => Promise.resolve("/nowhere/pluginary-fuzz") },
  confinement: NO_MODULES,
};

/** Most memory by which a whole run may grow; the inputs of the full run are some hundred megabytes. */
const MAXIMUM_GROWTH_BYTES = 512 * 1024 * 1024;

const PLUGIN = { nativeId: "ABCD", name: "Fake", vendor: "Fakes", rawCategories: ["Fx"] };
const DESCRIBED = {
  ...PLUGIN,
  buses: [{
    direction: "input",
    type: "audio",
    name: "In",
    channels: 2,
    role: "main",
    isDefaultActive: true,
  }],
  parameters: [{
    id: "0",
    name: "Gain",
    group: "",
    unit: "dB",
    minimum: -60,
    maximum: 12,
    default: 0.5,
    minimumText: "-60 dB",
    maximumText: "12 dB",
    defaultText: "0.5 dB",
    stepCount: 0,
    scalePoints: [{ value: 0, label: "Zero" }],
    flags: ["automatable"],
  }],
  programs: ["Default"],
  latencySamples: 64,
  hasEditor: true,
};

/** Stands for the request's id in what is mutated. */
const ID = 123_456_789;

const READY = {
  type: "ready",
  protocol: PROTOCOL_VERSION,
  abi: ABI_VERSION,
  confinement: { level: "none", layers: [] },
};

function lines(...messages: unknown[]): string {
  return messages.map((message) => JSON.stringify(message) + "\n").join("");
}

/** What a good worker says after each line that it hears. */
const HONEST = [
  lines(READY),
  lines(
    { type: "entering", requestId: ID },
    { type: "listed", requestId: ID, plugins: [PLUGIN], presetLocations: ["/usr/share/presets"] },
    { type: "idle", requestId: ID, memoryBytes: 1 },
  ),
  lines(
    { type: "entering", requestId: ID },
    { type: "described", requestId: ID, plugin: DESCRIBED },
    { type: "idle", requestId: ID, memoryBytes: 1 },
  ),
] as const;

const encoder = new TextEncoder();

/** Numbers that are no ids, or those of others. */
const wrongId = fc.constantFrom<unknown>(-1, 0.5, ID + 1, 2 ** 53, 1e308, "1", null, [], {});

/** A message with fields that have nothing to do with each other. */
const strangeMessage = fc.record({
  type: fc.constantFrom<unknown>(
    "ready",
    "entering",
    "listed",
    "described",
    "presets",
    "state",
    "preset-files",
    "refused",
    "idle",
    "",
    1,
  ),
  requestId: fc.oneof(fc.constant(ID), wrongId),
  plugins: fc.oneof(fc.constant([PLUGIN]), fc.jsonValue()),
  plugin: fc.oneof(fc.constant(DESCRIBED), fc.jsonValue()),
  failure: fc.oneof(fc.constant({ code: "load-error", message: "No" }), fc.jsonValue()),
  memoryBytes: fc.oneof(fc.double(), fc.jsonValue()),
}, { requiredKeys: [] });

const deepText = fc.tuple(fc.constantFrom("[", '{"a":', '[{"type":['), fc.nat({ max: 5000 }))
  .map(([opening, depth]) => opening.repeat(depth) + "\n");

const hugeNumbers = fc.tuple(fc.constantFrom("requestId", "memoryBytes", "channels"), fc.nat({ max: 2000 }))
  .map(([name, digits]) => `{"type":"idle","${name}":1${"0".repeat(digits)}}\n`);

/** What a bad worker says in place of something honest. */
function spoiled(honest: string): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  const text = fc.oneof(
    { weight: 6, arbitrary: mutatedText(honest) },
    { weight: 2, arbitrary: fc.array(strangeMessage, { maxLength: 6 }).map((all) => lines(...all)) },
    { weight: 1, arbitrary: fc.nat({ max: honest.length }).map((end) => honest.slice(0, end)) },
    { weight: 1, arbitrary: deepText },
    { weight: 1, arbitrary: hugeNumbers },
  );
  return fc.oneof(
    { weight: 6, arbitrary: text.map((one) => encoder.encode(one)) },
    { weight: 3, arbitrary: mutatedBytes(encoder.encode(honest)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => new Uint8Array(bytes)) },
  );
}

/** One misbehaviour: what is said after which line, in which pieces, and how the process ends. */
const misbehaviour = fc.constantFrom(0, 1, 1, 2, 2, 2).chain((at) =>
  fc.record({
    at: fc.constant(at),
    bytes: spoiled(HONEST[at]!),
    cuts: fc.array(fc.nat({ max: 600 }), { maxLength: 6 }),
    end: fc.constantFrom({ code: 0 }, { code: 1 }, { signal: "SIGSEGV" }),
  })
);

function pieces(bytes: Uint8Array<ArrayBuffer>, cuts: readonly number[]): Uint8Array<ArrayBuffer>[] {
  const ends = [...cuts.filter((cut) => cut < bytes.length), bytes.length].sort((a, b) => a - b);
  return ends.map((end, i) => bytes.slice(ends[i - 1] ?? 0, end));
}

/** Puts the id of a request where the stand-in is. */
function withId(bytes: Uint8Array<ArrayBuffer>, line: string): Uint8Array<ArrayBuffer> {
  const id = JSON.parse(line).requestId;
  const latin = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return Uint8Array.from(latin.replaceAll(String(ID), String(id)), (letter) => letter.charCodeAt(0));
}

/** A worker that is honest until it is not, and ends then. */
function speech(
  { at, bytes, cuts, end }: typeof misbehaviour extends fc.Arbitrary<infer T> ? T : never,
): Speech {
  return {
    lines: at + 1,
    end,
    answer: (line, index) => {
      if (index !== at) return [withId(encoder.encode(HONEST[index]), line)];
      return pieces(withId(bytes, line), cuts);
    },
  };
}

const CAUSES = ["crashed", "exited", "protocol-error", "too-large"];

/** An exchange must come to an answer that holds to its schema, or to an end with a cause. */
function checkExchange({ answer, end }: Exchange): void {
  assert.ok(answer !== undefined || end !== undefined, "nothing came of it");
  if (end !== undefined) assert.ok(CAUSES.includes(end.cause), end.cause);
  if (answer === undefined) return;
  v.parse(workerMessageSchema, answer);
  if (answer.type === "described") checkPlugin(answer.plugin);
}

const FOUND = {
  format: "vst3",
  location: "/x/Fake.vst3",
  files: [],
  architectures: [],
  binary: "/x/Fake.so",
} as unknown as Parameters<typeof buildPlugin>[0]["found"];

/** What is kept of a description is fit to be shown, whatever it was. */
function checkPlugin(described: Parameters<typeof buildPlugin>[1]): void {
  const at = "2026-01-01T00:00:00.000Z";
  const { plugin } = buildPlugin({ found: FOUND, modifiedAt: at, scannedAt: at }, described);
  // deno-lint-ignore no-control-regex
  assert.doesNotMatch(plugin.name + plugin.vendor, /[\u0000-\u001f\u007f-\u009f]/);
}

async function converse(command: ReturnType<typeof spokenWorker>): Promise<void> {
  let session: WorkerSession;
  try {
    session = await WorkerSession.start(command, ["vst3"], NOWHERE, PATIENT_LIMITS);
  } catch (error) {
    if (!(error instanceof WorkerStartError)) throw error;
    assert.ok(command.processes[0]!.isKilled, "it runs on");
    return;
  }
  for (const body of [LIST, DESCRIBE]) {
    if (!session.isAlive) break;
    const exchange = await session.request(body);
    checkExchange(exchange);
    assert.ok(exchange.end === undefined || !session.isAlive);
  }
  await session.stop();
}

Deno.test("WorkerSession brings whatever a worker says to an answer or an end", async () => {
  const before = Deno.memoryUsage().rss;
  await fc.assert(
    fc.asyncProperty(misbehaviour, async (bad) => await converse(spokenWorker(() => speech(bad)))),
    { numRuns: MUTATIONS },
  );
  assert.ok(Deno.memoryUsage().rss - before < MAXIMUM_GROWTH_BYTES);
});

/** One letter for each message of a conversation about a list; capitals are about another request. */
const MESSAGES: Record<string, unknown> = {
  e: { type: "entering", requestId: ID },
  l: { type: "listed", requestId: ID, plugins: [] },
  f: { type: "refused", requestId: ID, failure: { code: "load-error", message: "No" } },
  i: { type: "idle", requestId: ID, memoryBytes: 1 },
  d: { type: "described", requestId: ID, plugin: DESCRIBED },
  p: { type: "presets", requestId: ID, total: 0, presets: [] },
  s: {
    type: "state",
    requestId: ID,
    state: { format: "clap", data: "" },
    parameters: [],
    refused: [],
    warnings: [],
  },
  r: READY,
  E: { type: "entering", requestId: 1 },
  L: { type: "listed", requestId: 1, plugins: [] },
  I: { type: "idle", requestId: 1, memoryBytes: 1 },
};

/** What must come of messages in this order, after which the worker ends by itself. */
function expectedOf(order: string): { answer: boolean; cause?: string } {
  if (/^e[lf]i/.test(order)) return { answer: true };
  if (/^e[lf]$/.test(order)) return { answer: true, cause: "exited" };
  return { answer: false, cause: /^e?$/.test(order) ? "exited" : "protocol-error" };
}

Deno.test("WorkerSession takes an answer in its place alone, in whatever order messages come", async () => {
  const letter = fc.oneof(
    fc.constantFrom("e", "l", "f", "i"),
    fc.constantFrom(...Object.keys(MESSAGES)),
  );
  // Half of them begin as they should, or chance would rarely get so far.
  const order = fc.tuple(fc.constantFrom("", "", "e", "el", "ef"), fc.array(letter, { maxLength: 5 }))
    .map(([start, rest]) => start + rest.join(""));
  await fc.assert(
    fc.asyncProperty(order, async (order) => {
      const text = lines(...[...order].map((letter) => MESSAGES[letter]));
      const command = spokenWorker(() => ({
        lines: 2,
        end: { code: 0 },
        answer: (line, index) => [withId(encoder.encode(index === 0 ? HONEST[0] : text), line)],
      }));
      const session = await WorkerSession.start(command, ["vst3"], NOWHERE, PATIENT_LIMITS);
      const { answer, end } = await session.request(LIST);
      const expected = expectedOf(order);
      assert.equal(answer !== undefined, expected.answer);
      assert.equal(end?.cause, expected.cause);
      await session.stop();
    }),
    { numRuns: MUTATIONS },
  );
});

/** A stream that goes on as long as it is read, and counts what was taken of it. */
function endless(text: string): { stream: ReadableStream<Uint8Array<ArrayBuffer>>; taken: () => number } {
  const chunk = encoder.encode(text.repeat(Math.ceil(65_536 / text.length)));
  let taken = 0;
  let turn: ReturnType<typeof setTimeout> | undefined;
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: (controller) => {
      taken += chunk.byteLength;
      controller.enqueue(chunk);
      // As pipes do, so that others get their turn.
      return new Promise((resolve) => turn = setTimeout(resolve));
    },
    cancel: () => clearTimeout(turn),
  });
  return { stream, taken: () => taken };
}

Deno.test("Inbox stops reading a line that has no end", async () => {
  const { stream, taken } = endless("x");
  const maximum = 1024 * 1024;
  const arrival = await new Inbox(stream, maximum).next(20_000);
  assert.deepEqual([arrival.kind, arrival.kind === "fault" && arrival.isTooLarge], ["fault", true]);
  assert.ok(taken() <= maximum + 4 * 65_536, `${taken()} bytes were taken`);
});

Deno.test("Inbox stops reading a worker that talks while nobody asks", async () => {
  const { stream, taken } = endless(lines(MESSAGES["e"]));
  const inbox = new Inbox(stream);
  while (taken() < 4 * 65_536 && !(await isQuiet(taken))) { /* It is read until it is too much. */ }
  let last = await inbox.next(20_000);
  for (let count = 1; last.kind === "message"; count++) {
    assert.ok(count < 100, "no bound");
    last = await inbox.next(20_000);
  }
  assert.equal(last.kind, "fault");
  assert.ok(taken() <= 4 * 65_536, `${taken()} bytes were taken`);
});

async function isQuiet(taken: () => number): Promise<boolean> {
  const before = taken();
  await new Promise((resolve) => setTimeout(resolve, 100));
  return taken() === before;
}

Deno.test("scan() ends with an outcome for every module of workers that talk nonsense", async () => {
  await using folder = await TemporaryFolder.make();
  const count = timesOf(200);
  for (let i = 0; i < count; i++) await makeBundle(folder, `${i}.vst3`);
  const outcomes = new Map<string, number>();
  const options = {
    version: "0.0.0",
    paths: [folder.path],
    jobs: 4,
    journal: NO_JOURNAL,
    environment: () => undefined,
    worker: fakeWorker("nonsense", String(SEED)),
    limits: PATIENT_LIMITS,
    confinement: { level: "off" as const, allowances: [] },
  };
  for await (const event of scan(options)) {
    if (event.event !== "module") continue;
    const { outcome, reason } = v.parse(scannedModuleSchema, event.module);
    const end = reason?.code ?? outcome;
    outcomes.set(end, (outcomes.get(end) ?? 0) + 1);
  }
  const ends = ["scanned", "crashed", "exited", "protocol-error", "load-error", "too-large"];
  const unknown = [...outcomes.keys()].filter((end) => !ends.includes(end));
  assert.deepEqual({ seed: SEED, unknown }, { seed: SEED, unknown: [] });
  assert.equal([...outcomes.values()].reduce((sum, n) => sum + n), count);
  assert.ok(outcomes.size > 1, "they all said the same");
});
