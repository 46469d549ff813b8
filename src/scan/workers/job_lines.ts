import type { PluginFormat } from "../../model/plugin_format.ts";

/** The waiting modules of one format, as a worker sees them. */
export interface JobLine<Job> {
  readonly format: PluginFormat;
  /** The next one, or `undefined` when the line is empty. */
  next(): Job | undefined;
  /** Says that the worker no longer serves this line. */
  leave(): void;
}

/** A waiting module, and how long it will probably take. */
interface Waiting<Job> {
  readonly job: Job;
  readonly expectedMs: number;
}

/**
 * Modules that wait for a worker, in one line per format, so that no worker
 * loads a format that it does not scan.
 */
export class JobLines<Job> {
  readonly #isServedByOne: (format: PluginFormat) => boolean;
  readonly #waiting = new Map<PluginFormat, Waiting<Job>[]>();
  readonly #served = new Map<PluginFormat, number>();

  /** @param isServedByOne Whether all modules of a format go to one worker. */
  constructor(isServedByOne: (format: PluginFormat) => boolean) {
    this.#isServedByOne = isServedByOne;
  }

  /** How many modules are waiting. */
  get size(): number {
    return [...this.#waiting.values()].reduce((size, jobs) => size + jobs.length, 0);
  }

  /**
   * Puts a module at the end of its format's line.
   *
   * @param expectedMs How long it will probably take, in milliseconds.
   */
  add(format: PluginFormat, job: Job, expectedMs: number): void {
    this.#line(format).push({ job, expectedMs });
  }

  /** Orders each line by the places of its modules: the first number that differs decides. */
  arrange(placeOf: (job: Job) => readonly number[]): void {
    for (const jobs of this.#waiting.values()) {
      const places = new Map(jobs.map(({ job }) => [job, placeOf(job)]));
      jobs.sort((a, b) => comparePlaces(places.get(a.job)!, places.get(b.job)!));
    }
  }

  /** Whether {@linkcode claim} would give a line. */
  get canClaim(): boolean {
    return this.#neediest() !== undefined;
  }

  /**
   * The line that needs a worker most: first one that a single worker has to
   * serve, then the one with the most work per worker. `undefined` when nothing
   * is waiting that another worker could do.
   */
  claim(): JobLine<Job> | undefined {
    const format = this.#neediest();
    if (format === undefined) return undefined;
    this.#served.set(format, this.#workers(format) + 1);
    return {
      format,
      next: () => this.#line(format).shift()?.job,
      leave: () => this.#served.set(format, this.#workers(format) - 1),
    };
  }

  #neediest(): PluginFormat | undefined {
    let chosen: PluginFormat | undefined;
    for (const format of this.#waiting.keys()) {
      if (this.#line(format).length === 0 || this.#isTaken(format)) continue;
      if (chosen === undefined || this.#need(format) > this.#need(chosen)) chosen = format;
    }
    return chosen;
  }

  #line(format: PluginFormat): Waiting<Job>[] {
    const line = this.#waiting.get(format) ?? [];
    this.#waiting.set(format, line);
    return line;
  }

  #isTaken(format: PluginFormat): boolean {
    return this.#isServedByOne(format) && this.#workers(format) > 0;
  }

  #need(format: PluginFormat): number {
    if (this.#isServedByOne(format)) return Infinity;
    const work = this.#line(format).reduce((sum, { expectedMs }) => sum + expectedMs, 0);
    return work / (this.#workers(format) + 1);
  }

  #workers(format: PluginFormat): number {
    return this.#served.get(format) ?? 0;
  }
}

function comparePlaces(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((place, i) => place !== b[i]);
  return index < 0 ? 0 : a[index]! - b[index]!;
}
