/** Properties of a made-up library. */
export interface ElfOptions {
  /** Names that it defines. */
  readonly symbols?: readonly string[];
  /** Names that it imports. */
  readonly imports?: readonly string[];
  /** Where its dependencies are to be searched. */
  readonly searchPath?: string;
  readonly is64?: boolean;
  readonly isLittleEndian?: boolean;
  /** `e_machine`; that of this computer by default. */
  readonly machine?: number;
  /** `e_type`; 3 is a shared library. */
  readonly type?: number;
  /** The table that tells the number of symbols. */
  readonly hash?: "sysv" | "gnu" | "none";
  /** With a program interpreter it is a program that can be linked anywhere, not a library. */
  readonly hasInterpreter?: boolean;
}

/** `e_machine` values of `elf.h`. */
export const ELF_MACHINES = { i386: 3, arm: 40, x86_64: 62, aarch64: 183, riscv64: 243 } as const;

const OWN_MACHINE = Deno.build.arch === "x86_64" ? ELF_MACHINES.x86_64 : ELF_MACHINES.aarch64;

/** The address at which the file's only segment is mapped; different from its offset on purpose. */
const BASE = 0x10000;

/** Makes the bytes of a library with a dynamic section and no section headers, as small as can be. */
export function elfLibrary(options: ElfOptions = {}): Uint8Array<ArrayBuffer> {
  return new ElfWriter(options).write();
}

class ElfWriter {
  readonly #options: ElfOptions;
  readonly #bytes = new Uint8Array(64 * 1024);
  readonly #view = new DataView(this.#bytes.buffer);
  readonly #is64: boolean;
  readonly #isLittle: boolean;
  #end = 0;

  constructor(options: ElfOptions) {
    this.#options = options;
    this.#is64 = options.is64 ?? true;
    this.#isLittle = options.isLittleEndian ?? true;
  }

  write(): Uint8Array<ArrayBuffer> {
    const { symbols = [], imports = [], hash = "gnu", hasInterpreter = false, searchPath } = this.#options;
    const headers = (this.#is64 ? 64 : 52) + 3 * (this.#is64 ? 56 : 32);
    this.#end = headers;
    const all = [...imports, ...symbols];
    const { at: strings, size: stringBytes, places } = this.#strings([
      ...all,
      ...searchPath === undefined ? [] : [searchPath],
    ]);
    const table = this.#symbols(places.slice(0, all.length), imports.length);
    const tags: [number, number][] = [[5, BASE + strings], [6, BASE + table], [10, stringBytes]];
    if (hash === "sysv") tags.push([4, BASE + this.#sysvHash(all.length + 1)]);
    if (hash === "gnu") tags.push([0x6ffffef5, BASE + this.#gnuHash(1 + imports.length, symbols.length)]);
    if (searchPath !== undefined) tags.push([29, places.at(-1)!]);
    const dynamic = this.#dynamic(tags);
    this.#programHeaders(dynamic, hasInterpreter);
    this.#header();
    return this.#bytes.slice(0, this.#end);
  }

  #header(): void {
    this.#view.setUint32(0, 0x7f454c46);
    this.#view.setUint8(4, this.#is64 ? 2 : 1);
    this.#view.setUint8(5, this.#isLittle ? 1 : 2);
    this.#view.setUint8(6, 1);
    this.#half(16, this.#options.type ?? 3);
    this.#half(18, this.#options.machine ?? OWN_MACHINE);
    this.#word(this.#is64 ? 32 : 28, this.#is64 ? 64 : 52);
    this.#half(this.#is64 ? 54 : 42, this.#is64 ? 56 : 32);
    this.#half(this.#is64 ? 56 : 44, 3);
  }

  #programHeaders(dynamic: { at: number; size: number }, hasInterpreter: boolean): void {
    const entries: [type: number, at: number, size: number][] = [
      [1, 0, this.#end],
      [2, dynamic.at, dynamic.size],
      [hasInterpreter ? 3 : 0, 0, 0],
    ];
    entries.forEach(([type, at, size], index) => {
      const entry = (this.#is64 ? 64 : 52) + index * (this.#is64 ? 56 : 32);
      this.#view.setUint32(entry, type, this.#isLittle);
      this.#word(entry + (this.#is64 ? 8 : 4), at);
      this.#word(entry + (this.#is64 ? 16 : 8), BASE + at);
      this.#word(entry + (this.#is64 ? 32 : 16), size);
    });
  }

  #strings(names: readonly string[]): { at: number; size: number; places: number[] } {
    const at = this.#end++;
    const places = names.map((name) => {
      const place = this.#end - at;
      this.#bytes.set(new TextEncoder().encode(name), this.#end);
      this.#end += name.length + 1;
      return place;
    });
    return { at, size: this.#end - at, places };
  }

  #symbols(places: readonly number[], imported: number): number {
    const size = this.#is64 ? 24 : 16;
    const at = this.#align();
    places.forEach((place, index) => {
      const entry = at + (index + 1) * size;
      this.#view.setUint32(entry, place, this.#isLittle);
      this.#view.setUint8(entry + (this.#is64 ? 4 : 12), 0x12);
      this.#half(entry + (this.#is64 ? 6 : 14), index < imported ? 0 : 1);
    });
    this.#end = at + (places.length + 1) * size;
    return at;
  }

  #sysvHash(count: number): number {
    const at = this.#align();
    this.#view.setUint32(at + 4, count, this.#isLittle);
    this.#end = at + 8;
    return at;
  }

  /** One bucket for all defined symbols; the hashes themselves do not matter. */
  #gnuHash(first: number, count: number): number {
    const at = this.#align();
    const filter = this.#is64 ? 8 : 4;
    const set = (offset: number, value: number) => this.#view.setUint32(at + offset, value, this.#isLittle);
    set(0, 1);
    set(4, first);
    set(8, 1);
    set(16 + filter, count === 0 ? 0 : first);
    for (let i = 0; i < count; i++) set(16 + filter + 4 + i * 4, i === count - 1 ? 1 : 2);
    this.#end = at + 16 + filter + 4 + count * 4;
    return at;
  }

  #dynamic(tags: readonly (readonly [number, number])[]): { at: number; size: number } {
    const word = this.#is64 ? 8 : 4;
    const at = this.#align();
    tags.forEach(([tag, value], index) => {
      this.#word(at + index * 2 * word, tag);
      this.#word(at + (index * 2 + 1) * word, value);
    });
    const size = (tags.length + 1) * 2 * word;
    this.#end = at + size;
    return { at, size };
  }

  #align(): number {
    this.#end = Math.ceil(this.#end / 8) * 8;
    return this.#end;
  }

  #half(at: number, value: number): void {
    this.#view.setUint16(at, value, this.#isLittle);
  }

  #word(at: number, value: number): void {
    if (this.#is64) this.#view.setBigUint64(at, BigInt(value), this.#isLittle);
    else this.#view.setUint32(at, value, this.#isLittle);
  }
}
