import assert from "node:assert/strict";
import { bytesAsSource } from "../../../src/file_formats/byte_source.ts";
import { FileFormatError } from "../../../src/file_formats/file_format_error.ts";
import { readProjectSource } from "../../../src/file_formats/projects/read_project.ts";
import { LMMS_PROJECT, QTRACTOR_SESSION, REAPER_PROJECT, text } from "./support/project_files.ts";

type Bytes = Uint8Array<ArrayBuffer>;

function tracksIn(bytes: Bytes): string[] {
  return [...new Set(readProjectSource(bytesAsSource(bytes)).plugins.flatMap(({ tracks }) => tracks))];
}

/** Text of which each character is one byte. */
function narrow(content: string): Bytes {
  return Uint8Array.from(content, (char) => char.charCodeAt(0));
}

function utf16(content: string, isLittleEndian: boolean): Bytes {
  const bytes = new Uint8Array(2 + content.length * 2);
  const view = new DataView(bytes.buffer);
  [...`\ufeff${content}`].forEach((char, index) =>
    view.setUint16(index * 2, char.charCodeAt(0), isLittleEndian)
  );
  return bytes;
}

const SONG = REAPER_PROJECT.replace("Lead vox", "Chör");

Deno.test("readProject() reads projects of REAPER in UTF-8, UTF-16 and Windows-1252", () => {
  const expected = ["Master", "Chör"];
  assert.deepEqual(tracksIn(text(SONG)), expected);
  assert.deepEqual(tracksIn(text(`\ufeff${SONG}`)), expected);
  assert.deepEqual(tracksIn(utf16(SONG, true)), expected);
  assert.deepEqual(tracksIn(utf16(SONG, false)), expected);
  assert.deepEqual(tracksIn(narrow(SONG)), expected);
  assert.deepEqual(tracksIn(narrow(SONG.replaceAll("\n", "\r\n"))), expected);
});

Deno.test("readProject() tells the encoding of each line of a project of REAPER", () => {
  const [before, after] = SONG.split("NAME kick.wav") as [string, string];
  const added = `<TRACK\nNAME Bläser\n<FXCHAIN\n<CLAP "CLAP: A" a ""\n>\n>\n>\n`;
  const bytes = Uint8Array.from([
    ...text(before),
    ...text(after.trimEnd().slice(0, -1)),
    ...narrow(added),
    62,
  ]);
  assert.deepEqual(tracksIn(bytes), ["Master", "Chör", "Bläser"]);
});

Deno.test("readProject() reads XML in the encoding that it states", () => {
  const session = QTRACTOR_SESSION.replace('name="Bass"', 'name="Bläser"');
  const stated = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?>${session}`;
  assert.deepEqual(tracksIn(narrow(stated("ISO-8859-1"))), ["Bläser"]);
  assert.deepEqual(tracksIn(narrow(stated("windows-1252"))), ["Bläser"]);
  assert.deepEqual(tracksIn(utf16(stated("UTF-16"), true)), ["Bläser"]);
  assert.deepEqual(tracksIn(utf16(stated("UTF-16"), false)), ["Bläser"]);
  // Some libraries state UTF-16 in what they write in UTF-8.
  assert.deepEqual(tracksIn(text(stated("utf-16"))), ["Bläser"]);
});

Deno.test("readProject() refuses XML whose encoding is unknown, or not the one that it states", () => {
  const refused = (content: Bytes, fault: string, message: RegExp) =>
    assert.throws(() => tracksIn(content), (error: unknown) => {
      assert.ok(error instanceof FileFormatError);
      assert.equal(error.fault, fault);
      assert.match(error.message, message);
      return true;
    });
  const project = LMMS_PROJECT.replace('name="Bass"', 'name="Bläser"');
  refused(narrow(project), "invalid", /^is XML with bytes that are not utf-8 text$/);
  refused(
    text(project.replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="EBCDIC-7"?>')),
    "unsupported",
    /^is XML in an unknown encoding, "EBCDIC-7"$/,
  );
});
