import assert from "node:assert/strict";
import type { Sandbox } from "../../support/sandbox.ts";

/** How much longer than an undisturbed run a kill may wait: some come too late. */
const LATEST = 1.1;

/** Kills a command at a random moment. */
export class Killer {
  readonly #sandbox: Sandbox;
  #longestMs = 0;
  /** How many commands were killed before their end. */
  killed = 0;

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
  }

  /** Runs a command to its end and learns how long it takes. */
  async measure(args: readonly string[]): Promise<void> {
    const start = performance.now();
    const { code, stderr } = await this.#sandbox.run(args);
    assert.equal(code, 0, stderr);
    this.#longestMs = performance.now() - start;
  }

  /** @returns The moment, for messages. */
  async kill(args: readonly string[]): Promise<string> {
    const child = this.#sandbox.start(args);
    await child.stdin.close();
    const afterMs = Math.random() * this.#longestMs * LATEST;
    const timer = setTimeout(() => killIfThere(child.pid), afterMs);
    const { signal } = await child.output();
    clearTimeout(timer);
    if (signal === "SIGKILL") this.killed++;
    return `${args.join(" ")} killed after ${Math.round(afterMs)} ms`;
  }
}

function killIfThere(pid: number): void {
  try {
    Deno.kill(pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
