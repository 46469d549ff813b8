import assert from "node:assert/strict";
import fc from "fast-check";
import { zipSync } from "fflate/browser";
import { bytesAsSource } from "../../../src/file_formats/byte_source.ts";
import type { FileFault } from "../../../src/file_formats/file_format_error.ts";
import { ZipReader } from "../../../src/file_formats/packed/zip_reader.ts";
import { timesOf } from "../../support/counts.ts";
import { missingCommands } from "../../support/missing_commands.ts";
import { SEED } from "../../support/seed.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";
import { faultOf } from "../support/fault_of.ts";

const MOST = 1024 * 1024;

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Reads all files of an archive. */
function readAll(bytes: Uint8Array<ArrayBuffer>): Map<string, Uint8Array> {
  const archive = ZipReader.open(bytesAsSource(bytes));
  const files = [...archive.entries.values()].filter(({ isFolder }) => !isFolder);
  return new Map(files.map((entry) => [entry.name, archive.bytes(entry, MOST)]));
}

function zipped(files: Record<string, Uint8Array>, options: Parameters<typeof zipSync>[1] = {}) {
  return new Uint8Array(zipSync(files, options));
}

const ARCHIVE = zipped({
  "project.xml": bytesOf("<Project/>".repeat(40)),
  "plugins/a.fxp": bytesOf("state"),
});

/** Where the directory's part for the first file begins. */
const DIRECTORY = ARCHIVE.findIndex((_, at) =>
  new DataView(ARCHIVE.buffer).getUint32(at, true) === 0x02014b50
);

function changed(at: number, ...values: number[]): Uint8Array<ArrayBuffer> {
  const copy = ARCHIVE.slice();
  copy.set(values, at);
  return copy;
}

Deno.test("ZipReader reads what other programs have packed or stored", () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}(\/[a-zé]{1,8}){0,2}\.x$/), { minLength: 1 });
  fc.assert(
    fc.property(
      names,
      fc.array(fc.uint8Array({ maxLength: 400 })),
      fc.constantFrom(0, 6),
      (names, contents, level) => {
        const files = names.map((name, index) => [name, new Uint8Array(contents[index] ?? [])] as const);
        const read = readAll(zipped(Object.fromEntries(files), { level: level as 0 | 6 }));
        assert.deepEqual(
          [...read].map(([name, bytes]) => [name, [...bytes]]),
          files.map(([n, b]) => [n, [...b]]),
        );
      },
    ),
    { seed: SEED, numRuns: timesOf(1000) },
  );
});

const WITHOUT_PYTHON = missingCommands("python3");

Deno.test(
  `ZipReader reads an archive of Python's, with a comment and sizes of 64 bits${WITHOUT_PYTHON}`,
  { ignore: WITHOUT_PYTHON !== "" },
  async () => {
    await using folder = await TemporaryFolder.make();
    const path = folder.join("a.zip");
    const program = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as archive:
    archive.comment = b"PK\\x05\\x06 is not the end"
    with archive.open("large.txt", "w", force_zip64=True) as file: file.write(b"x" * 5000)
    archive.writestr("folder/", "")
`;
    const { success } = await new Deno.Command("python3", { args: ["-c", program, path] }).output();
    assert.ok(success);
    const read = readAll(Deno.readFileSync(path));
    assert.deepEqual([...read.keys()], ["large.txt"]);
    assert.equal(read.get("large.txt")?.length, 5000);
  },
);

Deno.test("ZipReader refuses names that lead out of the archive", () => {
  for (const name of ["../a", "a/../../b", "/etc/passwd", "C:\\a", "..\\a", "a//b", "./a", "a\nb", "a/./b"]) {
    assert.equal(faultOf(() => readAll(zipped({ [name]: bytesOf("x") }))), "invalid", name);
  }
});

Deno.test("ZipReader refuses archives that are made to harm", () => {
  const zeros = new Uint8Array(8 * MOST);
  const bomb = zipped({ "zeros.xml": zeros }, { level: 9 });
  const link = zipped({
    "plugins/link": [bytesOf("/etc/passwd"), { os: 3, attrs: 0o120777 << 16 }] as never,
  });
  const twice = ARCHIVE.slice();
  // The second file of the directory gets the place of the first one.
  const second = DIRECTORY + 46 + "project.xml".length;
  twice.set([0, 0, 0, 0], second + 42);
  const cases: [string, Uint8Array<ArrayBuffer>, FileFault][] = [
    ["zeros that unpack to more than is taken", bomb, "too-large"],
    ["a link", link, "unsupported"],
    ["two files with the same bytes", twice, "invalid"],
    ["an encrypted file", changed(DIRECTORY + 8, 1), "unsupported"],
    ["an unknown method", changed(DIRECTORY + 10, 14), "unsupported"],
    ["a wrong checksum", changed(DIRECTORY + 16, 1, 2, 3, 4), "invalid"],
    ["a size that is too large", changed(DIRECTORY + 24, 0xff, 0xff, 0xff, 0x7f), "too-large"],
    ["packed bytes beyond the directory", changed(DIRECTORY + 20, 0xff, 0xff, 0, 0), "truncated"],
    ["more files than there are", changed(ARCHIVE.length - 14, 0xff, 0xff, 0xff, 0xff), "invalid"],
    ["a part of several", changed(ARCHIVE.length - 18, 1), "unsupported"],
    ["a picture", bytesOf("\x89PNG".padEnd(200)), "invalid"],
  ];
  for (const [what, bytes, fault] of cases) assert.equal(faultOf(() => readAll(bytes)), fault, what);
});

Deno.test("ZipReader refuses two files of one name", () => {
  const bytes = zipped({ "a.xml": bytesOf("one"), "b.xml": bytesOf("two") });
  for (let at = 0; at < bytes.length; at++) {
    if (new TextDecoder().decode(bytes.subarray(at, at + 5)) === "b.xml") bytes[at] = "a".charCodeAt(0);
  }
  assert.equal(faultOf(() => readAll(bytes)), "invalid");
});

Deno.test("an archive that is cut off anywhere is refused", () => {
  assert.equal(faultOf(() => readAll(ARCHIVE)), undefined);
  for (let length = 0; length < ARCHIVE.length; length++) {
    assert.notEqual(faultOf(() => readAll(ARCHIVE.slice(0, length))), undefined, `${length} bytes`);
  }
});

Deno.test("an archive with wrong bytes is read, or refused", () => {
  const places = fc.array(fc.tuple(fc.nat(ARCHIVE.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(places, (changes) => {
      const copy = ARCHIVE.slice();
      for (const [at, value] of changes) copy[at] = value;
      faultOf(() => readAll(copy));
    }),
    { seed: SEED, numRuns: timesOf(20_000) },
  );
});
