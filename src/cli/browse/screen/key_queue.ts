import { type Key, readKeys, readPausedKeys } from "./keys.ts";

/** A terminal sends a sequence at once; what comes later than this is another key. */
const SEQUENCE_MS = 40;

/** Most text of a paste that has not ended; what is longer is no paste for a line. */
const MOST_PENDING = 1 << 20;

/** The keys that were pressed and are not yet obeyed; taking them all at once skips outdated answers. */
export class KeyQueue {
  #keys: Key[] = [];
  #rest = "";
  #isEnded = false;
  #wake: (() => void) | undefined;
  #pause: ReturnType<typeof setTimeout> | undefined;

  /** Reads a terminal until it is gone; the last read never ends, and the program ends without it. */
  async read(input: { read(bytes: Uint8Array): Promise<number | null> }): Promise<void> {
    const bytes = new Uint8Array(4096);
    const decoder = new TextDecoder();
    try {
      for (let size = await input.read(bytes); size !== null; size = await input.read(bytes)) {
        this.#add(decoder.decode(bytes.subarray(0, size), { stream: true }));
      }
    } catch (error) {
      // A terminal that was closed gives an error, or the end.
      if (!(error instanceof Error)) throw error;
    }
    this.#isEnded = true;
    this.wake();
  }

  /** Lets {@linkcode take} return, though no key was pressed. */
  wake(): void {
    this.#wake?.();
    this.#wake = undefined;
  }

  /** Waits for keys, or for {@linkcode wake}; `undefined` once the terminal is gone. */
  async take(): Promise<Key[] | undefined> {
    if (this.#keys.length === 0 && !this.#isEnded) {
      await new Promise<void>((resolve) => this.#wake = resolve);
    }
    if (this.#keys.length === 0 && this.#isEnded) return undefined;
    const keys = this.#keys;
    this.#keys = [];
    return keys;
  }

  #add(text: string): void {
    clearTimeout(this.#pause);
    // A key with Alt comes in one piece: this is Escape, and another key soon after it.
    if (this.#rest === "\x1b" && !/^[[O]/.test(text)) {
      this.#rest = "";
      this.#push([{ name: "escape" }]);
    }
    const { keys, rest } = readKeys(this.#rest + text);
    this.#rest = rest.length > MOST_PENDING ? "" : rest;
    this.#push(keys);
    if (rest !== "") {
      this.#pause = setTimeout(() => {
        this.#push(readPausedKeys(this.#rest));
        // The end of a paste may be late.
        if (!this.#rest.startsWith("\x1b[200~")) this.#rest = "";
      }, SEQUENCE_MS);
    }
  }

  #push(keys: readonly Key[]): void {
    if (keys.length === 0) return;
    this.#keys.push(...keys);
    this.wake();
  }
}
