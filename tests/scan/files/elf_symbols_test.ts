import assert from "node:assert/strict";
import fc from "fast-check";
import { definedSymbols } from "../../../src/scan/files/elf_symbols.ts";
import { FileWindow } from "../../../src/scan/files/file_window.ts";
import { elfLibrary, type ElfOptions } from "../../support/elf_library.ts";
import { mutatedBytes, MUTATIONS } from "../../support/mutation.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

const WANTED = ["ladspa_descriptor", "VSTPluginMain"];

function symbolsOf(bytes: Uint8Array<ArrayBuffer>): string[] | undefined {
  const read = (offset: number, length: number) => bytes.subarray(offset, offset + length);
  const symbols = definedSymbols({ read }, WANTED);
  return symbols === undefined ? undefined : [...symbols].sort();
}

const LAYOUTS: [name: string, options: ElfOptions][] = [
  ["of 64 bits", {}],
  ["of 32 bits", { is64: false, machine: 3 }],
  ["with the highest byte first", { isLittleEndian: false, machine: 21 }],
  ["of 32 bits with the highest byte first", { is64: false, isLittleEndian: false, machine: 20 }],
  ["with the older hash table", { hash: "sysv" }],
];

for (const [name, options] of LAYOUTS) {
  Deno.test(`definedSymbols() finds what a library ${name} defines, and not what it imports`, () => {
    const symbols = ["first", "ladspa_descriptor", "ladspa_descriptor_2", "last"];
    const library = elfLibrary({ ...options, symbols, imports: ["VSTPluginMain", "malloc"] });
    assert.deepEqual(symbolsOf(library), ["ladspa_descriptor"]);
  });
}

Deno.test("definedSymbols() finds nothing in a library that defines nothing", () => {
  assert.deepEqual(symbolsOf(elfLibrary({ symbols: [], imports: ["ladspa_descriptor"] })), []);
});

Deno.test("definedSymbols() says nothing of programs, other files and libraries without a hash table", () => {
  const symbols = ["ladspa_descriptor"];
  assert.equal(symbolsOf(elfLibrary({ symbols, hasInterpreter: true })), undefined);
  assert.equal(symbolsOf(elfLibrary({ symbols, hash: "none" })), undefined);
  assert.equal(symbolsOf(new TextEncoder().encode("I am a text, not a library of any kind")), undefined);
  assert.equal(symbolsOf(new Uint8Array(0)), undefined);
});

Deno.test("definedSymbols() survives libraries with errors in them", () => {
  const library = elfLibrary({ symbols: ["ladspa_descriptor", "another"], imports: ["malloc"] });
  fc.assert(
    fc.property(mutatedBytes(library), (bytes) => {
      const symbols = symbolsOf(bytes);
      assert.ok(symbols === undefined || symbols.every((name) => WANTED.includes(name)));
    }),
    { numRuns: MUTATIONS },
  );
});

Deno.test("definedSymbols() ends where a hash table's chain does not", () => {
  const library = elfLibrary({ symbols: Array.from({ length: 900 }, (_, i) => `s${i}`) });
  const last = library.lastIndexOf(1, library.length - 0x60);
  library[last] = 2;
  assert.doesNotThrow(() => symbolsOf(library));
});

Deno.test("definedSymbols() does not follow a chain through the hole of a huge file", () => {
  const library = elfLibrary({ symbols: ["ladspa_descriptor"], machine: 62 });
  const view = new DataView(library.buffer);
  // The segment goes on for a TiB, and the only bucket's chain begins in it, far behind the library.
  view.setBigUint64(64 + 32, 2n ** 40n, true);
  const tag = library.findIndex((_, at) =>
    at + 4 <= library.length && view.getUint32(at, true) === 0x6ffffef5
  );
  const table = Number(view.getBigUint64(tag + 8, true)) - 0x10000;
  view.setUint32(table + 16 + view.getUint32(table + 8, true) * 8, 1_000_000, true);
  let bytesRead = 0;
  const read = (offset: number, length: number) => {
    bytesRead += length;
    const bytes = new Uint8Array(length);
    bytes.set(library.subarray(offset, offset + length));
    if (bytesRead > 2 ** 27) throw new Error("It does not end");
    return bytes;
  };
  assert.equal(definedSymbols({ read }, WANTED), undefined);
});

Deno.test("FileWindow reads what lies behind its window", async () => {
  await using folder = await TemporaryFolder.make();
  const bytes = Uint8Array.from({ length: 200_000 }, (_, i) => i % 251);
  using file = FileWindow.open(await folder.write("large", bytes));
  assert.equal(file.size, 200_000);
  assert.deepEqual(file.read(10, 4), bytes.slice(10, 14));
  assert.deepEqual(file.read(150_000, 4), bytes.slice(150_000, 150_004));
  assert.deepEqual(file.read(65_534, 4), bytes.slice(65_534, 65_538));
  assert.equal(file.read(199_999, 10).byteLength, 1);
  assert.equal(file.read(300_000, 10).byteLength, 0);
});
