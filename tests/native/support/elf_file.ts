// Sizes and offsets of 64-bit little-endian ELF, from the specification's "Object
// Files" chapter.
const SECTION_DYNAMIC = 6;
const SECTION_DYNSYM = 11;
const SYMBOL_SIZE = 24;
const DYNAMIC_SIZE = 16;
const DT_NEEDED = 1n;
const UNDEFINED_SECTION = 0;

/** What a shared library gives and wants when it is loaded. */
export interface ElfFile {
  /** Names of the symbols that it defines for others, sorted. */
  exports: string[];
  /** Libraries that must be there, in its order. */
  needed: string[];
}

interface Section {
  type: number;
  offset: number;
  size: number;
  /** Index of the section with its texts. */
  link: number;
}

/** Reads a 64-bit little-endian ELF file; `nm` and `ldd` are not everywhere. */
export function parseElf(bytes: Uint8Array<ArrayBuffer>): ElfFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sections = readSections(view);
  const textAt = (table: number, offset: number): string => {
    const start = sections[table]!.offset + offset;
    return new TextDecoder().decode(bytes.subarray(start, bytes.indexOf(0, start)));
  };
  return { exports: readExports(view, sections, textAt), needed: readNeeded(view, sections, textAt) };
}

type TextAt = (table: number, offset: number) => string;

function readSections(view: DataView): Section[] {
  const start = Number(view.getBigUint64(0x28, true));
  const size = view.getUint16(0x3a, true);
  return Array.from({ length: view.getUint16(0x3c, true) }, (_, i) => {
    const at = start + i * size;
    return {
      type: view.getUint32(at + 4, true),
      offset: Number(view.getBigUint64(at + 0x18, true)),
      size: Number(view.getBigUint64(at + 0x20, true)),
      link: view.getUint32(at + 0x28, true),
    };
  });
}

function readExports(view: DataView, sections: readonly Section[], textAt: TextAt): string[] {
  const names: string[] = [];
  for (const section of sections.filter((section) => section.type === SECTION_DYNSYM)) {
    // The first symbol is always empty
    for (let at = section.offset + SYMBOL_SIZE; at < section.offset + section.size; at += SYMBOL_SIZE) {
      if (view.getUint16(at + 6, true) === UNDEFINED_SECTION) continue;
      names.push(textAt(section.link, view.getUint32(at, true)));
    }
  }
  return names.sort();
}

function readNeeded(view: DataView, sections: readonly Section[], textAt: TextAt): string[] {
  const names: string[] = [];
  for (const section of sections.filter((section) => section.type === SECTION_DYNAMIC)) {
    for (let at = section.offset; at < section.offset + section.size; at += DYNAMIC_SIZE) {
      if (view.getBigInt64(at, true) !== DT_NEEDED) continue;
      names.push(textAt(section.link, Number(view.getBigUint64(at + 8, true))));
    }
  }
  return names;
}
