/** Events that may wait for their reader before those who write are made to wait. */
const HIGH_WATER_MARK = 64;

/** Hands events from many writers to one reader, in order; a slow reader slows the writers down. */
export class EventQueue<T> {
  #events: T[] = [];
  #isClosed = false;
  #failure: unknown;
  #wakeReader: (() => void) | undefined;
  #wakeWriters: (() => void)[] = [];

  /**
   * Adds an event.
   *
   * @returns What a writer has to wait for until the reader is near enough; `undefined` when it is.
   */
  push(event: T): Promise<void> | undefined {
    this.#events.push(event);
    this.#wakeReader?.();
    return this.#isFull ? this.#waitForReader() : undefined;
  }

  /** Ends the stream after the events that are waiting; with a failure the reader gets that at the end. */
  close(failure?: unknown): void {
    this.#isClosed = true;
    this.#failure = failure;
    this.#wakeReader?.();
    this.#releaseWriters();
  }

  /** The events, until the queue is closed: each time all that are there. */
  async *[Symbol.asyncIterator](): AsyncGenerator<readonly T[]> {
    for (;;) {
      while (this.#events.length > 0) {
        const events = this.#events;
        this.#events = [];
        yield events;
        this.#releaseWriters();
      }
      if (this.#isClosed) break;
      await new Promise<void>((resolve) => this.#wakeReader = resolve);
      this.#wakeReader = undefined;
    }
    if (this.#failure !== undefined) throw this.#failure;
  }

  get #isFull(): boolean {
    return this.#events.length > HIGH_WATER_MARK && !this.#isClosed;
  }

  async #waitForReader(): Promise<void> {
    while (this.#isFull) await new Promise<void>((resolve) => this.#wakeWriters.push(resolve));
  }

  #releaseWriters(): void {
    for (const wake of this.#wakeWriters.splice(0)) wake();
  }
}
