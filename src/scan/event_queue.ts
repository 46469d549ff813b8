/** Events that may wait for their reader before the writers have to wait. */
const HIGH_WATER_MARK = 64;

/** Hands events from many writers to one reader, in order; a slow reader slows the writers down. */
export class EventQueue<T> {
  #events: T[] = [];
  #isClosed = false;
  #failure: unknown;
  #wakeReader: (() => void) | undefined;
  #wakeWriters: (() => void)[] = [];

  /** Adds an event; a writer of many events waits for {@linkcode room} when the queue {@linkcode isFull}. */
  push(event: T): void {
    this.#events.push(event);
    this.#wakeReader?.();
  }

  /** Whether the reader lags too far behind. */
  get isFull(): boolean {
    return this.#events.length > HIGH_WATER_MARK && !this.#isClosed;
  }

  /** Waits while the reader lags too far behind. */
  async room(): Promise<void> {
    while (this.isFull) await new Promise<void>((resolve) => this.#wakeWriters.push(resolve));
  }

  /** Ends the stream after the waiting events; a failure is thrown to the reader at the end. */
  close(failure?: unknown): void {
    this.#isClosed = true;
    this.#failure = failure;
    this.#wakeReader?.();
    this.#releaseWriters();
  }

  /** The events until the queue is closed, in batches of all that are waiting. */
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

  #releaseWriters(): void {
    for (const wake of this.#wakeWriters.splice(0)) wake();
  }
}
