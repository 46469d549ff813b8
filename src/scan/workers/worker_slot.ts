import type { PluginFormat } from "../../model/plugin_format.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import type { RunFolder } from "../../platform/private_folder.ts";
import { NO_MODULES, type WorkerConfinement } from "./confinement.ts";
import { machineError } from "./machine_error.ts";
import type { RequestLimits } from "./time_limits.ts";
import {
  type NotedDenials,
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

/** Failed starts in a row after which the scan gives up; no plugin is to blame for them. */
const MAXIMUM_START_FAILURES = 3;

/** The first pause before another start, in milliseconds; each further one is longer. */
const START_PAUSE_MS = 25;

/** The settings of all workers of a slot. */
export interface WorkerSettings {
  readonly command: WorkerCommand;
  readonly format: PluginFormat;
  /** Whether modules' code runs; if not, workers need neither isolation nor replacement. */
  readonly runsPluginCode: boolean;
  /** Unset for the usual ones. */
  readonly limits?: WorkerLimits | undefined;
  /** Holds the workers' private folders. */
  readonly run: Pick<RunFolder, "makePrivate">;
}

/** One place in the pool, which provides a living worker: a new one after each that ended. */
export class WorkerSlot {
  readonly #settings: WorkerSettings;
  #confinement = NO_MODULES;
  #isIsolated = false;
  #session: WorkerSession | undefined;
  /** Workers that serve one request and no more. */
  readonly #isolated = new WeakSet<WorkerSession>();
  #starting: AbortController | undefined;
  #isStopped = false;

  constructor(settings: WorkerSettings) {
    this.#settings = settings;
  }

  /**
   * Sets the requirements for the next module's workers. A worker with another
   * confinement is replaced, as is one that ran an isolated module.
   *
   * @param isIsolated Whether each request gets a worker of its own.
   */
  prepare(confinement: WorkerConfinement, isIsolated = false): void {
    this.#confinement = confinement;
    this.#isIsolated = isIsolated && this.#settings.runsPluginCode;
  }

  /** Whether {@linkcode get} would return a worker that is already running. */
  get hasWorker(): boolean {
    return this.#session !== undefined && this.#isUsable(this.#session);
  }

  /** The id of its worker; unset while there is none. */
  get workerId(): string | undefined {
    return this.#session?.id;
  }

  /** Whether a worker that it has provided has not been replaced. */
  isCurrent(worker: WorkerSession): boolean {
    return this.#session === worker;
  }

  /** Whether its workers are confined, as far as the system can. */
  get isConfined(): boolean {
    return this.#confinement.level !== "off";
  }

  /** Whether {@linkcode stop} has been called. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  /**
   * The current worker, or a new one if that has ended or is used up.
   *
   * @returns `undefined` when it was ended while it was starting.
   * @throws {PluginaryError} `worker-does-not-start` and others when none can be had.
   */
  async get(): Promise<WorkerSession | undefined> {
    if (this.#session !== undefined && !this.#isUsable(this.#session)) await this.close();
    if (this.#isStopped) return undefined;
    this.#session ??= await this.#start();
    if (this.#isIsolated && this.#session !== undefined) this.#isolated.add(this.#session);
    if (!this.#isStopped) return this.#session;
    // Stopped while it was starting.
    await this.#session?.stop();
    return undefined;
  }

  /** A worker that has not run anything yet. */
  async getFresh(): Promise<WorkerSession | undefined> {
    await this.close();
    return await this.get();
  }

  /** Ends the worker in order. */
  async close(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    await session?.close();
  }

  /** Ends the worker at once, even while it is starting; its request ends as `stopped`. */
  async endWorker(): Promise<void> {
    this.#starting?.abort();
    await this.#session?.stop();
  }

  /** Ends the worker at once, and any that comes after it. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.endWorker();
  }

  /**
   * Repeats a failed request in a worker that notes denials, and returns these.
   * The answer itself is ignored.
   *
   * While a thread blocks signals, the first call that such a worker would note
   * kills it. If that happens, another one notes only calls that are denied,
   * where the same end means the start of a process.
   */
  async explain(body: RequestBody, limits?: RequestLimits): Promise<readonly string[]> {
    const all = await this.#denialsOf("all", body, limits);
    if (!all.isCut) return all.denials;
    const calls = await this.#denialsOf("calls", body, limits);
    return [...new Set([...all.denials, ...calls.denials])];
  }

  async #denialsOf(
    notes: NotedDenials,
    body: RequestBody,
    limits: RequestLimits | undefined,
  ): Promise<{ denials: readonly string[]; isCut: boolean }> {
    const nothing = { denials: [], isCut: false };
    if (this.#isStopped || !this.isConfined) return nothing;
    await this.close();
    this.#session = await this.#start({ notes });
    const session = this.#session;
    if (session === undefined) return nothing;
    const exchange = this.#isStopped ? {} : await session.request(body, limits);
    await session.stop();
    return { denials: session.denials, isCut: exchange.end?.signal === "SIGSYS" };
  }

  /** Whether the next module can use a worker: its loaded code stays, and its rights were fixed at its start. */
  #isUsable(session: WorkerSession): boolean {
    return session.isAlive && session.place.confinement === this.#confinement &&
      session.place.notes === undefined &&
      !this.#isUsedUp(session) && !this.#isolated.has(session) &&
      session.memoryBytes < MAXIMUM_MEMORY_BYTES;
  }

  #isUsedUp(session: WorkerSession): boolean {
    return this.#settings.runsPluginCode && session.servedModules >= MAXIMUM_MODULES;
  }

  #startSession(options: { notes?: NotedDenials; signal: AbortSignal }): Promise<WorkerSession> {
    const { command, format, limits, run } = this.#settings;
    return WorkerSession.start(
      command,
      [format],
      { run, confinement: this.#confinement, ...options },
      limits,
    );
  }

  /** @returns `undefined` when it was ended while starting. */
  async #start(options: { notes?: NotedDenials } = {}): Promise<WorkerSession | undefined> {
    const starting = this.#starting = new AbortController();
    const { signal } = starting;
    for (let failures = 1;; failures++) {
      try {
        return await this.#startSession({ ...options, signal });
      } catch (error) {
        if (!(error instanceof WorkerStartError)) throw error;
        if (signal.aborted) return undefined;
        if (failures === MAXIMUM_START_FAILURES) throw startError(error, this.#settings.command);
        // A shortage may be over in a moment.
        await new Promise((resolve) => setTimeout(resolve, START_PAUSE_MS * 4 ** failures));
      }
    }
  }
}

/** A worker's failure to start, in words for a person. */
export function startError(
  error: WorkerStartError,
  { repair }: Pick<WorkerCommand, "repair">,
): PluginaryError {
  const what = "Cannot start a worker";
  const shortage = machineError(what, error.cause);
  if (shortage !== undefined) return shortage;
  const words = complaintIn(error.stderrTail);
  const message = words === undefined ? error.message : `${error.message}; it wrote: ${words}`;
  return new PluginaryError("worker-does-not-start", `${what}: ${message}`, repair, { cause: error });
}

/** The line of a Deno program's last output that says why it ended, without the place in the code. */
function complaintIn(text: string): string | undefined {
  const lines = text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  const complaint = lines.find((line) => /^(error|thread|pluginary):? /i.test(line));
  return complaint?.replace(/^error: (Uncaught )?(\(in promise\) )?(Error: )?/, "") ?? lines.at(-1);
}
