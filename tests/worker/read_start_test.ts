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

/** Standard input that has these pieces, one per reading, and then ends or says nothing any more. */
class FakeInput implements OrderSource {
  readonly #pieces: Uint8Array[];
  readonly #isSilent: boolean;

  constructor(pieces: readonly string[], options: { isSilent?: boolean } = {}) {
    this.#pieces = pieces.map((piece) => new TextEncoder().encode(piece));
    this.#isSilent = options.isSilent ?? false;
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

  async read(into: Uint8Array): Promise<number | null> {
    if (this.#pieces.length === 0 && this.#isSilent) return await new Promise(() => {});
    return this.readSync(into);
  }
}

Deno.test("readStart() hands on what has come with the start message", async () => {
  const text = `${JSON.stringify(START)}\nsecond\nthird, first half, `;
  const { start, lines } = await readStart(new FakeInput([text, "second half\n"]));
  assert.deepEqual(start, START);
  assert.equal(lines.next(), "second");
  assert.equal(lines.next(), "third, first half, second half");
  assert.equal(lines.next(), undefined);
});

Deno.test("readStart() takes a message that comes in pieces", async () => {
  const { start } = await readStart(new FakeInput([...`${JSON.stringify(START)}\n`]));
  assert.deepEqual(start, START);
});

Deno.test("readStart() refuses an input that says nothing", async () => {
  await assert.rejects(readStart(new FakeInput([], { isSilent: true }), 20), /says nothing/);
  await assert.rejects(readStart(new FakeInput(['{"type":'], { isSilent: true }), 20), /says nothing/);
});

Deno.test("readStart() refuses a first line without an end", async () => {
  const endless = new FakeInput(Array.from({ length: 200 }, () => "x".repeat(60_000)));
  await assert.rejects(readStart(endless), /has no first line/);
});
