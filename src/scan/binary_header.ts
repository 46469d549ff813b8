import type { ReasonCode } from "../model/module.ts";

/** The kinds of shared library that plugins come as. */
export type BinaryKind = "elf" | "pe" | "mach-o";

/** What the first bytes of a file say about it. */
export interface BinaryHeader {
  readonly kind: BinaryKind;
  /** Architectures inside, by the names that `uname -m` and documents use; several in a fat Mach-O. */
  readonly architectures: readonly string[];
  /** Bytes that the file must have at least for its segments to be loaded. */
  readonly neededBytes: number;
}

/** A file that cannot be a module of this system, and why. */
export interface BinaryProblem {
  readonly code: ReasonCode;
  readonly message: string;
}

/** ELF header, e_machine (System V ABI, table 4-3, and the processor supplements). */
const ELF_MACHINES: Readonly<Record<number, string>> = {
  3: "i386",
  20: "ppc",
  21: "ppc64",
  22: "s390x",
  40: "arm",
  62: "x86_64",
  183: "aarch64",
  243: "riscv64",
  258: "loongarch64",
};

/** COFF header, Machine (Microsoft's "PE Format"). 0xA641 and 0xA64E are ARM64EC and ARM64X. */
const PE_MACHINES: Readonly<Record<number, string>> = {
  0x014c: "i386",
  0x01c4: "arm",
  0x8664: "x86_64",
  0xaa64: "aarch64",
  0xa641: "aarch64",
  0xa64e: "aarch64",
};

/** Mach-O header, cputype (`mach/machine.h`): the 64-bit flag is 0x01000000. */
const MACH_O_CPUS: Readonly<Record<number, string>> = {
  7: "i386",
  12: "arm",
  18: "ppc",
  0x01000007: "x86_64",
  0x0100000c: "aarch64",
  0x01000012: "ppc64",
};

/** Bytes read from the start of a file; program headers of an ELF file lie within them. */
const HEADER_BYTES = 4096;

/** Most architectures that a fat Mach-O file is believed to hold; Java class files share its magic. */
const MAXIMUM_FAT_ARCHITECTURES = 16;

/**
 * Reads what kind of library a file is, without loading it.
 *
 * @returns `undefined` for a file that is no shared library of any system.
 * @throws {Deno.errors.NotFound} and the other errors of opening a file.
 */
export async function readBinaryHeader(path: string): Promise<BinaryHeader | undefined> {
  using file = await Deno.open(path);
  const bytes = new Uint8Array(HEADER_BYTES);
  let size = 0;
  while (size < bytes.byteLength) {
    const more = await file.read(bytes.subarray(size));
    if (more === null) break;
    size += more;
  }
  return parseBinaryHeader(bytes.subarray(0, size));
}

/** Parses the first bytes of a file. */
export function parseBinaryHeader(bytes: Uint8Array<ArrayBuffer>): BinaryHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < 64) return undefined;
  const magic = view.getUint32(0);
  if (magic === 0x7f454c46) return parseElf(view);
  if (magic >>> 16 === 0x4d5a) return parsePe(view);
  return parseMachO(view, magic);
}

/** Says why a library cannot be loaded here, or nothing when it can. */
export function checkBinary(header: BinaryHeader | undefined, sizeBytes: number): BinaryProblem | undefined {
  if (header === undefined) return { code: "not-a-module", message: "Is no shared library" };
  if (header.kind !== nativeKind()) {
    return { code: "other-system", message: `Is made for ${SYSTEM_OF_KIND[header.kind]}` };
  }
  if (!header.architectures.includes(Deno.build.arch)) {
    const made = header.architectures.join(", ");
    return {
      code: "wrong-architecture",
      message: `Is made for ${made}, this program runs on ${Deno.build.arch}`,
    };
  }
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

function parseElf(view: DataView): BinaryHeader {
  const littleEndian = view.getUint8(5) !== 2;
  const machine = view.getUint16(18, littleEndian);
  const is64 = view.getUint8(4) === 2;
  return {
    kind: "elf",
    architectures: [ELF_MACHINES[machine] ?? `elf-machine-${machine}`],
    neededBytes: is64 ? elf64SegmentsEnd(view, littleEndian) : 0,
  };
}

/**
 * The end of the last loadable segment. Mapping a file that is shorter works,
 * and touching the missing pages ends the process with SIGBUS.
 */
function elf64SegmentsEnd(view: DataView, littleEndian: boolean): number {
  const PT_LOAD = 1;
  const table = Number(view.getBigUint64(32, littleEndian));
  const entrySize = view.getUint16(54, littleEndian);
  const entries = view.getUint16(56, littleEndian);
  let end = 0;
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

function parsePe(view: DataView): BinaryHeader | undefined {
  const header = view.getUint32(0x3c, true);
  if (header + 6 > view.byteLength || view.getUint32(header) !== 0x50450000) return undefined;
  const machine = view.getUint16(header + 4, true);
  return { kind: "pe", architectures: [PE_MACHINES[machine] ?? `pe-machine-${machine}`], neededBytes: 0 };
}

function parseMachO(view: DataView, magic: number): BinaryHeader | undefined {
  const cpuName = (cpu: number) => MACH_O_CPUS[cpu] ?? `mach-o-cpu-${cpu}`;
  if (magic === 0xfeedface || magic === 0xfeedfacf) {
    return { kind: "mach-o", architectures: [cpuName(view.getUint32(4))], neededBytes: 0 };
  }
  if (magic === 0xcefaedfe || magic === 0xcffaedfe) {
    return { kind: "mach-o", architectures: [cpuName(view.getUint32(4, true))], neededBytes: 0 };
  }
  if (magic !== 0xcafebabe && magic !== 0xcafebabf) return undefined;
  const count = view.getUint32(4);
  if (count === 0 || count > MAXIMUM_FAT_ARCHITECTURES) return undefined;
  const entrySize = magic === 0xcafebabf ? 32 : 20;
  const architectures: string[] = [];
  for (let i = 0; i < count; i++) architectures.push(cpuName(view.getUint32(8 + i * entrySize)));
  return { kind: "mach-o", architectures, neededBytes: 0 };
}
