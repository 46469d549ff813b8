import type { Console } from "../terminal/console.ts";

/** The key in both cases, as a terminal sends it. */
const KEYS: ReadonlySet<string> = new Set(["s", "S"]);

/** Input that was typed before the terminal was taken, such as the next command for the shell, arrives within this time. */
const EARLIER_INPUT_MS = 250;

/**
 * The key with which the user skips the plugin that has been running longest.
 * Each press is an event named `skip`.
 *
 * The terminal is left alone until {@linkcode listen} is called: the system
 * stops a program that reads the terminal while in the background.
 */
export class SkipKey extends EventTarget {
  #state: "unused" | "asking" | "listening" | "closed" = "unused";
  /** When earlier input has been read away. */
  #obeysFrom = Infinity;
  readonly #close = () => this.close();

  /** A key, if there are terminals to read it from and to announce it on. */
  static for({ stderr }: Console): SkipKey | undefined {
    if (Deno.build.os === "windows" || !stderr.isTerminal || !Deno.stdin.isTerminal()) return undefined;
    return new SkipKey();
  }

  /** Whether the key works. */
  get isListening(): boolean {
    return this.#state === "listening" && performance.now() >= this.#obeysFrom;
  }

  /**
   * Starts to read the key, unless this program runs in the background; further calls do nothing. Earlier
   * input is discarded.
   */
  async listen(): Promise<void> {
    if (this.#state !== "unused") return;
    this.#state = "asking";
    const { isInForeground } = await import("../../scan/processes/foreground.ts");
    if (!await isInForeground() || this.#isClosed) return;
    this.#state = "listening";
    // Restores the terminal however the program ends, except by SIGKILL.
    globalThis.addEventListener("unload", this.#close);
    Deno.stdin.setRaw(true, { cbreak: true });
    this.#obeysFrom = performance.now() + EARLIER_INPUT_MS;
    await this.#read();
  }

  /** Restores the terminal. */
  close(): void {
    if (this.#state === "listening") {
      Deno.stdin.setRaw(false);
      globalThis.removeEventListener("unload", this.#close);
    }
    this.#state = "closed";
  }

  /** Restores the terminal while the program is stopped. */
  suspend(): void {
    if (this.#state === "listening") Deno.stdin.setRaw(false);
  }

  /** Takes the terminal again when the program continues. */
  resume(): void {
    if (this.#state === "listening") Deno.stdin.setRaw(true, { cbreak: true });
  }

  get #isClosed(): boolean {
    return this.#state === "closed";
  }

  /** The last read never ends; the program ends without it. */
  async #read(): Promise<void> {
    const bytes = new Uint8Array(64);
    for (;;) {
      const size = await Deno.stdin.read(bytes);
      if (size === null || this.#isClosed) return;
      if (!this.isListening) continue;
      const text = new TextDecoder().decode(bytes.subarray(0, size));
      for (const key of text) if (KEYS.has(key)) this.dispatchEvent(new Event("skip"));
    }
  }
}
