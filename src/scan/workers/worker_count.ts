/** Memory to allow for each worker, in bytes; most need a tenth of it. */
const MEMORY_PER_WORKER_BYTES = 512 * 1024 * 1024;

/** The resources of a computer that limit its workers. */
export interface Resources {
  /** Cores that this process may use. */
  readonly cores: number;
  /** Memory that is available without swapping, in bytes; `undefined` if the system does not report it. */
  readonly availableBytes: number | undefined;
}

/** How many workers run at once: one per core, fewer when memory is short, at least one. */
export function workerCount({ cores, availableBytes }: Resources = theseResources()): number {
  if (availableBytes === undefined) return cores;
  return Math.max(1, Math.min(cores, Math.floor(availableBytes / MEMORY_PER_WORKER_BYTES)));
}

/** Deno counts only the cores that this process may use, and respects a container's memory limit. */
function theseResources(): Resources {
  const { available } = Deno.systemMemoryInfo();
  return { cores: navigator.hardwareConcurrency, availableBytes: available > 0 ? available : undefined };
}
