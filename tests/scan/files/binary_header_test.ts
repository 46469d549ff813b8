import assert from "node:assert/strict";
import fc from "fast-check";
import { checkBinary, parseBinaryHeader } from "../../../src/scan/files/binary_header.ts";
import { elfLibrary } from "../../support/elf_library.ts";
import { mutatedBytes, MUTATIONS } from "../../support/mutation.ts";

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

function fatMachO64(...cpus: number[]): Uint8Array<ArrayBuffer> {
  return bytes(256, (view) => {
    view.setUint32(0, 0xcafebabf);
    view.setUint32(4, cpus.length);
    cpus.forEach((cpu, i) => view.setUint32(8 + i * 32, cpu));
  });
}

function thinMachO(cpu: number): Uint8Array<ArrayBuffer> {
  return bytes(64, (view) => {
    view.setUint32(0, 0xcffaedfe);
    view.setUint32(4, cpu, true);
  });
}

const OWN_KIND = { windows: "pe", darwin: "mach-o" }[Deno.build.os as string] ?? "elf";

/** Each architecture that plugins come for, as each system writes it. */
const HEADERS: [name: string, bytes: Uint8Array<ArrayBuffer>, kind: string, architectures: string[]][] = [
  ["ELF x86_64", elfLibrary({ machine: 62 }), "elf", ["x86_64"]],
  ["ELF aarch64", elfLibrary({ machine: 183 }), "elf", ["aarch64"]],
  ["ELF riscv64", elfLibrary({ machine: 243 }), "elf", ["riscv64"]],
  ["ELF i386", elfLibrary({ machine: 3, is64: false }), "elf", ["i386"]],
  ["ELF arm", elfLibrary({ machine: 40, is64: false }), "elf", ["arm"]],
  ["ELF x32, which has the number of x86_64", elfLibrary({ machine: 62, is64: false }), "elf", ["x32"]],
  ["ELF ppc64", elfLibrary({ machine: 21, isLittleEndian: false }), "elf", ["ppc64"]],
  ["ELF ppc64le", elfLibrary({ machine: 21 }), "elf", ["ppc64le"]],
  ["ELF of a machine without a name here", elfLibrary({ machine: 999 }), "elf", ["elf-machine-999"]],
  ["ELF that is cut off behind its machine", elfLibrary({ machine: 183 }).slice(0, 20), "elf", ["aarch64"]],
  ["PE x86_64", pe(0x8664), "pe", ["x86_64"]],
  ["PE aarch64", pe(0xaa64), "pe", ["aarch64"]],
  ["PE i386", pe(0x14c), "pe", ["i386"]],
  ["Mach-O x86_64", thinMachO(0x01000007), "mach-o", ["x86_64"]],
  ["Mach-O aarch64", thinMachO(0x0100000c), "mach-o", ["aarch64"]],
  ["Mach-O i386", thinMachO(7), "mach-o", ["i386"]],
  ["fat Mach-O", fatMachO(0x01000007, 0x0100000c), "mach-o", ["x86_64", "aarch64"]],
  ["fat Mach-O of 64 bits", fatMachO64(0x01000007, 0x0100000c), "mach-o", ["x86_64", "aarch64"]],
];

for (const [name, bytes, kind, architectures] of HEADERS) {
  Deno.test(`parseBinaryHeader() recognises ${name}`, () => {
    const header = parseBinaryHeader(bytes);
    assert.equal(header?.kind, kind);
    assert.deepEqual(header?.architectures, architectures);
  });

  Deno.test(`checkBinary() says what ${name} is made for, or finds nothing wrong`, () => {
    const problem = checkBinary({ header: parseBinaryHeader(bytes), sizeBytes: 1_000_000 });
    const isOwn = kind === OWN_KIND && architectures.includes(Deno.build.arch);
    if (isOwn) return assert.equal(problem, undefined);
    assert.equal(problem?.code, kind === OWN_KIND ? "wrong-architecture" : "other-system");
    for (const architecture of architectures) assert.match(problem.message, new RegExp(architecture));
  });
}

Deno.test("checkBinary() tells a program from a library", () => {
  const header = parseBinaryHeader(elfLibrary({ type: 2 }));
  if (OWN_KIND === "elf") assert.equal(checkBinary({ header, sizeBytes: 1e6 })?.code, "not-a-module");
});

Deno.test("checkBinary() tells a library that is cut off", () => {
  const library = elfLibrary({ symbols: ["ladspa_descriptor"] });
  const header = parseBinaryHeader(library);
  if (OWN_KIND !== "elf") return;
  assert.equal(checkBinary({ header, sizeBytes: library.length }), undefined);
  assert.equal(checkBinary({ header, sizeBytes: library.length - 1 })?.code, "load-error");
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

Deno.test("parseBinaryHeader() survives headers with errors in them", () => {
  for (const [, bytes] of HEADERS) {
    fc.assert(
      fc.property(mutatedBytes(bytes), (mutated) => {
        checkBinary({ header: parseBinaryHeader(mutated), sizeBytes: mutated.length });
      }),
      { numRuns: Math.ceil(MUTATIONS / HEADERS.length) },
    );
  }
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
