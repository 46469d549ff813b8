import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { gzipSync as gzip } from "fflate/browser";
import { bytesAsSource, type ByteSource, joined } from "../../../src/file_formats/byte_source.ts";
import type { FileFault } from "../../../src/file_formats/file_format_error.ts";
import { crc32 } from "../../../src/file_formats/packed/crc32.ts";
import { gunzip } from "../../../src/file_formats/packed/gunzip.ts";
import { timesOf } from "../../support/counts.ts";
import { SEED } from "../../support/seed.ts";
import { faultOf } from "../support/fault_of.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const unpacked = (bytes: Uint8Array<ArrayBuffer>) => joined(gunzip(bytesAsSource(bytes)));

/** With a name, so that all parts of the header are there. */
const FILE = new Uint8Array(gzip(bytesOf("<Ableton/>".repeat(50)), { filename: "rack.adg", mtime: 0 }));

Deno.test("crc32() is that of the standard", () => {
  assert.equal(crc32(bytesOf("123456789")), 0xcbf43926);
  assert.equal(crc32(bytesOf("6789"), crc32(bytesOf("12345"))), 0xcbf43926);
});

Deno.test("gunzip() unpacks what others have packed", async () => {
  const samples = fc.tuple(fc.uint8Array({ maxLength: 3000 }), fc.nat(40), fc.constantFrom(0, 1, 6, 9));
  await fc.assert(
    fc.asyncProperty(samples, async ([piece, times, level]) => {
      const bytes = new Uint8Array(piece.length * times);
      for (let at = 0; at < times; at++) bytes.set(piece, at * piece.length);
      assert.deepEqual(unpacked(new Uint8Array(gzip(bytes, { level: level as 0 | 1 | 6 | 9 }))), bytes);
      const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
      assert.deepEqual(unpacked(await new Response(stream).bytes()), bytes);
    }),
    { seed: SEED, numRuns: timesOf(500) },
  );
});

Deno.test("gunzip() skips all parts of a header", () => {
  const plain = gzip(bytesOf("text"), { mtime: 0 });
  const extra = [3, 0, 1, 2, 3];
  const texts = [...bytesOf("name\0comment\0"), 9, 9];
  const bytes = Uint8Array.from([
    ...plain.subarray(0, 3),
    2 | 4 | 8 | 16,
    ...plain.subarray(4, 10),
    ...extra,
    ...texts,
    ...plain.subarray(10),
  ]);
  assert.equal(new TextDecoder().decode(unpacked(bytes)), "text");
});

Deno.test("gunzip() refuses what it should not unpack", () => {
  const changed = (at: number, value: number) => FILE.with(at, value);
  const twice = Uint8Array.from([...FILE, ...gzip(bytesOf("more"))]);
  const cases: [string, Uint8Array<ArrayBuffer>, FileFault][] = [
    ["text", bytesOf("<Ableton/>".padEnd(40)), "invalid"],
    ["another method", changed(2, 7), "unsupported"],
    ["an unknown flag", changed(3, 0x80), "unsupported"],
    [
      "a name without an end",
      Uint8Array.from([...FILE.subarray(0, 10), ...new Uint8Array(70_000).fill(65)]),
      "invalid",
    ],
    ["a wrong checksum", changed(FILE.length - 5, FILE.at(-5)! ^ 1), "truncated"],
    ["a wrong size", changed(FILE.length - 1, 1), "truncated"],
    ["two members", twice, "truncated"],
    [
      "rubbish behind the end",
      Uint8Array.from([...FILE.subarray(0, -8), ...new Uint8Array(90_000)]),
      "invalid",
    ],
  ];
  for (const [what, bytes, fault] of cases) assert.equal(faultOf(() => unpacked(bytes)), fault, what);
});

Deno.test("gunzip() stops at the bound of a bomb, in little memory", () => {
  const bomb = new Uint8Array(gzipSync(new Uint8Array(100 * 1024 * 1024)));
  assert.ok(bomb.length < 150_000);
  let largest = 0;
  let total = 0;
  const fault = faultOf(() => {
    for (const { length } of gunzip(bytesAsSource(bomb))) {
      largest = Math.max(largest, length);
      total += length;
    }
  });
  assert.equal(fault, "too-large");
  assert.ok(largest <= 9 * 1024 * 1024, `a piece of ${largest} bytes`);
  assert.ok(total <= 64 * 1024 * 1024, `${total} bytes`);
});

Deno.test("gunzip() reads a source that gives fewer bytes than it states", () => {
  const short: ByteSource = {
    size: FILE.length + 1000,
    read: (at, length) => FILE.subarray(at, at + length),
  };
  assert.equal(faultOf(() => joined(gunzip(short))), "truncated");
});

Deno.test("a gzip file that is cut off anywhere is refused", () => {
  assert.equal(faultOf(() => unpacked(FILE)), undefined);
  for (let length = 0; length < FILE.length; length++) {
    assert.notEqual(faultOf(() => unpacked(FILE.slice(0, length))), undefined, `${length} bytes`);
  }
});

Deno.test("a gzip file with wrong bytes is read, or refused", () => {
  const places = fc.array(fc.tuple(fc.nat(FILE.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(places, (changes) => {
      const copy = FILE.slice();
      for (const [at, value] of changes) copy[at] = value;
      faultOf(() => unpacked(copy));
    }),
    { seed: SEED, numRuns: timesOf(20_000) },
  );
});
