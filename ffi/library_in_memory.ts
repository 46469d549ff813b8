/** The functions of the C library that make a file without a name. */
const LIBC_SYMBOLS = {
  memfd_create: {
    parameters: [
      "buffer", // const char* name  (NUL-terminated, shown in /proc)
      "u32", // unsigned int flags
    ],
    result: "i32", // descriptor, or -1
  },
  write: {
    parameters: [
      "i32", // int fd
      "buffer", // const void* bytes
      "usize", // size_t size
    ],
    result: "isize", // bytes written, or -1
  },
} as const satisfies Deno.ForeignLibraryInterface;

const MFD_CLOEXEC = 0x1;

/** Marks the content as executable: newer kernels can be set to require it, older ones do not know it. */
const MFD_EXEC = 0x10;

/**
 * Puts a library into an unnamed file in memory, for computers where it cannot
 * be opened from any folder. Linux only; the file stays until the process ends.
 *
 * @returns A path that only this process can open.
 * @throws {Error} when the system does not provide the memory.
 */
export function libraryInMemory(bytes: Uint8Array<ArrayBuffer>): string {
  const libc = Deno.dlopen("libc.so.6", LIBC_SYMBOLS);
  try {
    return `/proc/self/fd/${writeToMemory(libc.symbols, bytes)}`;
  } finally {
    libc.close();
  }
}

/** Returns the descriptor. */
function writeToMemory(
  symbols: Deno.DynamicLibrary<typeof LIBC_SYMBOLS>["symbols"],
  bytes: Uint8Array<ArrayBuffer>,
): number {
  const name = new TextEncoder().encode("pluginary\0");
  let descriptor = symbols.memfd_create(name, MFD_CLOEXEC | MFD_EXEC);
  if (descriptor < 0) descriptor = symbols.memfd_create(name, MFD_CLOEXEC);
  if (descriptor < 0) throw new Error("Cannot hold the shim library in memory: the system refused");
  for (let at = 0; at < bytes.byteLength;) {
    const rest = bytes.subarray(at);
    const written = Number(symbols.write(descriptor, rest, BigInt(rest.byteLength)));
    if (written <= 0) throw new Error("Cannot hold the shim library in memory: not enough memory");
    at += written;
  }
  return descriptor;
}
