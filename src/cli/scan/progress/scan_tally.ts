import { isFailure } from "../../../model/documents/scan_summary.ts";
import type { ScanEvent, WorkerActivity } from "../../../model/documents/scan_document.ts";
import type { ScannedModule } from "../../../model/module.ts";
import type { ScanOutcome } from "../../../model/plugin.ts";
import { fileName } from "../../../platform/paths.ts";

/** The rate is that of the last modules within this time: the first ones are the slowest. */
const RATE_WINDOW_MS = 15_000;

/** Before this, a rate says nothing about the rest. */
const RATE_AFTER_MS = 2000;

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
  /** Who has which row: a worker keeps its row, and a new one takes a free row. */
  readonly #rows: (string | undefined)[] = [];
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

  /** Finished modules per second; `undefined` while there is too little to tell. */
  rate(now: number = performance.now()): number | undefined {
    if (this.#startedAt === undefined || now - this.#startedAt < RATE_AFTER_MS) return undefined;
    const from = Math.max(this.#startedAt, now - RATE_WINDOW_MS);
    this.#ends = this.#ends.filter((at) => at >= from);
    return this.#ends.length === 0 ? undefined : this.#ends.length / ((now - from) / 1000);
  }

  /** The workers in rows that they keep; `undefined` for a free row. */
  rows(workers: readonly WorkerActivity[]): (WorkerActivity | undefined)[] {
    const byKey = new Map(workers.map((worker) => [worker.worker ?? worker.location, worker]));
    for (const [index, key] of this.#rows.entries()) {
      if (key !== undefined && !byKey.has(key)) this.#rows[index] = undefined;
    }
    for (const key of byKey.keys()) {
      if (this.#rows.includes(key)) continue;
      const free = this.#rows.indexOf(undefined);
      this.#rows[free < 0 ? this.#rows.length : free] = key;
    }
    return this.#rows.map((key) => key === undefined ? undefined : byKey.get(key));
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
