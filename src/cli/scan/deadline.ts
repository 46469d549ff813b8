/** The time at which a scan ends, whatever is left to do. */
export class Deadline implements Disposable {
  readonly #controller = new AbortController();
  readonly #timer: ReturnType<typeof setTimeout>;

  /** @param limitMs From now on. */
  constructor(limitMs: number) {
    this.#timer = setTimeout(() => this.#controller.abort("deadline"), limitMs);
  }

  /** Aborted when the time has come, with `deadline` as its reason. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}
