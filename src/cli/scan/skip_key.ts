import type { Console } from "../terminal/console.ts";

/** The key, as a terminal sends it. */
const KEYS: ReadonlySet<string> = new Set(["s", "S"]);

/**
 * The key with which a person who watches a scan gives up the plugin that has
 * been under way for longest. Each press is an event of the name `skip`.
 *
 * The terminal is left alone until the key is of use, see {@linkcode listen}:
 * a program that reads the terminal is stopped by the system when it runs in
 * the background.
 */
export class SkipKey extends EventTarget {
  #state: "unused" | "asking" | "listening" | "closed" = "unused";
  readonly #close = () => this.close();
  readonly #suspend = () => this.#stopHere();

  /** A key where there is a terminal to read it from and to say so on. */
  static for({ stderr }: Console): SkipKey | undefined {
    if (Deno.build.os === "windows" || !stderr.isTerminal || !Deno.stdin.isTerminal()) return undefined;
    return new SkipKey();
  }

  /** Whether the key works. */
  get isListening(): boolean {
    return this.#state === "listening";
  }

  /** Begins to read the key, unless this program runs in the background; does nothing when called again. */
  async listen(): Promise<void> {
    if (this.#state !== "unused") return;
    this.#state = "asking";
    const { isInForeground } = await import("../../scan/processes/foreground.ts");
    if (!await isInForeground() || this.#isClosed) return;
    this.#state = "listening";
    // However the program ends, but for SIGKILL, the terminal is as it was.
    globalThis.addEventListener("unload", this.#close);
    Deno.addSignalListener("SIGTSTP", this.#suspend);
    Deno.stdin.setRaw(true, { cbreak: true });
    await this.#read();
  }

  /** Leaves the terminal as it was. */
  close(): void {
    if (this.isListening) {
      Deno.stdin.setRaw(false);
      Deno.removeSignalListener("SIGTSTP", this.#suspend);
      globalThis.removeEventListener("unload", this.#close);
    }
    this.#state = "closed";
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
      const text = new TextDecoder().decode(bytes.subarray(0, size));
      for (const key of text) if (KEYS.has(key)) this.dispatchEvent(new Event("skip"));
    }
  }

  /** Ctrl-Z: the shell gets its terminal back as it was, and we take ours when we go on. */
  #stopHere(): void {
    Deno.stdin.setRaw(false);
    Deno.kill(Deno.pid, "SIGSTOP");
    Deno.stdin.setRaw(true, { cbreak: true });
  }
}
