import assert from "node:assert/strict";
import { PROTOCOL_VERSION, type WorkerStart } from "../../src/worker/protocol.ts";
import { type OrderSource, readStart } from "../../src/worker/read_start.ts";

const START: WorkerStart = {
  type: "start",
  protocol: PROTOCOL_VERSION,
  shim: "/x/libpluginary.so",
  parentPid: 1,
  formats: ["vst3"],
  lv2Bundles: [],
  confinement: { level: "auto", readable: [], writable: [], overrides: [] },
};

/** Standard input that has these pieces, one per reading, and then ends. */
class FakeInput implements OrderSource {
  readonly #pieces: Uint8Array[];

  constructor(pieces: readonly string[]) {
    this.#pieces = pieces.map((piece) => new TextEncoder().encode(piece));
  }

  isTerminal(): boolean {
    return false;
  }

  readSync(into: Uint8Array): number | null {
    const piece = this.#pieces.shift();
    if (piece === undefined) return null;
    into.set(piece);
    return piece.byteLength;
  }
}

Deno.test("readStart() hands on what has come with the start message", () => {
  const text = `${JSON.stringify(START)}\nsecond\nthird, first half, `;
  const { start, lines } = readStart(new FakeInput([text, "second half\n"]));
  assert.deepEqual(start, START);
  assert.equal(lines.next(), "second");
  assert.equal(lines.next(), "third, first half, second half");
  assert.equal(lines.next(), undefined);
});

Deno.test("readStart() takes a message that comes in pieces", () => {
  const { start } = readStart(new FakeInput([...`${JSON.stringify(START)}\n`]));
  assert.deepEqual(start, START);
});

Deno.test("readStart() refuses a first line without an end", () => {
  const endless = new FakeInput(Array.from({ length: 1200 }, () => "x".repeat(60_000)));
  assert.throws(() => readStart(endless), /has no first line/);
});
