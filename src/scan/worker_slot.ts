import type { PluginFormat } from "../model/plugin_format.ts";
import { PluginaryError } from "../model/pluginary_error.ts";
import { type WorkerCommand, type WorkerLimits, WorkerSession, WorkerStartError } from "./worker_session.ts";

/** Modules after which a worker is replaced: loaded modules are never unloaded. */
const MAXIMUM_MODULES = 64;

/** Resident memory after which a worker is replaced, in bytes. */
const MAXIMUM_MEMORY_BYTES = 768 * 1024 * 1024;

/** Starts that may fail in a row before the scan gives up: no plugin is to blame for them. */
const MAXIMUM_START_FAILURES = 3;

/** One place in the pool: it always has a living worker to give, a new one after each that ended. */
export class WorkerSlot {
  readonly #command: WorkerCommand;
  readonly #formats: readonly PluginFormat[];
  readonly #limits: WorkerLimits;
  #session: WorkerSession | undefined;
  #isStopped = false;

  constructor(command: WorkerCommand, formats: readonly PluginFormat[], limits: WorkerLimits) {
    this.#command = command;
    this.#formats = formats;
    this.#limits = limits;
  }

  /** Whether {@linkcode stop} has been called. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  /**
   * The worker at hand, or a new one where that is gone or used up.
   *
   * @throws {PluginaryError} `worker-does-not-start` when none can be had.
   */
  async get(): Promise<WorkerSession> {
    if (this.#session !== undefined && !this.#isUsable(this.#session)) await this.close();
    this.#session ??= await this.#start();
    // Stopped while it was starting.
    if (this.#isStopped) await this.#session.stop();
    return this.#session;
  }

  /** A worker that has run nothing yet. */
  async getFresh(): Promise<WorkerSession> {
    await this.close();
    return await this.get();
  }

  /** Ends the worker in order. */
  async close(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    await session?.close();
  }

  /** Ends the worker at once; what it was doing comes back as `stopped`. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#session?.stop();
  }

  /** LV2 runs no code of its modules, and a new worker would have to read all bundles again. */
  #isUsable({ isAlive, servedModules, memoryBytes }: WorkerSession): boolean {
    const maximum = this.#formats.includes("lv2") ? Infinity : MAXIMUM_MODULES;
    return isAlive && servedModules < maximum && memoryBytes < MAXIMUM_MEMORY_BYTES;
  }

  async #start(): Promise<WorkerSession> {
    for (let failures = 1;; failures++) {
      try {
        return await WorkerSession.start(this.#command, this.#formats, this.#limits);
      } catch (error) {
        if (!(error instanceof WorkerStartError)) throw error;
        if (failures < MAXIMUM_START_FAILURES) continue;
        const lastWords = error.stderrTail.split("\n").slice(-5).join("\n");
        throw new PluginaryError(
          "worker-does-not-start",
          `Cannot start a worker: ${error.message}`,
          lastWords === "" ? undefined : `The worker said: ${lastWords}`,
          { cause: error },
        );
      }
    }
  }
}
