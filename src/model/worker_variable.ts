/** Valid names of environment variables. */
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Prefixes of variables that control the system's loader, the C library and the runtime. */
const RESERVED_PREFIXES = ["LD_", "DYLD_", "GLIBC_", "MALLOC_", "DENO_", "NODE_", "RUST_", "PLUGINARY_"];

/** More such variables, and those that name a worker's private folder. */
const RESERVED_NAMES = ["GCONV_PATH", "LOCPATH", "NLSPATH", "GETCONF_DIR", "HOME", "TMPDIR", "TMP", "TEMP"];

/**
 * Why a variable cannot be given to a worker; `undefined` when it can.
 *
 * A worker is confined only after it has started, so an override must not
 * decide what it loads before that.
 *
 * @returns The end of a sentence about the name.
 */
export function reservedVariable(name: string): string | undefined {
  if (!NAME.test(name)) return "it is not a variable name";
  // Some systems ignore the case of variable names.
  const upper = name.toUpperCase();
  const isReserved = RESERVED_NAMES.includes(upper) ||
    RESERVED_PREFIXES.some((prefix) => upper.startsWith(prefix));
  return isReserved ? "a worker's own start depends on it" : undefined;
}
