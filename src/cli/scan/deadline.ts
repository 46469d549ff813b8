/** The time at which a scan ends, whatever is left to do. */
export class Deadline implements Disposable {
  readonly #controller = new AbortController();
  readonly #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param limitMs From now on; unset for none. */
  constructor(limitMs: number | undefined) {
    if (limitMs === undefined) return;
    this.#timer = setTimeout(() => this.#controller.abort("deadline"), limitMs);
  }

  /** Aborted when the time has come, with `deadline` as its reason. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  [Symbol.dispose](): void {
    // The first mention of a timer in a program loads 9 ms of code.
    if (this.#timer !== undefined) clearTimeout(this.#timer);
  }
}
