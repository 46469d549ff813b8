/** Reads a part of a file; fewer bytes than asked for at its end. */
export interface LibraryBytes {
  read(offset: number, length: number): Uint8Array<ArrayBuffer>;
}

/**
 * Most bytes that a table of a library is believed to have. What is longer is
 * a fault or an attack; the largest plugins export some ten thousand symbols.
 */
const MAXIMUM_TABLE_BYTES = 32 * 1024 * 1024;

/** Most entries of the program header table and of the dynamic section. */
const MAXIMUM_ENTRIES = 4096;

/** Most bytes of a list of folders. */
const MAXIMUM_TEXT_BYTES = 4096;

/** Program header types, tags of the dynamic section and the rest of `elf.h` that is needed here. */
const PT_LOAD = 1;
const PT_DYNAMIC = 2;
const PT_INTERP = 3;
const DT_NULL = 0;
const DT_HASH = 4;
const DT_STRTAB = 5;
const DT_SYMTAB = 6;
const DT_STRSZ = 10;
const DT_RPATH = 15;
const DT_RUNPATH = 29;
const DT_GNU_HASH = 0x6ffffef5;
const STB_LOCAL = 0;
const SHN_UNDEF = 0;

/**
 * Tells which of some functions or variables an ELF library defines for others
 * to find, as the dynamic linker would: through its dynamic section, so a
 * library without section headers is read as well. Nothing is loaded.
 *
 * @returns The names that it defines; `undefined` for anything but an ELF
 *     library, for programs, and where the tables point outside of the file.
 */
export function definedSymbols(
  source: LibraryBytes,
  wanted: readonly string[],
): ReadonlySet<string> | undefined {
  return readElf(source, (reader) => reader.definedSymbols(new Set(wanted)));
}

/**
 * The folders in which an ELF library wants its dependencies to be searched, as
 * it names them: `$ORIGIN` stands for its own folder. Empty for anything else.
 */
export function librarySearchPath(source: LibraryBytes): readonly string[] {
  return readElf(source, (reader) => reader.searchPath()) ?? [];
}

function readElf<T>(source: LibraryBytes, read: (reader: ElfReader) => T | undefined): T | undefined {
  try {
    return read(new ElfReader(source));
  } catch (error) {
    // A DataView throws for places outside of it.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** A part of the file that is mapped to an address. */
interface Segment {
  readonly address: number;
  readonly offset: number;
  readonly fileBytes: number;
}

/** Reads one library of either class and byte order. Places outside of the file throw a RangeError. */
class ElfReader {
  readonly #source: LibraryBytes;
  #is64 = true;
  #isLittleEndian = true;
  #segments: Segment[] = [];

  constructor(source: LibraryBytes) {
    this.#source = source;
  }

  definedSymbols(wanted: ReadonlySet<string>): ReadonlySet<string> | undefined {
    const tags = this.#dynamicTags();
    return tags === undefined ? undefined : this.#namesOf(tags, wanted);
  }

  searchPath(): string[] | undefined {
    const tags = this.#dynamicTags();
    const texts = tags?.get(DT_STRTAB);
    const start = tags?.get(DT_RUNPATH) ?? tags?.get(DT_RPATH);
    if (texts === undefined || start === undefined) return undefined;
    const view = this.#viewAt(texts + start, MAXIMUM_TEXT_BYTES, true);
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    const end = bytes.indexOf(0);
    return new TextDecoder().decode(bytes.subarray(0, end < 0 ? bytes.length : end)).split(":");
  }

  /** The dynamic section by tag; nothing for other files, those without one and programs. */
  #dynamicTags(): Map<number, number> | undefined {
    const identity = this.#view(0, 20);
    if (identity.getUint32(0) !== 0x7f454c46) return undefined;
    this.#is64 = identity.getUint8(4) === 2;
    this.#isLittleEndian = identity.getUint8(5) !== 2;
    const header = this.#view(0, this.#is64 ? 64 : 52);
    const table = this.#word(header, this.#is64 ? 32 : 28);
    const entrySize = this.#half(header, this.#is64 ? 54 : 42);
    const count = this.#half(header, this.#is64 ? 56 : 44);
    if (count > MAXIMUM_ENTRIES) return undefined;
    let dynamic: Segment | undefined;
    for (let i = 0; i < count; i++) {
      const entry = this.#view(table + i * entrySize, this.#is64 ? 56 : 32);
      const type = entry.getUint32(0, this.#isLittleEndian);
      if (type === PT_INTERP) return undefined;
      if (type === PT_LOAD) this.#segments.push(this.#segment(entry));
      else if (type === PT_DYNAMIC) dynamic = this.#segment(entry);
    }
    return dynamic === undefined ? undefined : this.#tagsOf(dynamic);
  }

  #segment(entry: DataView): Segment {
    const [offset, address, size] = this.#is64 ? [8, 16, 32] as const : [4, 8, 16] as const;
    return {
      offset: this.#word(entry, offset),
      address: this.#word(entry, address),
      fileBytes: this.#word(entry, size),
    };
  }

  #tagsOf({ offset, fileBytes }: Segment): Map<number, number> {
    const wordSize = this.#is64 ? 8 : 4;
    const count = Math.min(MAXIMUM_ENTRIES, Math.floor(fileBytes / (2 * wordSize)));
    const view = this.#view(offset, count * 2 * wordSize);
    const tags = new Map<number, number>();
    for (let i = 0; i < count; i++) {
      const tag = this.#word(view, i * 2 * wordSize);
      if (tag === DT_NULL) break;
      tags.set(tag, this.#word(view, (i * 2 + 1) * wordSize));
    }
    return tags;
  }

  #namesOf(tags: Map<number, number>, wanted: ReadonlySet<string>): ReadonlySet<string> | undefined {
    const symbols = tags.get(DT_SYMTAB);
    const texts = tags.get(DT_STRTAB);
    const textBytes = tags.get(DT_STRSZ);
    const count = this.#symbolCount(tags);
    if (symbols === undefined || texts === undefined || textBytes === undefined || count === undefined) {
      return undefined;
    }
    const strings = this.#viewAt(texts, textBytes);
    const names = new Set<string>();
    const entrySize = this.#is64 ? 24 : 16;
    const table = this.#viewAt(symbols, count * entrySize);
    for (let i = 0; i < count; i++) {
      const name = this.#definedName(table, i * entrySize, strings, wanted);
      if (name !== undefined) names.add(name);
    }
    return names;
  }

  #definedName(
    table: DataView,
    at: number,
    strings: DataView,
    wanted: ReadonlySet<string>,
  ): string | undefined {
    const binding = table.getUint8(at + (this.#is64 ? 4 : 12)) >> 4;
    const section = this.#half(table, at + (this.#is64 ? 6 : 14));
    if (binding === STB_LOCAL || section === SHN_UNDEF) return undefined;
    const start = table.getUint32(at, this.#isLittleEndian);
    for (const name of wanted) if (hasTextAt(strings, start, name)) return name;
    return undefined;
  }

  /** The dynamic section does not say how many symbols there are; the hash tables do. */
  #symbolCount(tags: Map<number, number>): number | undefined {
    const hash = tags.get(DT_HASH);
    if (hash !== undefined) return this.#viewAt(hash, 8).getUint32(4, this.#isLittleEndian);
    const gnuHash = tags.get(DT_GNU_HASH);
    return gnuHash === undefined ? undefined : this.#gnuSymbolCount(gnuHash);
  }

  /**
   * The last symbol is the end of the chain that begins last. Layout: number of
   * buckets, first symbol, words of the Bloom filter, its shift; the filter,
   * the buckets, the chains, whose last entry has the lowest bit set.
   */
  #gnuSymbolCount(address: number): number {
    const header = this.#viewAt(address, 16);
    const [buckets, first, words] = [0, 4, 8].map((at) => header.getUint32(at, this.#isLittleEndian)) as [
      number,
      number,
      number,
    ];
    const bucketsAt = address + 16 + words * (this.#is64 ? 8 : 4);
    const table = this.#viewAt(bucketsAt, buckets * 4);
    let last = 0;
    for (let i = 0; i < buckets; i++) {
      last = Math.max(last, table.getUint32(i * 4, this.#isLittleEndian));
    }
    if (last < first) return first;
    const chains = bucketsAt + buckets * 4;
    return this.#chainEnd(chains, first, last);
  }

  #chainEnd(chains: number, first: number, last: number): number {
    const STEP = 1024;
    // A hole in a sparse file is a chain of zeros, which goes on for as long as the file does.
    for (let at = last; (at - first) * 4 <= MAXIMUM_TABLE_BYTES; at += STEP) {
      const chain = this.#viewAt(chains + (at - first) * 4, STEP * 4, true);
      for (let i = 0; i * 4 + 4 <= chain.byteLength; i++) {
        if (chain.getUint32(i * 4, this.#isLittleEndian) & 1) return at + i + 1;
      }
      if (chain.byteLength < STEP * 4) break;
    }
    throw new RangeError("The chain does not end");
  }

  #half(view: DataView, at: number): number {
    return view.getUint16(at, this.#isLittleEndian);
  }

  /** A word of the library's class. Above 2^53 nothing lies in any file, so precision does not matter. */
  #word(view: DataView, at: number): number {
    if (!this.#is64) return view.getUint32(at, this.#isLittleEndian);
    return Number(view.getBigUint64(at, this.#isLittleEndian));
  }

  /** The bytes that are mapped to an address. `mayBeShort` allows the segment to end before them. */
  #viewAt(address: number, size: number, mayBeShort = false): DataView {
    for (const segment of this.#segments) {
      const within = address - segment.address;
      if (within < 0 || within >= segment.fileBytes) continue;
      const available = segment.fileBytes - within;
      if (size > available && !mayBeShort) break;
      return this.#view(segment.offset + within, Math.min(size, available), mayBeShort);
    }
    throw new RangeError("No segment holds the address");
  }

  #view(offset: number, size: number, mayBeShort = false): DataView {
    if (size > MAXIMUM_TABLE_BYTES || offset > Number.MAX_SAFE_INTEGER - size) {
      throw new RangeError("The table is too large");
    }
    const bytes = this.#source.read(offset, size);
    if (bytes.byteLength < size && !mayBeShort) throw new RangeError("The file ends before the table");
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
}

/** Whether a NUL-terminated ASCII text stands at a place. */
function hasTextAt(strings: DataView, start: number, text: string): boolean {
  if (start + text.length >= strings.byteLength) return false;
  for (let i = 0; i < text.length; i++) {
    if (strings.getUint8(start + i) !== text.charCodeAt(i)) return false;
  }
  return strings.getUint8(start + text.length) === 0;
}
