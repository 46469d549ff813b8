import assert from "node:assert/strict";
import { STATUS } from "../../ffi/status.ts";
import { SYMBOLS } from "../../ffi/symbols.ts";
import { ABI_VERSION } from "../../src/model/abi_version.ts";
import { PluginaryError } from "../../src/model/pluginary_error.ts";
import { findShim } from "../../src/scan/shim/shim.ts";
import { parseElf } from "./support/elf_file.ts";
import { type CFunction, parseHeader } from "./support/c_header.ts";

const HEADER = await Deno.readTextFile(new URL("../../native/include/pluginary.h", import.meta.url));
const API = "PLUGINARY_API";

/** What Deno calls the C types of the header; every pointer is a buffer of the caller. */
const FFI_TYPES: Record<string, string> = {
  "const char*": "buffer",
  "const uint8_t*": "buffer",
  "uint8_t*": "buffer",
  "int32_t": "i32",
  "int64_t": "i64",
  "void": "void",
};

/** The GNU C library in its parts, and what Deno itself needs. */
const ALLOWED_LIBRARIES = /^(libc|libm|libdl|librt|libpthread|ld-linux-[\w-]+|libgcc_s)\.so\.\d+$/;

function ffiType(type: string): string {
  const known = FFI_TYPES[type];
  assert.ok(known !== undefined, `Deno has no type for "${type}"`);
  return known;
}

function ffiDeclaration({ name, result, parameters }: CFunction): unknown {
  return { name, result: ffiType(result), parameters: parameters.map(({ type }) => ffiType(type)) };
}

function readShim(): ReturnType<typeof parseElf> {
  return parseElf(Deno.readFileSync(shim!));
}

function builtShim(): string | undefined {
  try {
    return findShim((name) => Deno.env.get(name));
  } catch (error) {
    if (error instanceof PluginaryError) return undefined;
    throw error;
  }
}

const shim = builtShim();
const ignore = shim === undefined || Deno.build.os !== "linux";

Deno.test("SYMBOLS has the functions of pluginary.h, in its order and with its types", () => {
  const declared = parseHeader(HEADER, API).functions.map(ffiDeclaration);
  const bound = Object.entries(SYMBOLS).map(([name, { result, parameters }]) => ({
    name,
    result,
    parameters,
  }));
  assert.deepEqual(bound, declared);
});

Deno.test("STATUS has the statuses of pluginary.h, in its order and with its numbers", () => {
  const { enumerators } = parseHeader(HEADER, API);
  const declared = Object.entries(enumerators).map((
    [name, value],
  ) => [name.replace(/^PLUGINARY_/, ""), value]);
  assert.deepEqual(Object.entries(STATUS), declared);
});

Deno.test("ABI_VERSION is the one of pluginary.h", () => {
  assert.equal(parseHeader(HEADER, API).numbers["PLUGINARY_ABI_VERSION"], ABI_VERSION);
});

Deno.test("pluginary.h documents the thread of every function", () => {
  const { functions } = parseHeader(HEADER, API);
  assert.equal(HEADER.split("[main-thread]\n*/").length - 1, functions.length);
});

Deno.test("parseHeader() refuses what it does not understand", () => {
  assert.throws(() => parseHeader("API int32_t f(int a[3]);", "API"), SyntaxError);
  assert.throws(() => parseHeader("int32_t f(void);", "API"), SyntaxError);
  assert.throws(() => parseHeader("API int32_t f(void)", "API"), SyntaxError);
});

Deno.test({
  name: "The shim library exports the functions of pluginary.h and nothing else",
  ignore,
  fn() {
    const declared = parseHeader(HEADER, API).functions.map(({ name }) => name);
    assert.deepEqual(readShim().exports, declared.sort());
  },
});

Deno.test({
  name: "The shim library needs the C library and libgcc only",
  ignore,
  fn() {
    assert.deepEqual(readShim().needed.filter((name) => !ALLOWED_LIBRARIES.test(name)), []);
  },
});

Deno.test({
  name: "The shim library stays below 8 MB",
  ignore,
  fn() {
    assert.ok(Deno.statSync(shim!).size < 8_000_000);
  },
});
