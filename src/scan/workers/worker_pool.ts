import { type ConfinementPolicy, DEFAULT_POLICY } from "../../model/confinement.ts";
import { sizeInKey } from "../planning/stat_key.ts";
import type { Problem, WorkerActivity } from "../../model/documents/scan_document.ts";
import type { ScannedModule } from "../../model/module.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";
import { silentDrive } from "../discovery/silent_drive.ts";
import type { LoadableModule } from "../formats/found_module.ts";
import type { Surroundings } from "../formats/plugin_format_record.ts";
import type { ScanJob } from "../planning/scan_job.ts";
import type { Decision } from "../planning/scan_planner.ts";
import { Confinements } from "./confinements.ts";
import { DriveWatch } from "./drive_watch.ts";
import { gatherSurroundings, type SurroundedSearch } from "./gather_surroundings.ts";
import { type JobLine, JobLines } from "./job_lines.ts";
import { ModuleScan } from "./module_scan.ts";
import { scanModule } from "./scan_module.ts";
import { type RequestLimits, timeLimits } from "./time_limits.ts";
import { workerCount } from "./worker_count.ts";
import type { WorkerSlot } from "./worker_slot.ts";
import { type SupplySettings, WorkerSupply } from "./worker_supply.ts";

/** A module that waits for a worker. */
export type Job = ScanJob<LoadableModule, Extract<Decision, { action: "scan" }>>;

/** The settings for the workers of a scan. */
export interface PoolSettings extends SupplySettings {
  /** Most workers at once, not counting those that hang; unset for as many as fit the machine's cores and memory. */
  readonly jobs?: number;
  /** How plugins are confined; unset for the best confinement that this system has. */
  readonly confinement?: ConfinementPolicy;
  /** Whether every plugin gets a worker of its own. */
  readonly isolate?: boolean;
  /** How long a plugin may be silent; unset for the usual time. */
  readonly timeoutMs?: number;
  /** How long a drive may take to answer; unset for the usual time. */
  readonly driveLimitMs?: number;
}

/** Is told what happens to the modules of a pool. */
export interface PoolListener {
  /** The scan of a module has begun, see {@linkcode WorkerPool.running}. */
  began(): Promise<void>;
  /** A module's scan has ended; its entry in the journal is still open. */
  ended(module: ScannedModule, job: Job): Promise<void>;
  /** A module was skipped on request; its earlier result is kept. */
  wasSkipped(job: Job): Promise<void>;
  /** A module was left out because its drive does not answer, which has been reported; its earlier result is kept. */
  wasLeft(job: Job): void;
  tellProblem(problem: Problem): Promise<void>;
}

/** Modules that probably take this long are scanned first, so that nothing waits for them at the end. */
const SLOW_MODULE_MS = 250;

/**
 * How long a module probably takes that was never scanned, by the size of its
 * files: large plugins carry samples or impulse responses that they prepare.
 */
const EXPECTED_MS_PER_BYTE = 50 / 2 ** 20;

/**
 * A worker that spends this long on one module may hang, so another one takes
 * its place. Few modules take so long, and an extra worker beside one that is
 * merely slow costs a start and shares its core.
 */
const STAND_IN_AFTER_MS = 1000;

/** How long a module may take before its drive is asked for a sign of life. */
const WATCH_DRIVE_AFTER_MS = 250;

/**
 * Most modules of one hand whose workers are done while their results are not
 * yet stored: enough to store several at once, few enough to lose little when
 * the program is killed.
 */
const MOST_ENDINGS = 4;

/** One of the tasks that run at the same time, and the workers that it uses one after the other. */
interface Hand {
  slot?: WorkerSlot;
  format?: PluginFormat;
  /** The endings of modules whose workers are done, until their results are stored. */
  readonly endings: Promise<void>[];
  isDone: boolean;
}

/** A module that is being scanned. */
interface Running {
  readonly job: Job;
  readonly scan: ModuleScan;
}

/** Decides which modules are scanned when, and by how many workers at the same time. */
export class WorkerPool {
  readonly #settings: PoolSettings;
  readonly #search: SurroundedSearch;
  readonly #now: () => Date;
  readonly #listener: PoolListener;
  readonly #supply: WorkerSupply;
  readonly #drives: DriveWatch;
  readonly #waiting: JobLines<Job>;
  #surroundings: ReadonlyMap<PluginFormat, Surroundings> = new Map();
  #confinements: Confinements | undefined;
  /** Modules that are being scanned, in the order in which they were begun. */
  readonly #running = new Set<Running>();
  /** How many hands should work at the same time. */
  #size = 0;
  /** How many hands do work, and how many of them wait for something that probably hangs. */
  #atWork = 0;
  #stuck = 0;
  /** How many hands are working on modules of their own. */
  #draining = 0;
  readonly #hands: Promise<void>[] = [];
  #wakeIdle: (() => void)[] = [];
  #failure: { readonly error: unknown } | undefined;
  #isStopping = false;

  /** @param search The search that found the modules, without its silent roots. */
  constructor(settings: PoolSettings, search: SurroundedSearch, listener: PoolListener, now: () => Date) {
    const { system, table } = search;
    this.#settings = settings;
    this.#search = search;
    this.#now = now;
    this.#listener = listener;
    this.#supply = new WorkerSupply(settings, system.environment);
    this.#drives = new DriveWatch(settings.driveLimitMs, (root) => this.#giveUpRoot(root));
    this.#waiting = new JobLines((format) => table.get(format).worker.isServedByOne);
  }

  /** Locations of the modules that are being scanned, in the order in which they were begun. */
  get running(): readonly string[] {
    return [...this.#running].map(({ job }) => job.found.location);
  }

  /** What each worker is doing. */
  get activities(): WorkerActivity[] {
    return [...this.#running].flatMap(({ scan }) => scan.activities);
  }

  /** Ends all workers at once and drops their modules without an outcome; does nothing if they have already ended. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#drives.stop();
    this.#wakeAll();
    await this.#supply.stop();
  }

  /** Skips the module that has been running longest, without an outcome. */
  async skip(): Promise<void> {
    for (const { scan } of this.#running) {
      if (!scan.isCancelled) return await scan.cancel();
    }
  }

  /** Releases all resources of the workers once none is running. */
  async release(): Promise<void> {
    await this.#supply.release();
  }

  /**
   * Scans all modules, or as many as possible before it is stopped. Slow modules
   * come first; those that were running when an earlier scan ended abruptly come
   * last, where they cannot harm others.
   *
   * @param jobs The modules, in the order in which they were found.
   * @throws {PluginaryError} `worker-does-not-start` when no worker can be had.
   */
  async run(jobs: readonly Job[]): Promise<void> {
    await this.#supply.open();
    await this.#prepare(jobs);
    await this.#serveAll();
  }

  async #prepare(jobs: readonly Job[]): Promise<void> {
    for (const job of jobs) {
      const { format } = job.found;
      this.#waiting.add(format, job, slowness(job) || this.#search.table.get(format).worker.usualMs);
    }
    await this.#gatherSurroundings(new Set(jobs.map(({ found }) => found.format)));
    await this.#arrange(jobs);
  }

  async #gatherSurroundings(formats: ReadonlySet<PluginFormat>): Promise<void> {
    this.#surroundings = await gatherSurroundings(formats, this.#search);
    for (const { problems } of this.#surroundings.values()) {
      for (const problem of problems) await this.#listener.tellProblem(problem);
    }
  }

  /** Groups the modules that may share a worker. */
  async #arrange(jobs: readonly Job[]): Promise<void> {
    const confinements = await Confinements.decide(jobs, {
      ...this.#search,
      surroundings: this.#surroundings,
      policy: this.#settings.confinement ?? DEFAULT_POLICY,
    });
    this.#confinements = confinements;
    this.#waiting.arrange((job) => [
      job.isSuspect ? 1 : 0,
      -slowness(job),
      confinements.placeOf(job.found),
    ]);
  }

  /** Throws only once no worker runs or starts any more, since the caller then releases their resources. */
  async #serveAll(): Promise<void> {
    this.#size = this.#settings.jobs ?? workerCount();
    for (let i = 0; i < this.#size; i++) this.#enlist();
    // More hands may join meanwhile.
    for (const hand of this.#hands) await hand;
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  #enlist(): void {
    this.#atWork++;
    this.#hands.push(
      this.#serve({ endings: [], isDone: false }).catch((error) => this.#fail(error)),
    );
  }

  async #fail(error: unknown): Promise<void> {
    this.#failure ??= { error };
    await this.stop();
  }

  /** Serves one line of modules after the other, then helps with modules that have many plugins left to describe. */
  async #serve(hand: Hand): Promise<void> {
    while (this.#goesOn(hand)) {
      const line = this.#waiting.claim();
      const running = line === undefined ? this.#oneToHelp(hand) : undefined;
      if (line !== undefined) await this.#drain(hand, line);
      else if (running !== undefined) await this.#help(hand, running);
      else if (this.#draining > 0) await new Promise<void>((resolve) => this.#wakeIdle.push(resolve));
      else this.#retire(hand);
    }
    await Promise.all(hand.endings);
    await this.#leave(hand);
  }

  /** A hand stops when the scan ends, or when another one that was stuck is back at work. */
  #goesOn(hand: Hand): boolean {
    if (this.#isStopping || this.#atWork - this.#stuck > this.#size) this.#retire(hand);
    return !hand.isDone;
  }

  #retire(hand: Hand): void {
    if (!hand.isDone) this.#atWork--;
    hand.isDone = true;
  }

  /** Works on one module after the other, until none is left. */
  async #drain(hand: Hand, line: JobLine<Job>): Promise<void> {
    this.#draining++;
    try {
      while (this.#goesOn(hand)) {
        const job = line.next();
        if (job === undefined) return;
        if (this.#drives.isSilent(job)) {
          this.#listener.wasLeft(job);
          continue;
        }
        await this.#scanAndGoOn(hand, job);
      }
    } finally {
      this.#draining--;
      line.leave();
      this.#wakeAll();
    }
  }

  /** Scans a module until its worker is free; the results are completed while that works on the next one. */
  async #scanAndGoOn(hand: Hand, job: Job): Promise<void> {
    const slot = await this.#slotFor(hand, job);
    const scan = this.#moduleScan(job);
    const ending = this.#scan({ job, scan }, slot)
      .then((end) => this.#finish(job, end))
      .catch((error) => this.#fail(error));
    await Promise.race([scan.hasLeftWorker, ending]);
    job.hasAnswered();
    hand.endings.push(ending);
    if (hand.endings.length > MOST_ENDINGS) await hand.endings.shift();
  }

  async #slotFor(hand: Hand, job: Job): Promise<WorkerSlot> {
    const { format } = job.found;
    if (hand.format !== format) await this.#leave(hand);
    const record = this.#search.table.get(format);
    hand.format = format;
    const slot = hand.slot ??= await this.#supply.slot(record, this.#surroundings.get(format)!);
    const isIsolated = this.#settings.isolate === true || job.overrides.isolate === true;
    slot.prepare(this.#confinements!.of(job.found), isIsolated);
    return slot;
  }

  async #leave(hand: Hand): Promise<void> {
    const { slot } = hand;
    delete hand.slot;
    if (slot !== undefined) await this.#supply.takeBack(slot);
  }

  /** A module whose plugins this hand can help to describe. */
  #oneToHelp(hand: Hand): Running | undefined {
    for (const running of this.#running) {
      const { format } = running.job.found;
      const { isServedByOne } = this.#search.table.get(format).worker;
      const hasWorker = hand.format === format && hand.slot?.hasWorker === true;
      if (!isServedByOne && running.scan.wantsHelp(hasWorker)) return running;
    }
    return undefined;
  }

  async #help(hand: Hand, { job, scan }: Running): Promise<void> {
    const slot = await this.#slotFor(hand, job);
    const helping = this.#watchingDrive(job, () => scan.help(slot));
    await Promise.all([helping, this.#standIn(helping)]);
  }

  #wakeAll(): void {
    for (const wake of this.#wakeIdle.splice(0)) wake();
  }

  /** Adds another hand while a worker takes so long that it probably hangs, unless there should be only one. */
  async #standIn(work: Promise<unknown>): Promise<void> {
    let isStuck = false;
    const timer = setTimeout(() => {
      if (this.#isStopping || this.#size === 1) return;
      isStuck = true;
      this.#stuck++;
      if (this.#atWork < 2 * this.#size) this.#enlist();
    }, STAND_IN_AFTER_MS);
    await Promise.allSettled([work]);
    clearTimeout(timer);
    if (isStuck) this.#stuck--;
  }

  /** Does work, and checks whether the module's drive hangs when it takes long. */
  async #watchingDrive<T>(job: Job, work: () => Promise<T>): Promise<T> {
    let endWatch: (() => void) | undefined;
    const timer = setTimeout(() => {
      if (!this.#isStopping) endWatch = this.#drives.watch(job);
    }, WATCH_DRIVE_AFTER_MS);
    try {
      return await work();
    } finally {
      clearTimeout(timer);
      endWatch?.();
    }
  }

  /** Gives up a root whose drive does not answer: its modules would hang one after the other without being to blame. */
  async #giveUpRoot(root: string): Promise<void> {
    await this.#listener.tellProblem(silentDrive(root));
    const affected = [...this.#running].filter(({ job }) => job.root === root);
    await Promise.all(affected.map(({ scan }) => scan.cancel()));
  }

  #limitsOf({ knownContent, overrides }: Job): RequestLimits {
    const { limits, timeoutMs } = this.#settings;
    const { timeoutMs: overrideMs } = overrides;
    return limits ?? timeLimits({ known: knownContent, requestedMs: timeoutMs, overrideMs });
  }

  async #finish(job: Job, end: ScannedModule | "skipped" | undefined): Promise<void> {
    if (end === "skipped" && this.#drives.isSilent(job)) this.#listener.wasLeft(job);
    else if (end === "skipped") await this.#listener.wasSkipped(job);
    else if (end !== undefined) await this.#listener.ended(end, job);
  }

  #moduleScan(job: Job): ModuleScan {
    return new ModuleScan(job.found, {
      limits: this.#limitsOf(job),
      blocked: job.decision.blocked,
      listsPresets: this.#search.table.get(job.found.format).worker.listsPresets,
      onChange: () => this.#wakeAll(),
    });
  }

  /** @returns `undefined` when it was interrupted, which says nothing about the module. */
  async #scan(running: Running, slot: WorkerSlot): Promise<ScannedModule | "skipped" | undefined> {
    const { job, scan } = running;
    if (job.isSuspect) await slot.close();
    const module = await job.onRecord(() => this.#run(running, slot));
    if (module === undefined) return scan.isCancelled || this.#drives.isSilent(job) ? "skipped" : undefined;
    return job.isSuspect ? withWarning(module) : module;
  }

  async #run(running: Running, slot: WorkerSlot): Promise<ScannedModule | undefined> {
    const { job, scan } = running;
    const { format } = job.found;
    this.#running.add(running);
    try {
      await this.#listener.began();
      const scanning = this.#watchingDrive(job, () =>
        scanModule(scan, slot, this.#now, {
          contents: job.decision.contents,
          record: this.#search.table.get(format),
          surroundings: this.#surroundings.get(format)!,
        }));
      const [module] = await Promise.all([scanning, this.#standIn(scan.hasLeftWorker)]);
      // The drive may have hung, not the module.
      if (module !== undefined && hasTimedOut(module)) await this.#drives.ask(job);
      return this.#drives.isSilent(job) ? undefined : module;
    } finally {
      this.#running.delete(running);
      this.#wakeAll();
    }
  }
}

/** How long a module will probably take, in milliseconds; 0 for a module that is not slow. */
function slowness({ known, decision }: Job): number {
  const expectedMs = known?.durationMs ??
    sizeInKey(decision.state.statKey ?? "") * EXPECTED_MS_PER_BYTE;
  return expectedMs >= SLOW_MODULE_MS ? expectedMs : 0;
}

function hasTimedOut({ outcome, failures }: ScannedModule): boolean {
  return outcome === "timed-out" || failures.some((failure) => failure.outcome === "timed-out");
}

/** Notes that a module was running when an earlier scan ended abruptly, which does not prove that it was the cause. */
function withWarning(module: ScannedModule): ScannedModule {
  const message = "Was being scanned when an earlier scan ended abruptly";
  return { ...module, warnings: [...module.warnings, { code: "interrupted-before", message }] };
}
