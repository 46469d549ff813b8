import type { TemporaryFolder } from "./temporary_folder.ts";

/** `e_machine` values of the ELF header. */
const ELF_MACHINE: Readonly<Record<string, number>> = { x86_64: 62, aarch64: 183, riscv64: 243 };

/** The smallest file that discovery accepts as a shared library of an architecture. */
export function elfHeader(architecture: string = Deno.build.arch): Uint8Array {
  const bytes = new Uint8Array(64);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x7f454c46);
  view.setUint8(4, 2); // 64 bits
  view.setUint8(5, 1); // little-endian
  view.setUint16(18, ELF_MACHINE[architecture]!, true);
  return bytes;
}

/** Makes a VST3 bundle whose library is only a header, for this machine by default. */
export async function makeBundle(
  folder: TemporaryFolder,
  name: string,
  architecture: string = Deno.build.arch,
): Promise<string> {
  const stem = name.replace(/^.*\//, "").replace(/\.vst3$/, "");
  await folder.write(`${name}/Contents/${architecture}-linux/${stem}.so`, elfHeader(architecture));
  return folder.join(name);
}
