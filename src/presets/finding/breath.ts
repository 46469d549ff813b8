/** How long work may keep the program from anything else, in milliseconds. */
const LONGEST_MS = 20;

/** Lets the rest of the program go on, such as the handling of Ctrl-C, while files are read synchronously. */
export class Breath {
  #last = performance.now();

  /** Whether it is time for {@linkcode take}. */
  get isDue(): boolean {
    return performance.now() - this.#last >= LONGEST_MS;
  }

  /** Any asynchronous call does; the first timer of a program would load 5 ms of code. */
  async take(): Promise<void> {
    await Promise.allSettled([Deno.lstat("/")]);
    this.#last = performance.now();
  }
}
