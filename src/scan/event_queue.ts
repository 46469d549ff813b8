/** Events that may wait for their reader before the writers have to wait. */
const HIGH_WATER_MARK = 64;

/** Hands events from many writers to one reader, in order; a slow reader slows the writers down. */
export class EventQueue<T> {
  #events: T[] = [];
  #isClosed = false;
  #failure: unknown;
  #wakeReader: (() => void) | undefined;
  #wakeWriters: (() => void)[] = [];

  /** Adds an event, and waits while the reader lags too far behind. */
  async push(event: T): Promise<void> {
    this.#events.push(event);
    this.#wakeReader?.();
    while (this.#isFull) await new Promise<void>((resolve) => this.#wakeWriters.push(resolve));
  }

  /** Ends the stream after the events that are waiting; with a failure the reader gets that at the end. */
  close(failure?: unknown): void {
    this.#isClosed = true;
    this.#failure = failure;
    this.#wakeReader?.();
    this.#releaseWriters();
  }

  /** The events until the queue is closed, all waiting ones at a time. */
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

  #releaseWriters(): void {
    for (const wake of this.#wakeWriters.splice(0)) wake();
  }
}
