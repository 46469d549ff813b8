import type { PluginFormat } from "../model/plugin_format.ts";
import { PluginaryError } from "../model/pluginary_error.ts";
import type { RunFolder } from "../platform/private_folder.ts";
import { NO_MODULES, type WorkerConfinement } from "./confinement.ts";
import {
  type RequestBody,
  type WorkerCommand,
  type WorkerLimits,
  WorkerSession,
  WorkerStartError,
} from "./worker_session.ts";

/** Modules after which a worker is replaced: loaded modules are never unloaded. */
const MAXIMUM_MODULES = 64;

/** Resident memory after which a worker is replaced, in bytes. */
const MAXIMUM_MEMORY_BYTES = 768 * 1024 * 1024;

/** Starts that may fail in a row before the scan gives up: no plugin is to blame for them. */
const MAXIMUM_START_FAILURES = 3;

/** What the workers of a scan have in common. */
export interface WorkerSettings {
  readonly command: WorkerCommand;
  readonly formats: readonly PluginFormat[];
  /** Unset for the usual ones. */
  readonly limits?: WorkerLimits | undefined;
  /** Holds the workers' private folders. */
  readonly run: Pick<RunFolder, "makePrivate">;
  /** Whether each request gets a worker of its own. */
  readonly isIsolated?: boolean;
}

/** One place in the pool: it always has a living worker to give, a new one after each that ended. */
export class WorkerSlot {
  readonly #settings: WorkerSettings;
  #confinement = NO_MODULES;
  #session: WorkerSession | undefined;
  #isStopped = false;

  constructor(settings: WorkerSettings) {
    this.#settings = settings;
  }

  /** Sets what the workers may do that it gives from now on; one that has another confinement is replaced. */
  confine(confinement: WorkerConfinement): void {
    this.#confinement = confinement;
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

  /**
   * Sends a request that failed once more, to a worker that notes what it is
   * denied, and says what that was. Nothing else is learnt from it.
   */
  async explain(body: RequestBody): Promise<readonly string[]> {
    if (this.#isStopped || this.#confinement.level === "off") return [];
    await this.close();
    this.#session = await this.#start({ notesDenials: true });
    const session = this.#session;
    if (!this.#isStopped) await session.request(body);
    await session.stop();
    return session.denials;
  }

  /** Loaded code stays in its process, and what it is allowed was fixed when that started. */
  #isUsable(session: WorkerSession): boolean {
    return session.isAlive && session.place.confinement === this.#confinement &&
      session.place.notesDenials !== true &&
      session.servedModules < this.#maximumModules() &&
      session.memoryBytes < MAXIMUM_MEMORY_BYTES;
  }

  /** LV2 runs no code of its modules, and a new worker would have to read all bundles again. */
  #maximumModules(): number {
    if (this.#settings.formats.includes("lv2")) return Infinity;
    return this.#settings.isIsolated ? 1 : MAXIMUM_MODULES;
  }

  #startSession(options: { notesDenials?: boolean }): Promise<WorkerSession> {
    const { command, formats, limits, run } = this.#settings;
    return WorkerSession.start(command, formats, { run, confinement: this.#confinement, ...options }, limits);
  }

  async #start(options: { notesDenials?: boolean } = {}): Promise<WorkerSession> {
    for (let failures = 1;; failures++) {
      try {
        return await this.#startSession(options);
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
