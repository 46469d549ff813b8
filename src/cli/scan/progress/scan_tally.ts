import { isFailure } from "../../../model/documents/scan_summary.ts";
import type { ScanEvent, WorkerActivity } from "../../../model/documents/scan_document.ts";
import type { ScannedModule } from "../../../model/module.ts";
import type { ScanOutcome } from "../../../model/plugin.ts";
import { fileName } from "../../../platform/paths.ts";

/** The rate is that of the last modules within this time: the first ones are the slowest. */
const RATE_WINDOW_MS = 15_000;

/** Before this, a rate says nothing about the rest. */
const RATE_AFTER_MS = 2000;

/** Silence after which the last rate says nothing about the rest: this time, and this many usual pauses. */
const STALLED_AFTER_MS = 3000;
const STALLED_AFTER_PAUSES = 3;

/** Failures to keep for display. */
const KEPT_FAILURES = 3;

/** A failure as the view shows it; its texts are a plugin's own. */
export interface ShownFailure {
  readonly outcome: ScanOutcome;
  readonly name: string;
  readonly message: string;
}

/** The state of a running scan, as its events and workers tell it. */
export class ScanTally {
  done = 0;
  total = 0;
  /** Modules that need no worker because they have not changed. */
  unchanged = 0;
  plugins = 0;
  failures = 0;
  /** Whether modules are still being searched for; `total` is final once the first worker starts. */
  isSearching = true;
  /** The last failures, oldest first. */
  readonly lastFailures: ShownFailure[] = [];
  /** When each running module was first seen. */
  readonly #since = new Map<string, number>();
  /** Most workers at once so far. */
  #mostWorkers = 0;
  #startedAt: number | undefined;
  #ends: number[] = [];

  /** Takes an event of the scan. */
  see(event: ScanEvent): void {
    if (event.event === "module") this.#seeModule(event.module, event.isStored === true);
    if (event.event !== "progress") return;
    this.done = event.done;
    this.total = event.total;
    if (event.running.length > 0) this.isSearching = false;
    this.#follow(event.running);
  }

  /** The module that has been running longest. */
  oldest(): { readonly location: string; readonly forMs: number } | undefined {
    // A map keeps the order in which its entries were added.
    const [first] = this.#since;
    return first === undefined ? undefined : { location: first[0], forMs: performance.now() - first[1] };
  }

  /**
   * Finished modules per second; `undefined` while there is too little to tell,
   * when nothing is left but what runs, and when nothing finishes any more.
   */
  rate(now: number = performance.now()): number | undefined {
    if (this.#startedAt === undefined || now - this.#startedAt < RATE_AFTER_MS) return undefined;
    if (this.total - this.done <= this.#since.size) return undefined;
    const from = Math.max(this.#startedAt, now - RATE_WINDOW_MS);
    this.#ends = this.#ends.filter((at) => at >= from);
    const last = this.#ends.at(-1);
    if (last === undefined) return undefined;
    const pauseMs = (now - from) / this.#ends.length;
    if (now - last > Math.max(STALLED_AFTER_MS, STALLED_AFTER_PAUSES * pauseMs)) return undefined;
    return 1000 / pauseMs;
  }

  /**
   * The workers by their numbers, those that are starting last; then `undefined`
   * for each free row, which the next worker takes.
   */
  rows(workers: readonly WorkerActivity[]): (WorkerActivity | undefined)[] {
    const sorted = workers.toSorted((a, b) => numberOf(a) - numberOf(b));
    this.#mostWorkers = Math.max(this.#mostWorkers, sorted.length);
    const free = Math.min(this.#mostWorkers, this.total - this.done) - sorted.length;
    return [...sorted, ...Array.from({ length: Math.max(0, free) }, () => undefined)];
  }

  #seeModule(module: ScannedModule, isStored: boolean): void {
    // The event of the progress comes after that of the module.
    this.done++;
    this.plugins += module.plugins.length;
    if (isStored) {
      this.unchanged++;
      return;
    }
    this.#ends.push(performance.now());
    const { location, outcome, reason, failures } = module;
    if (isFailure(outcome)) this.#fail({ outcome, name: fileName(location), message: reason?.message ?? "" });
    for (const failure of failures) {
      if (!isFailure(failure.outcome)) continue;
      this.#fail({ ...failure, message: failure.reason.message });
    }
  }

  #fail(failure: ShownFailure): void {
    this.failures++;
    this.lastFailures.push(failure);
    if (this.lastFailures.length > KEPT_FAILURES) this.lastFailures.shift();
  }

  #follow(running: readonly string[]): void {
    const now = performance.now();
    if (running.length > 0) this.#startedAt ??= now;
    for (const location of this.#since.keys()) if (!running.includes(location)) this.#since.delete(location);
    for (const location of running) if (!this.#since.has(location)) this.#since.set(location, now);
  }
}

/** The number in an id like `w12`; a worker that is starting has none, and will get the next one. */
function numberOf({ worker }: WorkerActivity): number {
  return worker === undefined ? Infinity : Number(worker.slice(1));
}
