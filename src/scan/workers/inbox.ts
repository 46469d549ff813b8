import * as v from "valibot";
import { exactMatch } from "../../model/exact_match.ts";
import { MAXIMUM_MESSAGE_BYTES, type WorkerMessage, workerMessageSchema } from "../../worker/protocol.ts";
import { LineTooLongError, readLines } from "../processes/line_stream.ts";

/** Input from a worker: a valid message, a fault, the end of its output, or nothing in time. */
export type Arrival =
  | { readonly kind: "message"; readonly message: WorkerMessage }
  | { readonly kind: "fault"; readonly isTooLarge: boolean; readonly message: string }
  | { readonly kind: "closed" }
  | { readonly kind: "late" };

/**
 * How much longer to wait when the time is up. After this process was busy,
 * timers fire before input that arrived earlier is read; no plugin is blamed
 * for that.
 */
const DRAIN_MS = 50;

/**
 * Most arrivals that may wait to be read. A request has three messages, and a
 * worker works on a few of them ahead; one that sends many more without being
 * asked would fill the memory.
 */
const MAXIMUM_WAITING = 32;

/** Reads a worker's messages as they come and hands them out one at a time. */
export class Inbox {
  readonly #arrivals: Arrival[] = [];
  #waiting: ((arrival: Arrival) => void) | undefined;

  constructor(output: AsyncIterable<Uint8Array<ArrayBuffer>>, maximumBytes: number = MAXIMUM_MESSAGE_BYTES) {
    this.#pump(output, maximumBytes);
  }

  /** Whether anything has arrived that was not asked for. */
  get hasArrivals(): boolean {
    return this.#arrivals.length > 0;
  }

  /** The next arrival, or `late` when none comes within `timeoutMs`. */
  async next(timeoutMs: number): Promise<Arrival> {
    let arrival = await this.#wait(timeoutMs);
    for (let isBusy = true; arrival.kind === "late" && isBusy;) {
      const startedAt = performance.now();
      arrival = await this.#wait(DRAIN_MS);
      // When this timer is late too, the process is still busy.
      isBusy = performance.now() - startedAt > 2 * DRAIN_MS;
    }
    return arrival;
  }

  #wait(timeoutMs: number): Promise<Arrival> {
    const arrived = this.#arrivals.shift();
    if (arrived !== undefined) return Promise.resolve(arrived);
    return new Promise((resolve) => {
      const settle = (arrival: Arrival) => {
        clearTimeout(timer);
        this.#waiting = undefined;
        resolve(arrival);
      };
      const timer = setTimeout(settle, timeoutMs, { kind: "late" });
      this.#waiting = settle;
    });
  }

  async #pump(output: AsyncIterable<Uint8Array<ArrayBuffer>>, maximumBytes: number): Promise<void> {
    try {
      for await (const line of readLines(output, maximumBytes)) {
        const arrival = parseMessage(line);
        this.#deliver(arrival);
        // A worker that breaks the protocol is not read any further.
        if (arrival.kind === "fault") return;
        if (this.#arrivals.length > MAXIMUM_WAITING) return this.#deliver(FLOOD);
      }
      this.#deliver({ kind: "closed" });
    } catch (error) {
      const isTooLarge = error instanceof LineTooLongError;
      this.#deliver({
        kind: "fault",
        isTooLarge,
        message: error instanceof Error ? error.message : String(error),
      });
    }
  }

  #deliver(arrival: Arrival): void {
    if (this.#waiting !== undefined) this.#waiting(arrival);
    else this.#arrivals.push(arrival);
  }
}

const FLOOD: Arrival = {
  kind: "fault",
  isTooLarge: false,
  message: "Sent more messages than it was asked for",
};

const isMessage = exactMatch(workerMessageSchema);

function parseMessage(line: string): Arrival {
  try {
    const value: unknown = JSON.parse(line);
    if (isMessage(value)) return { kind: "message", message: value as WorkerMessage };
    const parsed = v.safeParse(workerMessageSchema, value, { abortEarly: true });
    if (parsed.success) return { kind: "message", message: parsed.output };
    return { kind: "fault", isTooLarge: false, message: `Message is invalid: ${parsed.issues[0].message}` };
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error;
    return { kind: "fault", isTooLarge: false, message: "Message is not JSON" };
  }
}
