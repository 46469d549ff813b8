/** Events that may wait for their reader before those who write are made to wait. */
const HIGH_WATER_MARK = 64;

/** Hands events from many writers to one reader, in order; a slow reader slows the writers down. */
export class EventQueue<T> {
  readonly #events: T[] = [];
  #isClosed = false;
  #failure: unknown;
  #wakeReader: (() => void) | undefined;
  #wakeWriters: (() => void)[] = [];

  /** Adds an event and waits until the reader is near enough. */
  async push(event: T): Promise<void> {
    this.#events.push(event);
    this.#wakeReader?.();
    while (this.#events.length > HIGH_WATER_MARK && !this.#isClosed) {
      await new Promise<void>((resolve) => this.#wakeWriters.push(resolve));
    }
  }

  /** Ends the stream after the events that are waiting; with a failure the reader gets that at the end. */
  close(failure?: unknown): void {
    this.#isClosed = true;
    this.#failure = failure;
    this.#wakeReader?.();
    this.#releaseWriters();
  }

  /** The events, until the queue is closed. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      while (this.#events.length > 0) {
        yield this.#events.shift()!;
        if (this.#events.length <= HIGH_WATER_MARK) this.#releaseWriters();
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
