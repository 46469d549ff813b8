/** What a worker may come to need, in bytes; most need a tenth of it. */
const MEMORY_PER_WORKER_BYTES = 512 * 1024 * 1024;

/** What a computer has for workers. */
export interface Resources {
  /** Cores that this process may use. */
  readonly cores: number;
  /** Memory that can be had without swapping, in bytes; `undefined` where the system does not tell. */
  readonly availableBytes: number | undefined;
}

/** How many workers run at once: one per core, fewer where memory is short, never none. */
export function workerCount({ cores, availableBytes }: Resources = theseResources()): number {
  if (availableBytes === undefined) return cores;
  return Math.max(1, Math.min(cores, Math.floor(availableBytes / MEMORY_PER_WORKER_BYTES)));
}

/** Deno counts only cores that this process may use, and knows the bound of a container on memory. */
function theseResources(): Resources {
  const { available } = Deno.systemMemoryInfo();
  return { cores: navigator.hardwareConcurrency, availableBytes: available > 0 ? available : undefined };
}
