import { type ConfinementPolicy, DEFAULT_POLICY } from "../model/confinement.ts";
import type { ConfinementReport, ScannedModule } from "../model/module.ts";
import { type ScanEvent, type ScanHead, summarize } from "../model/scan_document.ts";
import type { ScanJournal } from "../model/scan_journal.ts";
import { RunFolder } from "../platform/private_folder.ts";
import { ABI_VERSION } from "../worker/protocol.ts";
import { checkNamedPaths, discover, type FoundModule } from "./discovery.ts";
import { placeModules, type WorkerConfinement } from "./confinement.ts";
import { EventQueue } from "./event_queue.ts";
import { scanModule, unscannableModule } from "./scan_module.ts";
import { type Environment, vst3SearchPaths } from "./search_paths.ts";
import { workerCommand } from "./worker_command.ts";
import { DEFAULT_LIMITS, type WorkerCommand, type WorkerLimits } from "./worker_session.ts";
import { WorkerSlot } from "./worker_slot.ts";

/** What a scan is asked to do. */
export interface ScanOptions {
  /** Version of this program, for the document. */
  readonly version: string;
  /** Absolute paths of modules or folders to search; empty for the default locations of this system. */
  readonly paths: readonly string[];
  /** Most workers at once; unset for as many as the machine has cores. */
  readonly jobs?: number;
  /** How plugins are confined; unset for as far as this system can. */
  readonly confinement?: ConfinementPolicy;
  /** Whether every plugin gets a worker of its own. */
  readonly isolate?: boolean;
  /** Where the scan records what it does. */
  readonly journal: ScanJournal;
  /** Ends the scan in order; its reason is the name of what interrupted it, like `SIGINT`. */
  readonly interrupt?: AbortSignal;
  /** Environment variables; unset for those of this process. */
  readonly environment?: Environment;
  /** How workers are started; unset for the real ones. */
  readonly worker?: WorkerCommand;
  /** How long workers may take. */
  readonly limits?: WorkerLimits;
  /** The clock. */
  readonly now?: () => Date;
}

/**
 * Scans modules in worker processes and yields what it learns as it learns it.
 *
 * @throws {PluginaryError} when a path does not exist, before anything is
 *     scanned, or when no worker can be started.
 */
export async function* scan(options: ScanOptions): AsyncGenerator<ScanEvent> {
  const environment = options.environment ?? Deno.env.get;
  await checkNamedPaths(options.paths);
  const command = options.worker ?? await workerCommand(environment);
  const run = new ScanRun(options, environment, command);
  try {
    yield* run.events();
  } finally {
    await run.stop();
  }
}

/** One scan, from its search for modules to its summary. */
class ScanRun {
  readonly #options: ScanOptions;
  readonly #command: WorkerCommand;
  readonly #paths: readonly string[];
  readonly #now: () => Date;
  readonly #startedAt = performance.now();
  readonly #queue = new EventQueue<ScanEvent>();
  readonly #waiting: (FoundModule & { binary: string })[] = [];
  readonly #running = new Set<string>();
  readonly #modules: ScannedModule[] = [];
  readonly #slots: WorkerSlot[] = [];
  readonly #environment: Environment;
  readonly #confinements = new Map<string, WorkerConfinement>();
  #run: RunFolder | undefined;
  #total = 0;
  #isStopping = false;

  constructor(options: ScanOptions, environment: Environment, command: WorkerCommand) {
    this.#options = options;
    this.#command = command;
    this.#environment = environment;
    this.#paths = options.paths.length > 0 ? options.paths : vst3SearchPaths(environment);
    this.#now = options.now ?? (() => new Date());
  }

  async *events(): AsyncGenerator<ScanEvent> {
    yield { event: "started", schema: "scan", schemaVersion: 1, pid: Deno.pid, ...this.#head() };
    const interrupt = () => this.#stopWorkers();
    this.#options.interrupt?.addEventListener("abort", interrupt);
    const work = this.#work().then(() => this.#queue.close(), (error) => this.#queue.close(error));
    try {
      yield* this.#queue;
      yield this.#finished();
    } finally {
      this.#options.interrupt?.removeEventListener("abort", interrupt);
      await this.stop();
      await work;
      await this.#run?.remove();
    }
  }

  /** Ends all workers at once; does nothing when they have ended. */
  async stop(): Promise<void> {
    this.#queue.close();
    await this.#stopWorkers();
  }

  get #isInterrupted(): boolean {
    return this.#isStopping || this.#options.interrupt?.aborted === true;
  }

  async #stopWorkers(): Promise<void> {
    this.#isStopping = true;
    await Promise.all(this.#slots.map((slot) => slot.stop()));
  }

  async #work(): Promise<void> {
    await this.#search();
    if (this.#waiting.length === 0) return;
    await this.#confine();
    const run = this.#run = await RunFolder.make();
    const cores = navigator.hardwareConcurrency;
    const size = Math.min(this.#options.jobs ?? cores, this.#waiting.length);
    for (let i = 0; i < size; i++) {
      this.#slots.push(
        new WorkerSlot({
          command: this.#command,
          formats: ["vst3"],
          limits: this.#options.limits ?? DEFAULT_LIMITS,
          run,
          isIsolated: this.#options.isolate === true,
        }),
      );
    }
    await Promise.all(this.#slots.map((slot) => this.#drain(slot)));
  }

  /** Decides what each module's worker may do, and puts those together that may share one. */
  async #confine(): Promise<void> {
    const policy = this.#options.confinement ?? DEFAULT_POLICY;
    const found = this.#waiting.splice(0);
    for (const placed of await placeModules(found, this.#paths, policy, this.#environment)) {
      this.#confinements.set(placed.found.location, placed.confinement);
      this.#waiting.push(placed.found);
    }
  }

  async #search(): Promise<void> {
    for await (const discovery of discover(this.#paths)) {
      if (this.#isInterrupted) return;
      if ("problem" in discovery) await this.#queue.push({ event: "problem", problem: discovery.problem });
      else await this.#take(discovery.module);
    }
  }

  async #take(found: FoundModule): Promise<void> {
    this.#total++;
    const { binary } = found;
    if (binary !== undefined) this.#waiting.push({ ...found, binary });
    else if (found.reason !== undefined) await this.#commit(unscannableModule(found, found.reason));
  }

  /** Gives a slot one module after the other, until none is left. */
  async #drain(slot: WorkerSlot): Promise<void> {
    for (let found = this.#waiting.shift(); found !== undefined; found = this.#waiting.shift()) {
      if (this.#isInterrupted) return;
      this.#running.add(found.location);
      await this.#options.journal.begin(found);
      await this.#progress();
      slot.confine(this.#confinements.get(found.location)!);
      const module = await scanModule(found, slot, this.#now);
      this.#running.delete(found.location);
      if (module !== undefined) await this.#commit(module);
    }
    await slot.close();
  }

  async #commit(module: ScannedModule): Promise<void> {
    await this.#options.journal.commit(module);
    this.#modules.push(module);
    await this.#queue.push({ event: "module", module });
    await this.#progress();
  }

  async #progress(): Promise<void> {
    await this.#queue.push({
      event: "progress",
      done: this.#modules.length,
      total: this.#total,
      running: [...this.#running],
    });
  }

  #head(): ScanHead {
    return {
      startedAt: this.#now().toISOString(),
      tool: { version: this.#options.version, abi: ABI_VERSION, deno: Deno.version.deno },
      host: { os: Deno.build.os, arch: Deno.build.arch },
      paths: [...this.#paths],
      formats: ["vst3"],
    };
  }

  #finished(): ScanEvent {
    const isComplete = !this.#isInterrupted;
    return {
      event: "finished",
      durationMs: Math.round((performance.now() - this.#startedAt) * 10) / 10,
      complete: isComplete,
      interruptedBy: isComplete ? null : String(this.#options.interrupt?.reason),
      confinement: weakestConfinement(this.#modules),
      summary: summarize(this.#modules, []),
    };
  }
}

const LEVELS: readonly ConfinementReport["level"][] = ["none", "partial", "full"];

/** A scan is as confined as the least confined of its modules; without plugin code there is nothing to confine. */
function weakestConfinement(modules: readonly ScannedModule[]): ConfinementReport {
  const reports = modules.flatMap((module) => module.confinement ?? []);
  const weakest = reports.reduce<ConfinementReport | undefined>(
    (weakest, next) =>
      weakest === undefined || LEVELS.indexOf(next.level) < LEVELS.indexOf(weakest.level) ? next : weakest,
    undefined,
  );
  return { level: weakest?.level ?? "none", layers: weakest?.layers ?? [] };
}
