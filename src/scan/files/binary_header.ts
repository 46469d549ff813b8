import type { ReasonCode } from "../../model/reason_code.ts";
import { FileWindow } from "./file_window.ts";

/** The kinds of shared library that plugins come as. */
export type BinaryKind = "elf" | "pe" | "mach-o";

/** The facts in the first bytes of a file. */
export interface BinaryHeader {
  readonly kind: BinaryKind;
  /** Architectures inside, by the names that `uname -m` and documents use; several in a fat Mach-O. */
  readonly architectures: readonly string[];
  /** Bytes that the file must have at least for its segments to be loaded. */
  readonly neededBytes: number;
  /** Whether it is made to be loaded by a program; else it is a program or something half linked. */
  readonly isLibrary: boolean;
}

/** A file that cannot be a module of this system, and why. */
export interface BinaryProblem {
  readonly code: ReasonCode;
  readonly message: string;
}

/** ELF header, e_machine (System V ABI, table 4-3, and the processor supplements), for 64 bits. */
const ELF_MACHINES: Readonly<Record<number, string>> = {
  2: "sparc",
  3: "i386",
  8: "mips",
  20: "ppc",
  21: "ppc64",
  22: "s390x",
  40: "arm",
  43: "sparc64",
  50: "ia64",
  62: "x86_64",
  183: "aarch64",
  243: "riscv64",
  258: "loongarch64",
};

/** The same machines where the file's class says 32 bits: other architectures, which no 64-bit host loads. */
const ELF32_MACHINES: Readonly<Record<number, string>> = {
  22: "s390",
  62: "x32",
  183: "aarch64_ilp32",
  243: "riscv32",
  258: "loongarch32",
};

/** ELF header, e_type: programs and half-linked files. A library is ET_DYN, 3. */
const ELF_NO_LIBRARY: readonly number[] = [1, 2, 4];

/** COFF header, Machine (Microsoft's "PE Format"). 0xA641 and 0xA64E are ARM64EC and ARM64X. */
const PE_MACHINES: Readonly<Record<number, string>> = {
  0x014c: "i386",
  0x01c0: "arm",
  0x01c4: "arm",
  0x0200: "ia64",
  0x5064: "riscv64",
  0x6264: "loongarch64",
  0x8664: "x86_64",
  0xaa64: "aarch64",
  0xa641: "aarch64",
  0xa64e: "aarch64",
};

/** Mach-O header, cputype (`mach/machine.h`): the 64-bit flag is 0x01000000, that of 32-bit pointers 0x02000000. */
const MACH_O_CPUS: Readonly<Record<number, string>> = {
  7: "i386",
  12: "arm",
  18: "ppc",
  0x01000007: "x86_64",
  0x0100000c: "aarch64",
  0x01000012: "ppc64",
  0x0200000c: "arm64_32",
};

/** Most architectures that a fat Mach-O file is believed to hold; Java class files share its magic. */
const MAXIMUM_FAT_ARCHITECTURES = 16;

/** Size of the shortest header of each kind; a shorter file is read as if zeros followed. */
const SHORTEST_HEADER_BYTES = 64;

/** The facts about a file that may be a library. */
export interface BinaryFacts {
  /** `undefined` for a file that is not a shared library of any system. */
  readonly header: BinaryHeader | undefined;
  readonly sizeBytes: number;
}

/**
 * Reads what kind of library a file is, without loading it.
 *
 * @throws {Deno.errors.NotFound} and the other errors of opening a file.
 */
export function readBinary(path: string): BinaryFacts {
  using file = FileWindow.open(path);
  return binaryFacts(file);
}

/** Like {@linkcode readBinary}, of a file that is open. */
export function binaryFacts(file: FileWindow): BinaryFacts {
  return { header: parseBinaryHeader(file.start), sizeBytes: file.size };
}

/** Parses the first bytes of a file. */
export function parseBinaryHeader(bytes: Uint8Array<ArrayBuffer>): BinaryHeader | undefined {
  const view = paddedView(bytes);
  const magic = view.getUint32(0);
  if (magic === 0x7f454c46) return bytes.byteLength < 20 ? undefined : parseElf(view);
  if (magic >>> 16 === 0x4d5a) return parsePe(view);
  return bytes.byteLength < 8 ? undefined : parseMachO(view, magic);
}

/** A header that is cut off still names its architecture, so it is filled up with zeros. */
function paddedView(bytes: Uint8Array<ArrayBuffer>): DataView<ArrayBuffer> {
  if (bytes.byteLength >= SHORTEST_HEADER_BYTES) {
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  const padded = new Uint8Array(SHORTEST_HEADER_BYTES);
  padded.set(bytes);
  return new DataView(padded.buffer);
}

/** Says why a library cannot be loaded here, or nothing when it can. */
export function checkBinary({ header, sizeBytes }: BinaryFacts): BinaryProblem | undefined {
  if (header === undefined) return { code: "not-a-module", message: "Is not a shared library" };
  if (header.kind !== nativeKind()) {
    const made = header.architectures.join(", ");
    return { code: "other-system", message: `Is made for ${SYSTEM_OF_KIND[header.kind]}, ${made}` };
  }
  if (!header.architectures.includes(Deno.build.arch)) {
    const made = header.architectures.join(", ");
    return {
      code: "wrong-architecture",
      message: `Is made for ${made}, this program runs on ${Deno.build.arch}`,
    };
  }
  if (!header.isLibrary) return { code: "not-a-module", message: "Is a program, not a shared library" };
  if (sizeBytes < header.neededBytes) {
    return {
      code: "load-error",
      message: `Is truncated: it has ${sizeBytes} bytes and needs at least ${header.neededBytes}`,
    };
  }
  return undefined;
}

const SYSTEM_OF_KIND: Readonly<Record<BinaryKind, string>> = {
  "elf": "Linux",
  "pe": "Windows",
  "mach-o": "macOS",
};

function nativeKind(): BinaryKind {
  if (Deno.build.os === "windows") return "pe";
  return Deno.build.os === "darwin" ? "mach-o" : "elf";
}

function parseElf(view: DataView): BinaryHeader | undefined {
  const littleEndian = view.getUint8(5) !== 2;
  const is64 = view.getUint8(4) === 2;
  return {
    kind: "elf",
    architectures: [elfArchitecture(view.getUint16(18, littleEndian), is64, littleEndian)],
    neededBytes: is64 ? elf64SegmentsEnd(view, littleEndian) : elf32SegmentsEnd(view, littleEndian),
    isLibrary: !ELF_NO_LIBRARY.includes(view.getUint16(16, littleEndian)),
  };
}

function elfArchitecture(machine: number, is64: boolean, littleEndian: boolean): string {
  if (machine === 21 && littleEndian) return "ppc64le";
  const name = is64 ? undefined : ELF32_MACHINES[machine];
  return name ?? ELF_MACHINES[machine] ?? `elf-machine-${machine}`;
}

const PT_LOAD = 1;

/**
 * The end of the last loadable segment. Mapping a file that is shorter works,
 * and touching the missing pages ends the process with SIGBUS.
 */
function elf64SegmentsEnd(view: DataView, littleEndian: boolean): number {
  const table = Number(view.getBigUint64(32, littleEndian));
  const entrySize = view.getUint16(54, littleEndian);
  const entries = view.getUint16(56, littleEndian);
  let end = 64;
  for (let i = 0; i < entries; i++) {
    const at = table + i * entrySize;
    if (at + 56 > view.byteLength) break;
    if (view.getUint32(at, littleEndian) !== PT_LOAD) continue;
    const offset = view.getBigUint64(at + 8, littleEndian);
    const size = view.getBigUint64(at + 32, littleEndian);
    end = Math.max(end, Number(offset + size));
  }
  return end;
}

function elf32SegmentsEnd(view: DataView, littleEndian: boolean): number {
  const table = view.getUint32(28, littleEndian);
  const entrySize = view.getUint16(42, littleEndian);
  const entries = view.getUint16(44, littleEndian);
  let end = 52;
  for (let i = 0; i < entries; i++) {
    const at = table + i * entrySize;
    if (at + 32 > view.byteLength) break;
    if (view.getUint32(at, littleEndian) !== PT_LOAD) continue;
    end = Math.max(end, view.getUint32(at + 4, littleEndian) + view.getUint32(at + 16, littleEndian));
  }
  return end;
}

/** COFF header, Characteristics: the file is a DLL. */
const IMAGE_FILE_DLL = 0x2000;

function parsePe(view: DataView): BinaryHeader | undefined {
  const header = view.getUint32(0x3c, true);
  if (header + 24 > view.byteLength || view.getUint32(header) !== 0x50450000) return undefined;
  const machine = view.getUint16(header + 4, true);
  const characteristics = view.getUint16(header + 22, true);
  return {
    kind: "pe",
    architectures: [PE_MACHINES[machine] ?? `pe-machine-${machine}`],
    neededBytes: peSectionsEnd(view, header),
    isLibrary: characteristics === 0 || (characteristics & IMAGE_FILE_DLL) !== 0,
  };
}

/** The end of the last section that has data in the file. */
function peSectionsEnd(view: DataView, header: number): number {
  const sections = view.getUint16(header + 6, true);
  const table = header + 24 + view.getUint16(header + 20, true);
  let end = header + 24;
  for (let i = 0; i < sections; i++) {
    const at = table + i * 40;
    if (at + 40 > view.byteLength) break;
    end = Math.max(end, view.getUint32(at + 20, true) + view.getUint32(at + 16, true));
  }
  return end;
}

function parseMachO(view: DataView, magic: number): BinaryHeader | undefined {
  if (magic === 0xfeedface || magic === 0xfeedfacf) return thinMachO(view, false);
  if (magic === 0xcefaedfe || magic === 0xcffaedfe) return thinMachO(view, true);
  return magic === 0xcafebabe || magic === 0xcafebabf ? fatMachO(view, magic === 0xcafebabf) : undefined;
}

/** Mach-O header, filetype: MH_EXECUTE and MH_OBJECT; libraries are MH_DYLIB, 6, and MH_BUNDLE, 8. */
const MACH_O_NO_LIBRARY: readonly number[] = [1, 2];

function thinMachO(view: DataView, littleEndian: boolean): BinaryHeader {
  return {
    kind: "mach-o",
    architectures: [cpuName(view.getUint32(4, littleEndian))],
    neededBytes: 28,
    isLibrary: !MACH_O_NO_LIBRARY.includes(view.getUint32(12, littleEndian)),
  };
}

/** A fat file holds one library per architecture; its own header is big-endian. */
function fatMachO(view: DataView, is64: boolean): BinaryHeader | undefined {
  const count = view.getUint32(4);
  const entrySize = is64 ? 32 : 20;
  if (count === 0 || count > MAXIMUM_FAT_ARCHITECTURES) return undefined;
  const architectures: string[] = [];
  let end = 0;
  for (let i = 0; i < count; i++) {
    const at = 8 + i * entrySize;
    if (at + entrySize > view.byteLength) return undefined;
    architectures.push(cpuName(view.getUint32(at)));
    const place = is64
      ? Number(view.getBigUint64(at + 8) + view.getBigUint64(at + 16))
      : view.getUint32(at + 8) + view.getUint32(at + 12);
    end = Math.max(end, place);
  }
  return { kind: "mach-o", architectures, neededBytes: end, isLibrary: true };
}

function cpuName(cpu: number): string {
  return MACH_O_CPUS[cpu] ?? `mach-o-cpu-${cpu}`;
}
