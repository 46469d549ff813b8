import { ABI_VERSION } from "../model/abi_version.ts";
import { reasonOfBlock } from "../model/block.ts";
import type { ConfinementPolicy } from "../model/confinement.ts";
import type { ConfinementReport, RemovedModule, ScannedModule } from "../model/module.ts";
import type { ScanOutcome } from "../model/plugin.ts";
import type { Problem, ScanEvent, ScanHead, WorkerActivity } from "../model/documents/scan_document.ts";
import type { KnownModule, ScanJournal } from "../model/scan_journal.ts";
import { ScanCounts } from "../model/documents/scan_summary.ts";
import { EventQueue } from "./event_queue.ts";
import type { FoundModule } from "./formats/found_module.ts";
import type { ScanActivity } from "./scan_activity.ts";
import { ModuleSearch, type SearchOptions } from "./module_search.ts";
import type { Decision } from "./planning/scan_planner.ts";
import { ScanJob } from "./planning/scan_job.ts";
import type { FormatTable } from "./formats/format_table.ts";
import { FORMATS } from "./formats/records/formats.ts";
import { checkWorkerFiles } from "./workers/worker_files.ts";
import type { Job, PoolListener, WorkerPool } from "./workers/worker_pool.ts";
import type { WorkerCommand, WorkerLimits } from "./workers/worker_session.ts";

/** How long kept modules may go without an event of their progress. */
const PROGRESS_INTERVAL_MS = 50;

/** The options of a scan. */
export interface ScanOptions extends SearchOptions {
  /** Version of this program, for the document. */
  readonly version: string;
  /** Most workers at once, not counting those that hang; unset for as many as fit the machine's cores and memory. */
  readonly jobs?: number;
  /** How plugins are confined; unset for the best confinement that this system has. */
  readonly confinement?: ConfinementPolicy;
  /** Whether every plugin gets a worker of its own. */
  readonly isolate?: boolean;
  /** Holds the results of earlier scans and records this one. */
  readonly journal: ScanJournal;
  /** Ends the scan early, in order; its reason names the interruption, like `SIGINT`. */
  readonly interrupt?: AbortSignal;
  /** How workers are started; unset for the real ones. */
  readonly worker?: WorkerCommand;
  /** How long a plugin may be silent, in milliseconds; unset for a time derived from its earlier scans. */
  readonly timeoutMs?: number;
  /** Shows what the workers do between the events. */
  readonly activity?: ScanActivity;
  /** Each `skip` event makes the scan skip the module that has been running longest. */
  readonly controls?: EventTarget;
  /** How long workers may take, for tests; these limits are not adapted to modules. */
  readonly limits?: WorkerLimits;
}

/**
 * Scans modules in worker processes and yields the results as they arrive.
 *
 * @throws {PluginaryError} when a path does not exist, before anything is
 *     scanned, or when no worker can be started.
 */
export async function* scan(options: ScanOptions): AsyncGenerator<ScanEvent> {
  const isForShim = options.worker === undefined;
  const search = await ModuleSearch.prepare(options, options.journal, { isForShim });
  if (isForShim) checkWorkerFiles(options.environment ?? Deno.env.get);
  const run = new ScanRun(options, search);
  try {
    for await (const batch of run.events()) for (const event of batch) yield event;
  } finally {
    await run.stop();
  }
}

/** One scan, from its search for modules to its summary. */
class ScanRun {
  readonly #options: ScanOptions;
  readonly #search: ModuleSearch;
  readonly #table: FormatTable;
  readonly #now: () => Date;
  readonly #startedAt = performance.now();
  readonly #queue = new EventQueue<ScanEvent>();
  #jobs: Job[] = [];
  readonly #removed: RemovedModule[] = [];
  readonly #counts = new ScanCounts();
  #confinement: ConfinementReport | undefined;
  #pool: WorkerPool | undefined;
  #total = 0;
  #toldProgressAt = performance.now();
  #isStopping = false;

  constructor(options: ScanOptions, search: ModuleSearch) {
    this.#options = options;
    this.#search = search;
    this.#table = options.table ?? FORMATS;
    this.#now = options.now ?? (() => new Date());
  }

  /** The events in order, in batches of all that are waiting for the reader. */
  async *events(): AsyncGenerator<readonly ScanEvent[]> {
    yield [{ event: "started", schema: "scan", schemaVersion: 1, pid: Deno.pid, ...this.#head() }];
    const interrupt = () => this.#pool?.stop();
    const skip = () => this.#pool?.skip();
    this.#options.activity?.follow(() => this.#activities);
    this.#options.interrupt?.addEventListener("abort", interrupt);
    this.#options.controls?.addEventListener("skip", skip);
    const work = this.#work().then(() => this.#queue.close(), (error) => this.#queue.close(error));
    try {
      yield* this.#queue;
      yield [this.#finished()];
    } finally {
      this.#options.interrupt?.removeEventListener("abort", interrupt);
      this.#options.controls?.removeEventListener("skip", skip);
      await this.stop();
      await work;
      await this.#pool?.release();
    }
  }

  /** Ends all workers at once; does nothing if they have already ended. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#queue.close();
    await this.#pool?.stop();
  }

  get #isInterrupted(): boolean {
    return this.#isStopping || this.#options.interrupt?.aborted === true;
  }

  async #work(): Promise<void> {
    await this.#takeAll();
    await this.#progress();
    if (this.#jobs.length > 0) await this.#scanWaiting();
    if (!this.#isInterrupted) await this.#findRemoved();
  }

  /**
   * Loads the code that only workers need, unpacks the shim and checks its copy.
   * This takes longer than the search, so a scan that finds nothing new skips it.
   */
  async #scanWaiting(): Promise<void> {
    if (this.#isInterrupted) return;
    const { WorkerPool } = await import("./workers/worker_pool.ts");
    if (this.#isInterrupted) return;
    this.#pool = new WorkerPool(this.#options, this.#search.surrounded, this.#listener(), this.#now);
    const jobs = this.#jobs;
    this.#jobs = [];
    await this.#pool.run(jobs);
  }

  #listener(): PoolListener {
    return {
      began: () => this.#progress(),
      ended: (module, job) => this.#end(module, job),
      wasSkipped: (job) => this.#tellSkipped(job),
      wasLeft: () => void this.#total--,
      tellProblem: (problem) => this.#tellProblem(problem),
    };
  }

  async #takeAll(): Promise<void> {
    for await (const batch of this.#search.batches()) {
      for (const find of batch) {
        if (this.#isInterrupted) return;
        if ("problem" in find) await this.#tellEvent({ event: "problem", problem: find.problem });
        else await this.#take(find.module, await this.#search.decide(find));
      }
    }
  }

  async #tellEvent(event: ScanEvent): Promise<void> {
    this.#queue.push(event);
    await this.#queue.room();
  }

  async #tellProblem(problem: Problem): Promise<void> {
    this.#search.addProblem(problem);
    await this.#tellEvent({ event: "problem", problem });
  }

  async #take(found: FoundModule, decision: Decision): Promise<void> {
    if (decision.action === "leave-out") return;
    this.#total++;
    const { binary } = found;
    const { journal } = this.#options;
    if (decision.action === "keep") {
      const { known, state, change } = decision;
      this.#tellKept(await journal.keep(known, found, state), change);
      // Thousands of modules can be kept in a second, too many for a progress event each.
      if (performance.now() - this.#toldProgressAt >= PROGRESS_INTERVAL_MS) await this.#progress();
      if (this.#queue.isFull) await this.#queue.room();
    } else if (decision.action === "block" || binary === undefined) {
      await this.#giveUp(new ScanJob(found, decision, journal));
    } else this.#jobs.push(new ScanJob({ ...found, binary }, decision, journal));
  }

  async #tellSkipped({ found: { location }, known }: Job): Promise<void> {
    this.#total--;
    const kept = known === undefined ? "" : " its earlier result is kept, and";
    const message = `Was skipped;${kept} the next scan tries it again`;
    await this.#tellProblem({ location, code: "skipped", message });
    // Otherwise the progress line offers to skip it again while another module hangs.
    await this.#progress();
  }

  /** Reports a module that gets no worker because it is blocked or the search could not make sense of it. */
  async #giveUp(job: ScanJob): Promise<void> {
    const { found, decision } = job;
    const isBlocked = decision.action === "block";
    const reason = isBlocked ? reasonOfBlock(decision.block) : found.reason;
    if (reason === undefined) return;
    const { unscannableModule } = await import("./result/unscannable_module.ts");
    const contents = isBlocked ? decision.contents : undefined;
    await this.#commit(unscannableModule(found, reason, contents), job);
  }

  /** Reports a scanned module, except a bundle without plugins, as some formats have, unless a person named it. */
  async #end(module: ScannedModule, job: Job): Promise<void> {
    const { format, isNamed = false } = job.found;
    const isEmpty = module.outcome === "scanned" && module.plugins.length + module.failures.length === 0;
    if (!isEmpty || isNamed || this.#table.get(format).worker.reportsEmptyModules) {
      return await this.#commit(module, job);
    }
    this.#total--;
    await job.abandon();
  }

  async #commit(module: ScannedModule, job: ScanJob): Promise<void> {
    await this.#tell(withoutPresets(await job.commit(module)), job.known);
  }

  async #tell(module: ScannedModule, known: KnownModule | undefined): Promise<void> {
    this.#count(module);
    const former = known === undefined ? {} : { formerOutcome: lastOutcome(known) };
    await this.#tellEvent({ event: "module", module, isStored: false, ...former });
    await this.#progress();
  }

  #tellKept(kept: ScannedModule, change: ScannedModule["change"]): void {
    const module = kept.change === change ? kept : { ...kept, change };
    this.#count(module);
    this.#queue.push({ event: "module", module, isStored: true });
  }

  /** Counts a module; the scan is as confined as the least confined of those with plugin code. */
  #count(module: ScannedModule): void {
    this.#counts.add(module);
    const { confinement } = module;
    if (confinement === undefined) return;
    const { level, layers } = confinement;
    const isWeakest = this.#confinement === undefined || isWeaker(confinement, this.#confinement);
    if (isWeakest) this.#confinement = { level, layers };
  }

  async #findRemoved(): Promise<void> {
    const { removed, problems } = await this.#search.findRemoved();
    for (const problem of problems) await this.#tellProblem(problem);
    for (const module of await this.#options.journal.remove(removed, this.#now())) {
      this.#removed.push(module);
      await this.#tellEvent({ event: "removed", removed: module });
    }
  }

  async #progress(): Promise<void> {
    this.#toldProgressAt = performance.now();
    await this.#tellEvent({
      event: "progress",
      done: this.#counts.modules,
      total: this.#total,
      running: [...this.#pool?.running ?? []],
      workers: this.#activities,
    });
  }

  get #activities(): WorkerActivity[] {
    return this.#pool?.activities ?? [];
  }

  #head(): ScanHead {
    return {
      startedAt: this.#now().toISOString(),
      tool: { version: this.#options.version, abi: ABI_VERSION, deno: Deno.version.deno },
      host: { os: Deno.build.os, arch: Deno.build.arch },
      paths: this.#search.paths,
      formats: this.#search.formats,
    };
  }

  #finished(): ScanEvent {
    const isComplete = !this.#isInterrupted;
    return {
      event: "finished",
      durationMs: Math.round((performance.now() - this.#startedAt) * 10) / 10,
      complete: isComplete,
      interruptedBy: isComplete ? null : String(this.#options.interrupt?.reason),
      confinement: this.#confinement ?? { level: "none", layers: [] },
      summary: this.#counts.summary(this.#removed),
    };
  }
}

/** How the last scan of a module ended; for one with plugins that failed on their own, as the first of these. */
function lastOutcome({ outcome, failures: [first] }: KnownModule): ScanOutcome {
  return outcome === "scanned" && first !== undefined ? first.outcome : outcome;
}

/** Presets are stored in the catalog but not in scan documents: some plugins have thousands. */
function withoutPresets(module: ScannedModule): ScannedModule {
  if (module.plugins.every(({ presets }) => presets === undefined)) return module;
  return { ...module, plugins: module.plugins.map(({ presets: _, ...plugin }) => plugin) };
}

const LEVELS: readonly ConfinementReport["level"][] = ["none", "partial", "full"];

/** Whether a module was confined less than another. */
function isWeaker({ level }: ConfinementReport, other: ConfinementReport): boolean {
  return LEVELS.indexOf(level) < LEVELS.indexOf(other.level);
}
