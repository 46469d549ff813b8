import { projectPath } from "../../project_path.ts";

/** A fixture to copy, with the texts that make a copy a plugin of its own. */
interface Fixture {
  readonly file: string;
  /** The module's path for a number, and the file in it. */
  readonly path: (number: number) => string;
  /** Texts in the file that end in the copy's number, cut to the same length. */
  readonly texts: readonly string[];
  /** Words of the file's class ids, as the processor stores them. */
  readonly words: readonly number[];
}

const CLAP: Fixture = {
  file: "clap/good.clap",
  // This fixture loads under no other name.
  path: (number) => `clap/module ${number}/good.clap`,
  texts: ["fixture.", "Fixture ", "Host Check"],
  words: [],
};

const LADSPA: Fixture = {
  file: "ladspa/good.so",
  path: (number) => `ladspa/module_${number}.so`,
  texts: ["every_hint", "Every Hint", "same_id", "nameless", "empty_name", "Same Id"],
  words: [],
};

const VST3: Fixture = {
  file: "vst3/good.vst3/Contents/x86_64-linux/good.so",
  path: (number) => `vst3/module ${number}.vst3/Contents/x86_64-linux/module ${number}.so`,
  texts: ["Fixture "],
  words: [0x706C7567],
};

/** Cheap formats have many small modules on real machines as well. */
const MIX = [...Array(9).fill(LADSPA), ...Array(9).fill(CLAP), VST3, VST3] as readonly Fixture[];

/** Why no modules can be made here; empty where they can. */
export function missingFixtures(): string {
  for (const { file } of [CLAP, LADSPA, VST3]) {
    const path = fixturePath(file);
    try {
      Deno.statSync(path);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return `there is no ${path}; "deno task test" builds it`;
      throw error;
    }
  }
  return "";
}

/**
 * Writes modules that can be loaded: copies of three small fixtures, each with
 * ids, names and a fingerprint of its own.
 *
 * @returns The files, in the order of their numbers.
 */
export async function writeModules(folder: string, count: number): Promise<string[]> {
  const contents = new Map<Fixture, Uint8Array>();
  for (const fixture of [CLAP, LADSPA, VST3]) {
    contents.set(fixture, await Deno.readFile(fixturePath(fixture.file)));
  }
  const files: string[] = [];
  for (let number = 0; number < count; number++) {
    const fixture = MIX[number % MIX.length]!;
    const file = `${folder}/${fixture.path(number)}`;
    await Deno.mkdir(file.slice(0, file.lastIndexOf("/")), { recursive: true });
    await Deno.writeFile(file, numbered(contents.get(fixture)!, fixture, number), { mode: 0o755 });
    files.push(file);
  }
  return files;
}

/** Changes the content of a module without breaking it: loaders ignore bytes after the last section. */
export async function touchModule(file: string): Promise<void> {
  await Deno.writeFile(file, new Uint8Array(1), { append: true });
}

function numbered(content: Uint8Array, { texts, words }: Fixture, number: number): Uint8Array<ArrayBuffer> {
  const copy = Uint8Array.from(content);
  for (const text of texts) replaceAll(copy, new TextEncoder().encode(text), numberedText(text, number));
  for (const word of words) replaceAll(copy, wordBytes(word), wordBytes((word & 0xFF000000 | number) >>> 0));
  return copy;
}

/** The first letter, the number, and the last character where that separates words. */
function numberedText(text: string, number: number): Uint8Array {
  const end = /[. ]$/.test(text) ? text.at(-1)! : "";
  const digits = String(number).padStart(text.length - 1 - end.length, "0");
  return new TextEncoder().encode(`${text[0]}${digits}${end}`);
}

function wordBytes(word: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, word, true);
  return bytes;
}

function replaceAll(content: Uint8Array, from: Uint8Array, to: Uint8Array): void {
  if (from.length !== to.length) throw new Error("A file keeps its length");
  let at = -1;
  while ((at = indexOf(content, from, at + 1)) >= 0) content.set(to, at);
}

function indexOf(content: Uint8Array, wanted: Uint8Array, from: number): number {
  for (let at = content.indexOf(wanted[0]!, from); at >= 0; at = content.indexOf(wanted[0]!, at + 1)) {
    if (wanted.every((byte, i) => content[at + i] === byte)) return at;
  }
  return -1;
}

function fixturePath(file: string): string {
  return projectPath(`build/fixtures/${file}`);
}
