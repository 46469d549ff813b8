import assert from "node:assert/strict";
import fc from "fast-check";
import * as v from "valibot";
import { PluginaryError } from "../../src/model/pluginary_error.ts";
import { type ByteSource, LineReader } from "../../src/worker/line_reader.ts";
import {
  PROTOCOL_VERSION,
  type WorkerMessage,
  workerMessageSchema,
  workerRequestSchema,
  type WorkerStart,
} from "../../src/worker/protocol.ts";
import { readStart } from "../../src/worker/read_start.ts";
import { type PluginLoader, RequestError, serve } from "../../src/worker/serve.ts";
import { mutatedBytes, mutatedText, MUTATIONS } from "../support/mutation.ts";

const LIST = { type: "list", requestId: 7, format: "vst3", location: "/x/Fake.vst3", binary: "/x/Fake.so" };
const REQUESTS = [LIST, { ...LIST, type: "describe", nativeId: "ABCD" }, {
  ...LIST,
  type: "presets",
  nativeId: "ABCD",
  offset: 0,
  limit: 10,
}, {
  ...LIST,
  type: "state",
  nativeId: "ABCD",
  state: { format: "lv2", ports: { gain: 0.5 }, properties: [] },
  values: [{ id: "gain", text: "3 dB" }],
}, {
  ...LIST,
  type: "preset-files",
  files: ["/x/a.preset"],
}];
const HONEST = REQUESTS.map((request) => JSON.stringify(request) + "\n").join("");

/** Answers that are passed on as the shim's own text. */
const UNCHECKED: readonly string[] = ["described", "state", "preset-files"];

const START: WorkerStart = {
  type: "start",
  protocol: PROTOCOL_VERSION,
  shim: "/x/libpluginary.so",
  shimContent: { sha256: "ab", sizeBytes: 1 },
  parentPid: 1,
  formats: ["vst3"],
  lv2Bundles: ["/x/a.lv2"],
  confinement: {
    level: "auto",
    readable: ["/x"],
    writable: ["/y"],
    overrides: ["exec"],
    memory: 4e9,
    denials: "/y/denied",
    refusals: true,
  },
};

/** Small, so that lines which are too long are short. */
const MAXIMUM_BYTES = 2000;

const encoder = new TextEncoder();

/** What a scanner that is none, or of another version, may send. */
function spoiled(honest: string): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  const text = fc.oneof(
    { weight: 5, arbitrary: mutatedText(honest) },
    { weight: 1, arbitrary: fc.nat({ max: honest.length }).map((end) => honest.slice(0, end)) },
    { weight: 1, arbitrary: fc.nat({ max: 4000 }).map((depth) => "[".repeat(depth) + "\n") },
    { weight: 1, arbitrary: fc.jsonValue().map((value) => JSON.stringify(value) + "\n" + honest) },
    { weight: 1, arbitrary: fc.nat({ max: 3000 }).map((digits) => `{"requestId":1${"0".repeat(digits)}}\n`) },
  );
  return fc.oneof(
    { weight: 5, arbitrary: text.map((one) => encoder.encode(one)) },
    { weight: 3, arbitrary: mutatedBytes(encoder.encode(honest)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => new Uint8Array(bytes)) },
  );
}

/** Gives bytes in pieces of some length, as pipes do. */
function source(bytes: Uint8Array, step: number): ByteSource {
  let at = 0;
  return {
    readSync(into) {
      if (at >= bytes.length) return null;
      const part = bytes.subarray(at, at + Math.min(step, into.length));
      into.set(part);
      at += part.length;
      return part.length;
    },
  };
}

/** Notes what it was asked for, and answers with what a plugin made the shim say. */
function loaderOf(answer: unknown): PluginLoader & { readonly asked: unknown[] } {
  const asked: unknown[] = [];
  const take = (request: unknown) => {
    asked.push(request);
    return answer;
  };
  const takeText = (request: unknown) => JSON.stringify(take(request));
  return {
    asked,
    list: take,
    describeAsText: takeText,
    presets: take,
    stateAsText: takeText,
    presetFilesAsText: takeText,
    release: () => {},
  };
}

interface Conversation {
  readonly sent: readonly WorkerMessage[];
  readonly asked: readonly unknown[];
  readonly error: unknown;
}

/** Lets a worker's loop read all, however it ends. */
function listen(lines: LineReader, answer: unknown): Conversation {
  const sent: WorkerMessage[] = [];
  const loader = loaderOf(answer);
  try {
    serve({
      next: () => lines.next(),
      hasNext: () => lines.hasNext(),
      send: (text) => sent.push(...text.split("\n").map((line) => JSON.parse(line))),
      memoryBytes: () => 1,
    }, loader);
    return { sent, asked: loader.asked, error: undefined };
  } catch (error) {
    return { sent, asked: loader.asked, error };
  }
}

/** The requests before the first line that is none, by the schema alone. */
function requestsIn(bytes: Uint8Array): number {
  const lines = new TextDecoder().decode(bytes).split("\n").slice(0, -1);
  const end = lines.findIndex((line) => !isRequest(line));
  return end < 0 ? lines.length : end;
}

function isRequest(line: string): boolean {
  try {
    return encoder.encode(line).length <= MAXIMUM_BYTES && v.is(workerRequestSchema, JSON.parse(line));
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

Deno.test("serve() answers each request and ends in order at the first line that is none", () => {
  fc.assert(
    fc.property(spoiled(HONEST), fc.integer({ min: 1, max: 400 }), (bytes, step) => {
      const lines = new LineReader(source(bytes, step), MAXIMUM_BYTES);
      const { sent, asked, error } = listen(lines, { plugins: [] });
      assert.ok(error === undefined || error instanceof RequestError, String(error));
      for (const message of sent) {
        if (!UNCHECKED.includes(message.type)) v.parse(workerMessageSchema, message);
      }
      const entered = sent.filter(({ type }) => type === "entering");
      assert.equal(asked.length, entered.length, "it loads nothing for what is no request");
      // What is no UTF-8 is read differently here, where lines are cut apart as text.
      if (!new TextDecoder().decode(bytes).includes("\ufffd")) assert.equal(asked.length, requestsIn(bytes));
    }),
    { numRuns: MUTATIONS },
  );
});

// The scanner alone checks descriptions.
Deno.test("serve() hands on nothing of a list that is not what the protocol says", () => {
  fc.assert(
    fc.property(
      fc.jsonValue({ maxDepth: 4 }),
      fc.constantFrom("list", "presets"),
      (value, type) => {
        const answers = [value, { plugins: value }, { ...REQUESTS[1], buses: value, name: value }];
        for (const answer of answers) {
          const request = REQUESTS.find((request) => request.type === type);
          const lines = new LineReader(
            source(encoder.encode(JSON.stringify(request) + "\n"), 100),
            MAXIMUM_BYTES,
          );
          const { sent, error } = listen(lines, answer);
          assert.equal(error, undefined);
          assert.deepEqual(
            sent.map(({ type }) => type).filter((type) => type === "entering" || type === "idle"),
            [
              "entering",
              "idle",
            ],
          );
          for (const message of sent) v.parse(workerMessageSchema, message);
        }
      },
    ),
    { numRuns: MUTATIONS },
  );
});

Deno.test("readStart() takes a start message and refuses everything else", () => {
  const input = spoiled(JSON.stringify(START) + "\n" + HONEST);
  fc.assert(
    fc.property(input, fc.integer({ min: 1, max: 400 }), (bytes, step) => {
      try {
        const { start } = readStart({ ...source(bytes, step), isTerminal: () => false });
        assert.equal(start.protocol, PROTOCOL_VERSION);
      } catch (error) {
        assert.ok(error instanceof PluginaryError && error.code === "usage", String(error));
      }
    }),
    { numRuns: MUTATIONS },
  );
});
