import { type ErrorCode, PluginaryError } from "../../model/pluginary_error.ts";

/** A shortage of this computer's resources, and advice against it. */
interface Shortage {
  readonly code: ErrorCode;
  readonly why: string;
  readonly hint: string;
}

const DISK: Omit<Shortage, "why"> = {
  code: "disk-full",
  hint: "Free some space there, or set TMPDIR to a folder on another disk",
};

const MEMORY: Shortage = {
  code: "memory-full",
  why: "this computer is out of memory",
  hint: "Close other programs, or scan with fewer workers: --jobs 1",
};

const PROCESSES: Shortage = {
  code: "process-limit",
  why: "this user cannot start any more processes",
  hint: "End other programs, or raise the limit (ulimit -u)",
};

const FILES: Shortage = {
  code: "process-limit",
  why: "this process cannot open any more files",
  hint: "Raise the limit (ulimit -n), or scan with fewer workers: --jobs 1",
};

/** Shortages by the numbers of errno(3), mostly the same on Linux and macOS; no plugin is to blame for any. */
const SHORTAGES: ReadonlyMap<number, Shortage> = new Map([
  [28, { ...DISK, why: "the disk is full" }],
  [122, { ...DISK, why: "this user's disk quota is used up" }],
  [30, { ...DISK, why: "the disk is read-only" }],
  [12, MEMORY],
  [11, PROCESSES],
  [35, PROCESSES],
  [24, FILES],
  [23, FILES],
]);

/**
 * Explains a system error that is caused by a shortage.
 *
 * @param what The failed action, like `Cannot start a worker`.
 * @returns `undefined` for any other error.
 */
export function machineError(what: string, error: unknown): PluginaryError | undefined {
  if (!(error instanceof Error)) return undefined;
  const shortage = SHORTAGES.get(Number(/\(os error (\d+)\)/.exec(error.message)?.[1]));
  if (shortage === undefined) return undefined;
  return new PluginaryError(shortage.code, `${what}: ${shortage.why}`, shortage.hint, { cause: error });
}

/** The error of a scan whose workers the system kills because memory is short. */
export function memoryError(): PluginaryError {
  return new PluginaryError(
    MEMORY.code,
    `Cannot continue the scan: ${MEMORY.why}, and the system is killing workers`,
    MEMORY.hint,
  );
}

/** The memory that systems reserve for themselves, in bytes. */
const LEAST_MEMORY_BYTES = 128 * 1024 * 1024;

/** Share of all memory below which a system under load begins to kill processes. */
const LEAST_MEMORY_SHARE = 1 / 32;

/** Whether this computer is about to run out of memory. */
export function isMemoryShort(): boolean {
  const { available, total } = Deno.systemMemoryInfo();
  return available > 0 && available < Math.max(LEAST_MEMORY_BYTES, total * LEAST_MEMORY_SHARE);
}
