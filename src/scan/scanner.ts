import type { ConfinementReport, ScannedModule } from "../model/module.ts";
import {
  type Problem,
  type RemovedModule,
  type ScanEvent,
  type ScanHead,
  summarize,
} from "../model/scan_document.ts";
import type { ScanJournal } from "../model/scan_journal.ts";
import { ABI_VERSION } from "../worker/protocol.ts";
import { absolutePath } from "../platform/paths.ts";
import { checkNamedPaths, discover, type FoundModule } from "./discovery.ts";
import { EventQueue } from "./event_queue.ts";
import { findRemoved } from "./removed_modules.ts";
import type { RescanPolicy } from "./rescan_policy.ts";
import { type Decision, ScanPlanner } from "./scan_planner.ts";
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
  /** What earlier scans know, and where this one records what it does. */
  readonly journal: ScanJournal;
  /** What is scanned again although it has not changed; unset for nothing. */
  readonly policy?: RescanPolicy;
  /** Whether a named folder without any plugin is believed to have lost them, and not to be an unmounted drive. */
  readonly trustsEmptyPaths?: boolean;
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
  await using own = options.worker === undefined ? await workerCommand(environment) : undefined;
  const run = new ScanRun(options, environment, (options.worker ?? own)!);
  try {
    yield* run.events();
  } finally {
    await run.stop();
  }
}

/** A module that waits for a worker. */
interface Job {
  readonly found: FoundModule & { binary: string };
  readonly decision: Extract<Decision, { action: "scan" }>;
}

/** One scan, from its search for modules to its summary. */
class ScanRun {
  readonly #options: ScanOptions;
  readonly #command: WorkerCommand;
  readonly #paths: readonly string[];
  readonly #now: () => Date;
  readonly #startedAt = performance.now();
  readonly #queue = new EventQueue<ScanEvent>();
  readonly #planner: ScanPlanner;
  readonly #waiting: Job[] = [];
  /** Those that an earlier scan did not survive; they come last, so that they harm no other. */
  readonly #suspects: Job[] = [];
  readonly #problems: Problem[] = [];
  readonly #seen = new Set<string>();
  readonly #removed: RemovedModule[] = [];
  readonly #running = new Set<string>();
  readonly #modules: ScannedModule[] = [];
  readonly #slots: WorkerSlot[] = [];
  #total = 0;
  #isStopping = false;

  constructor(options: ScanOptions, environment: Environment, command: WorkerCommand) {
    this.#options = options;
    this.#command = command;
    this.#paths = options.paths.length > 0 ? options.paths : vst3SearchPaths(environment);
    this.#now = options.now ?? (() => new Date());
    this.#planner = new ScanPlanner(options.journal, options.policy ?? {}, this.#now);
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
    this.#waiting.push(...this.#suspects.splice(0));
    const cores = navigator.hardwareConcurrency;
    const size = Math.min(this.#options.jobs ?? cores, this.#waiting.length);
    for (let i = 0; i < size; i++) {
      this.#slots.push(new WorkerSlot(this.#command, ["vst3"], this.#options.limits ?? DEFAULT_LIMITS));
    }
    await Promise.all(this.#slots.map((slot) => this.#drain(slot)));
    if (!this.#isInterrupted) await this.#findRemoved();
  }

  async #search(): Promise<void> {
    const recall = (location: string) => this.#planner.recall(location);
    for await (const discovery of discover(this.#paths, undefined, recall)) {
      if (this.#isInterrupted) return;
      if ("problem" in discovery) await this.#tellProblem(discovery.problem);
      else await this.#take(discovery.module, discovery.root);
    }
  }

  async #tellProblem(problem: Problem): Promise<void> {
    this.#problems.push(problem);
    await this.#queue.push({ event: "problem", problem });
  }

  async #take(found: FoundModule, root: string): Promise<void> {
    this.#seen.add(found.location);
    const decision = await this.#planner.decide(found, root);
    if (decision.action === "leave-out") return;
    this.#total++;
    if (decision.action === "keep") {
      const module = await this.#options.journal.keep(decision.known, found, decision.state);
      return await this.#tell({ ...module, change: decision.change });
    }
    const { binary } = found;
    if (binary !== undefined) this.#line(found).push({ found: { ...found, binary }, decision });
    else if (found.reason !== undefined) {
      await this.#commit(unscannableModule(found, found.reason), decision);
    }
  }

  /** Where a module waits for its turn. */
  #line(found: FoundModule): Job[] {
    return this.#options.journal.interruptions(found) > 0 ? this.#suspects : this.#waiting;
  }

  /** Gives a slot one module after the other, until none is left. */
  async #drain(slot: WorkerSlot): Promise<void> {
    for (let job = this.#waiting.shift(); job !== undefined; job = this.#waiting.shift()) {
      if (this.#isInterrupted) return;
      this.#running.add(job.found.location);
      const module = await this.#run(job, slot);
      this.#running.delete(job.found.location);
      if (module !== undefined) await this.#commit(module, job.decision);
    }
    await slot.close();
  }

  /** @returns `undefined` when it was interrupted: nothing is known then. */
  async #run({ found, decision }: Job, slot: WorkerSlot): Promise<ScannedModule | undefined> {
    const { journal } = this.#options;
    const { movedFrom, state } = decision;
    if (movedFrom !== undefined) await journal.keep(movedFrom, found, state);
    const interruptions = journal.interruptions(found);
    if (interruptions > 0) await slot.close();
    await journal.begin(found);
    await this.#progress();
    let module: ScannedModule | undefined;
    try {
      module = await scanModule(found, slot, this.#now, decision.contents);
    } finally {
      // No worker could be had, or the scan was ended: the module has no part in that.
      if (module === undefined) await journal.abandon(found);
    }
    return module === undefined || interruptions === 0 ? module : withWarning(module);
  }

  async #commit(module: ScannedModule, { state, change }: Job["decision"]): Promise<void> {
    await this.#tell(await this.#options.journal.commit({ ...module, change }, state));
  }

  async #tell(module: ScannedModule): Promise<void> {
    this.#modules.push(withoutDocuments(module));
    await this.#queue.push({ event: "module", module });
    await this.#progress();
  }

  async #findRemoved(): Promise<void> {
    const { journal, trustsEmptyPaths } = this.#options;
    const roots = this.#paths.map(absolutePath);
    const { removed, problems } = await findRemoved(journal.allKnown(), {
      roots,
      seen: new Set([...this.#seen, ...[...this.#planner.moved].map(({ location }) => location)]),
      problems: this.#problems,
      trusted: new Set(trustsEmptyPaths ? this.#options.paths.map(absolutePath) : []),
    });
    for (const problem of problems) await this.#tellProblem(problem);
    for (const module of await journal.remove(removed, this.#now())) {
      this.#removed.push(module);
      await this.#queue.push({ event: "removed", removed: module });
    }
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
      summary: summarize(this.#modules, this.#removed),
    };
  }
}

/** Says that a module was in a worker when an earlier scan ended without a word; that alone convicts nobody. */
function withWarning(module: ScannedModule): ScannedModule {
  const message = "Was being scanned when an earlier scan ended abruptly";
  return { ...module, warnings: [...module.warnings, { code: "interrupted-before", message }] };
}

/** What the summary needs; parameters would fill the memory. */
function withoutDocuments(module: ScannedModule): ScannedModule {
  const plugins = module.plugins.map(({ buses: _b, parameters: _p, programs: _r, ...plugin }) => plugin);
  return { ...module, plugins };
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
