import type { PluginFormat } from "../model/plugin_format.ts";

/** One format's waiting modules, as a worker sees them. */
export interface JobLine<Job> {
  readonly format: PluginFormat;
  /** The next one, or `undefined` when the line is empty. */
  next(): Job | undefined;
  /** Says that the worker serves this line no longer. */
  leave(): void;
}

/** Formats whose modules all go to one worker, because its start is what costs most. */
const SERVED_BY_ONE: readonly PluginFormat[] = ["lv2"];

/**
 * Modules that wait for a worker, in one line per format, so that no worker
 * pays for a format that it does not scan.
 */
export class JobLines<Job> {
  readonly #waiting = new Map<PluginFormat, Job[]>();
  readonly #served = new Map<PluginFormat, number>();

  /** How many wait. */
  get size(): number {
    return [...this.#waiting.values()].reduce((size, jobs) => size + jobs.length, 0);
  }

  /** Whether one of a format waits. */
  has(format: PluginFormat): boolean {
    return this.#length(format) > 0;
  }

  /** Puts a module at the end of its format's line. */
  add(format: PluginFormat, job: Job): void {
    const jobs = this.#waiting.get(format) ?? [];
    this.#waiting.set(format, jobs);
    jobs.push(job);
  }

  /** Orders each line by what the modules' places in it are to be. */
  arrange(placeOf: (job: Job) => number): void {
    for (const jobs of this.#waiting.values()) {
      const places = new Map(jobs.map((job) => [job, placeOf(job)]));
      jobs.sort((a, b) => places.get(a)! - places.get(b)!);
    }
  }

  /**
   * The line that needs a worker most: one that has to be served by a single
   * worker begins first, then the longest for each worker that is at it.
   * `undefined` when nothing waits that a further worker could help with.
   */
  claim(): JobLine<Job> | undefined {
    let chosen: PluginFormat | undefined;
    for (const format of this.#waiting.keys()) {
      if (!this.has(format) || this.#isTaken(format)) continue;
      if (chosen === undefined || this.#need(format) > this.#need(chosen)) chosen = format;
    }
    return chosen === undefined ? undefined : this.#line(chosen);
  }

  #line(format: PluginFormat): JobLine<Job> {
    this.#served.set(format, this.#workers(format) + 1);
    return {
      format,
      next: () => this.#waiting.get(format)?.shift(),
      leave: () => this.#served.set(format, this.#workers(format) - 1),
    };
  }

  #isTaken(format: PluginFormat): boolean {
    return SERVED_BY_ONE.includes(format) && this.#workers(format) > 0;
  }

  #need(format: PluginFormat): number {
    if (SERVED_BY_ONE.includes(format)) return Infinity;
    return this.#length(format) / (this.#workers(format) + 1);
  }

  #length(format: PluginFormat): number {
    return this.#waiting.get(format)?.length ?? 0;
  }

  #workers(format: PluginFormat): number {
    return this.#served.get(format) ?? 0;
  }
}
