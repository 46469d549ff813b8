import { type ErrorCode, PluginaryError } from "../../model/pluginary_error.ts";

/** What a shortage of this computer is called, and what helps against it. */
interface Shortage {
  readonly code: ErrorCode;
  readonly why: string;
  readonly hint: string;
}

const DISK: Omit<Shortage, "why"> = {
  code: "disk-full",
  hint: "Make room there, or set TMPDIR to a folder on another disk",
};

const MEMORY: Shortage = {
  code: "memory-full",
  why: "this computer has no memory left",
  hint: "Close other programs, or scan with fewer workers: --jobs 1",
};

const PROCESSES: Shortage = {
  code: "process-limit",
  why: "the system lets this user start no more processes",
  hint: "End other programs, or raise the limit (ulimit -u)",
};

const FILES: Shortage = {
  code: "process-limit",
  why: "this process may open no more files",
  hint: "Raise the limit (ulimit -n), or scan with fewer workers: --jobs 1",
};

/** By the numbers of errno(3), which Linux and macOS mostly share; no plugin is to blame for any of them. */
const SHORTAGES: ReadonlyMap<number, Shortage> = new Map([
  [28, { ...DISK, why: "the disk is full" }],
  [122, { ...DISK, why: "this user's share of the disk is used up" }],
  [30, { ...DISK, why: "the disk can only be read" }],
  [12, MEMORY],
  [11, PROCESSES],
  [35, PROCESSES],
  [24, FILES],
  [23, FILES],
]);

/**
 * Explains an error of the system that comes from a lack of something.
 *
 * @param what Ends in what could not be done, like `Cannot start a worker`.
 * @returns `undefined` for any other error.
 */
export function machineError(what: string, error: unknown): PluginaryError | undefined {
  if (!(error instanceof Error)) return undefined;
  const shortage = SHORTAGES.get(Number(/\(os error (\d+)\)/.exec(error.message)?.[1]));
  if (shortage === undefined) return undefined;
  return new PluginaryError(shortage.code, `${what}: ${shortage.why}`, shortage.hint, { cause: error });
}

/** The error of a scan whose workers the system ends because memory is short. */
export function memoryError(): PluginaryError {
  return new PluginaryError(
    MEMORY.code,
    `Cannot go on: ${MEMORY.why}, so the system ends the workers`,
    MEMORY.hint,
  );
}

/** Less than this is what systems keep for themselves, in bytes. */
const LEAST_MEMORY_BYTES = 128 * 1024 * 1024;

/** Of all memory; beyond, a system under load begins to end processes. */
const LEAST_MEMORY_SHARE = 1 / 32;

/** Whether this computer is about to run out of memory. */
export function isMemoryShort(): boolean {
  const { available, total } = Deno.systemMemoryInfo();
  return available > 0 && available < Math.max(LEAST_MEMORY_BYTES, total * LEAST_MEMORY_SHARE);
}
