/** The time at which a scan ends, finished or not. */
export class Deadline implements Disposable {
  readonly #controller = new AbortController();
  readonly #timer: ReturnType<typeof setTimeout>;

  /** @param limitMs Counted from now. */
  constructor(limitMs: number) {
    this.#timer = setTimeout(() => this.#controller.abort("deadline"), limitMs);
  }

  /** Aborted at the deadline, with `deadline` as its reason. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}
