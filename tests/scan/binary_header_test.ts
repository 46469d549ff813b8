import assert from "node:assert/strict";
import fc from "fast-check";
import { parseBinaryHeader } from "../../src/scan/binary_header.ts";
import { elfHeader } from "../support/bundles.ts";

function bytes(size: number, write: (view: DataView) => void): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(size));
  write(view);
  return new Uint8Array(view.buffer);
}

function pe(machine: number): Uint8Array<ArrayBuffer> {
  return bytes(256, (view) => {
    view.setUint16(0, 0x4d5a);
    view.setUint32(0x3c, 128, true);
    view.setUint32(128, 0x50450000);
    view.setUint16(132, machine, true);
  });
}

function fatMachO(...cpus: number[]): Uint8Array<ArrayBuffer> {
  return bytes(256, (view) => {
    view.setUint32(0, 0xcafebabe);
    view.setUint32(4, cpus.length);
    cpus.forEach((cpu, i) => view.setUint32(8 + i * 20, cpu));
  });
}

Deno.test("parseBinaryHeader() names the architecture of each kind of library", () => {
  const thin = bytes(64, (view) => {
    view.setUint32(0, 0xcffaedfe);
    view.setUint32(4, 0x0100000c, true);
  });
  const cases: [Uint8Array<ArrayBuffer>, string, string[]][] = [
    [elfHeader("x86_64") as Uint8Array<ArrayBuffer>, "elf", ["x86_64"]],
    [elfHeader("aarch64") as Uint8Array<ArrayBuffer>, "elf", ["aarch64"]],
    [pe(0x8664), "pe", ["x86_64"]],
    [pe(0xaa64), "pe", ["aarch64"]],
    [pe(0x14c), "pe", ["i386"]],
    [thin, "mach-o", ["aarch64"]],
    [fatMachO(0x01000007, 0x0100000c), "mach-o", ["x86_64", "aarch64"]],
  ];
  for (const [header, kind, architectures] of cases) {
    const parsed = parseBinaryHeader(header);
    assert.equal(parsed?.kind, kind);
    assert.deepEqual(parsed?.architectures, architectures);
  }
});

Deno.test("parseBinaryHeader() takes a Java class file for no fat library", () => {
  assert.equal(
    parseBinaryHeader(bytes(64, (view) => {
      view.setUint32(0, 0xcafebabe);
      view.setUint32(4, 65);
    })),
    undefined,
  );
});

Deno.test("parseBinaryHeader() never throws, whatever the bytes", () => {
  const magics = [0x7f454c46, 0x4d5a9000, 0xcafebabe, 0xcafebabf, 0xfeedface, 0xcffaedfe];
  const anyBytes = fc.uint8Array({ maxLength: 512 });
  fc.assert(fc.property(anyBytes, fc.constantFrom(0, ...magics), (random, magic) => {
    const header = new Uint8Array(random);
    if (magic !== 0 && header.length >= 4) new DataView(header.buffer).setUint32(0, magic);
    const parsed = parseBinaryHeader(header);
    assert.ok(parsed === undefined || parsed.architectures.length > 0);
  }));
});
