import { type ConfinementPolicy, DEFAULT_POLICY } from "../../model/confinement.ts";
import type { ScannedModule } from "../../model/module.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";
import type { Problem } from "../../model/documents/scan_document.ts";
import type { ScanJournal } from "../../model/scan_journal.ts";
import { RunFolder } from "../../platform/private_folder.ts";
import { temporaryFolder } from "../../platform/temporary_folder.ts";
import { confineTo, placeModules, type WorkerConfinement } from "./confinement.ts";
import type { FoundModule } from "../formats/found_module.ts";
import { type JobLine, JobLines } from "./job_lines.ts";
import type { LadspaKnowledge } from "../formats/ladspa_rdf.ts";
import { machineError } from "./machine_error.ts";
import { ModuleScan } from "./module_scan.ts";
import type { Decision } from "../planning/scan_planner.ts";
import { scanModule } from "./scan_module.ts";
import type { SearchRoot, SearchSystem } from "../discovery/search_paths.ts";
import { answerWithin, canRead, DRIVE_LIMIT_MS, NO_ANSWER, silentDrive } from "../discovery/silent_drive.ts";
import { type RequestLimits, timeLimits } from "./time_limits.ts";
import { workerCommand } from "./worker_command.ts";
import { DEFAULT_LIMITS, type WorkerCommand, type WorkerLimits } from "./worker_session.ts";
import { WorkerSlot } from "./worker_slot.ts";
import { workerCount } from "./worker_count.ts";
import { lv2LinkedFiles, lv2Surroundings } from "../discovery/lv2_surroundings.ts";
import { installedLadspaRdf } from "../discovery/ladspa_rdf_files.ts";

/** A module that waits for a worker. */
export interface Job {
  readonly found: FoundModule & { binary: string };
  readonly decision: Extract<Decision, { action: "scan" }>;
}

/** How the workers of a scan are to run. */
export interface PoolSettings {
  /** Most workers at once, not counting those that hang; unset for what the machine has cores and memory for. */
  readonly jobs?: number;
  /** How plugins are confined; unset for as far as this system can. */
  readonly confinement?: ConfinementPolicy;
  /** Whether every plugin gets a worker of its own. */
  readonly isolate?: boolean;
  readonly journal: ScanJournal;
  /** How workers are started; unset for the real ones. */
  readonly worker?: WorkerCommand;
  /** How long workers may take, for tests; unset for limits that fit each module. */
  readonly limits?: WorkerLimits;
  /** How long a plugin may be silent; unset for the usual time. */
  readonly timeoutMs?: number;
  /** How long a drive may take to answer; unset for the usual time. */
  readonly driveLimitMs?: number;
}

/** What a pool works on. */
export interface PoolWork {
  /** In the order in which they were found. */
  readonly jobs: readonly Job[];
  /** The folders of all LV2 bundles that were found, those without plugins included. */
  readonly lv2Bundles: readonly string[];
  readonly roots: readonly SearchRoot[];
  readonly system: SearchSystem;
  readonly now: () => Date;
}

/** Who hears what becomes of the modules. */
export interface PoolListener {
  /** Some module has been begun, see {@linkcode WorkerPool.running}. */
  began(): Promise<void>;
  /** A module's scan has ended. */
  ended(module: ScannedModule, job: Job): Promise<void>;
  /** A module has been given up on request; it stays as it was. */
  wasSkipped(job: Job): Promise<void>;
  /** A module's drive does not answer, which has been told as a problem; it stays as it was. */
  wasLeft(job: Job): void;
  /** What looked like a module turned out to be none. */
  isNoModule(job: Job): void;
  tellProblem(problem: Problem): Promise<void>;
}

/** A module that took this long is begun before the others, so that nothing waits for it in the end. */
const SLOW_MODULE_MS = 1000;

/**
 * A worker that works so long on one module may hang; another one takes its
 * place. Most modules take a tenth of it, and the start of a worker for one that
 * is only slow costs less than a core without work.
 */
const STAND_IN_AFTER_MS = 250;

/** How often it is looked whether a drive still answers while one of its modules takes long. */
const ASK_DRIVE_EVERY_MS = 1000;

/** One of those who work at the same time, and the workers that it uses one after the other. */
interface Hand {
  slot?: WorkerSlot;
  format?: PluginFormat;
  isDone: boolean;
}

/** A module that is being scanned. */
interface Running {
  readonly job: Job;
  readonly scan: ModuleScan;
}

/** Scans modules in worker processes: who gets which worker, what that may do, and that all of them end. */
export class WorkerPool {
  readonly #settings: PoolSettings;
  readonly #work: PoolWork;
  readonly #listener: PoolListener;
  readonly #waiting = new JobLines<Job>();
  readonly #lv2Bundles: string[];
  #lv2Linked: readonly string[] = [];
  #ladspa: LadspaKnowledge = new Map();
  /** In the order in which they were begun. */
  readonly #running = new Set<Running>();
  readonly #slots = new Set<WorkerSlot>();
  readonly #confinements = new Map<string, WorkerConfinement>();
  #lv2Confinement: WorkerConfinement | undefined;
  #command: WorkerCommand | undefined;
  #folder: Promise<RunFolder> | undefined;
  /** How many are to work at the same time. */
  #size = 0;
  /** How many do, and how many of them wait for something that probably hangs. */
  #atWork = 0;
  #stuck = 0;
  /** How many are working on modules of their own. */
  #draining = 0;
  readonly #hands: Promise<void>[] = [];
  /** Roots whose drives do not answer any more. */
  readonly #silentRoots = new Set<string>();
  /** Modules whose drives have been asked and have not answered yet. */
  readonly #asked = new Set<Job>();
  #wakeIdle: (() => void)[] = [];
  #failure: { readonly error: unknown } | undefined;
  #isStopping = false;

  constructor(settings: PoolSettings, work: PoolWork, listener: PoolListener) {
    this.#settings = settings;
    this.#work = work;
    this.#listener = listener;
    this.#lv2Bundles = [...work.lv2Bundles];
  }

  /** Locations of the modules that are being scanned, in the order in which they were begun. */
  get running(): readonly string[] {
    return [...this.#running].map(({ job }) => job.found.location);
  }

  /** Ends all workers at once, whose modules are given up without an end; does nothing when they have ended. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#wakeAll();
    await Promise.all([...this.#slots].map((slot) => slot.stop()));
  }

  /** Gives up the module that has been under way for longest; nothing is concluded about it. */
  async skip(): Promise<void> {
    for (const { scan } of this.#running) {
      if (!scan.isCancelled) return await scan.cancel();
    }
  }

  /** Gives back what workers need, when none runs any more. */
  async release(): Promise<void> {
    // One that could not be made has ended the scan already.
    await (await this.#folder?.catch(() => undefined))?.remove();
    await this.#command?.release?.();
  }

  /**
   * Scans all modules, or as many as it gets to before it is stopped: those
   * that are known to be slow first, those that an earlier scan did not survive
   * last, so that they harm no other.
   *
   * @throws {PluginaryError} `worker-does-not-start` when no worker can be had.
   */
  async run(): Promise<void> {
    this.#command = this.#settings.worker ?? await workerCommand(this.#work.system.environment);
    for (const job of this.#work.jobs) this.#waiting.add(job.found.format, job, this.#slowness(job));
    await this.#confine();
    if (this.#waiting.has("lv2")) await this.#findLv2Surroundings();
    if (this.#waiting.has("ladspa")) await this.#readLadspaRdf();
    await this.#serveAll();
  }

  /** Ends with an error only when no worker runs or starts any more: what they need is taken away then. */
  async #serveAll(): Promise<void> {
    this.#size = this.#settings.jobs ?? workerCount();
    for (let i = 0; i < this.#size; i++) this.#enlist();
    // Others may join while these are at work.
    for (const hand of this.#hands) await hand;
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  #enlist(): void {
    this.#atWork++;
    this.#hands.push(
      this.#serve({ isDone: false }).catch(async (error) => {
        this.#failure ??= { error };
        await this.stop();
      }),
    );
  }

  /** How long a module took last time, where that is long. */
  #slowness({ found, decision }: Job): number {
    const known = decision.movedFrom ?? this.#settings.journal.known(found);
    return known !== undefined && known.durationMs >= SLOW_MODULE_MS ? known.durationMs : 0;
  }

  #isSuspect({ found }: Job): boolean {
    return this.#settings.journal.interruptions(found) > 0;
  }

  /** Decides what each module's worker may do, and puts those together that may share one. */
  async #confine(): Promise<void> {
    const policy = this.#settings.confinement ?? DEFAULT_POLICY;
    const { jobs, roots, system } = this.#work;
    const modules = jobs.map(({ found }) => found);
    const paths = roots.map(({ path }) => path);
    const overridesOf = (found: FoundModule) => this.#settings.journal.overrides(found);
    for (const placed of await placeModules(modules, paths, policy, system.environment, overridesOf)) {
      this.#confinements.set(placed.found.location, placed.confinement);
    }
    const order = new Map([...this.#confinements.keys()].map((location, i) => [location, i]));
    this.#waiting.arrange((job) => [
      this.#isSuspect(job) ? 1 : 0,
      -this.#slowness(job),
      order.get(job.found.location)!,
    ]);
  }

  /** LV2 runs no code of its modules, and its one worker has to read the bundles of all. */
  #confinementOf({ format, location }: FoundModule): WorkerConfinement {
    if (format !== "lv2") return this.#confinements.get(location)!;
    const policy = this.#settings.confinement ?? DEFAULT_POLICY;
    const readable = [...this.#lv2Bundles, ...this.#lv2Linked];
    return this.#lv2Confinement ??= confineTo(readable, policy, this.#work.system.environment);
  }

  /** Presets of a plugin can lie in bundles that this scan is not about. */
  async #findLv2Surroundings(): Promise<void> {
    const surroundings = await lv2Surroundings(this.#work.system, this.#work.roots);
    this.#lv2Bundles.push(...surroundings.filter((bundle) => !this.#lv2Bundles.includes(bundle)));
    this.#lv2Linked = await lv2LinkedFiles(this.#lv2Bundles);
  }

  /** The categories of LADSPA plugins and the names of their values lie in files of their own. */
  async #readLadspaRdf(): Promise<void> {
    const { knowledge, problems } = await installedLadspaRdf(this.#work.system);
    this.#ladspa = knowledge;
    for (const problem of problems) await this.#listener.tellProblem(problem);
  }

  /** Serves one line of modules after the other, then helps those who still have many plugins to describe. */
  async #serve(hand: Hand): Promise<void> {
    while (this.#goesOn(hand)) {
      const line = this.#waiting.claim();
      const running = line === undefined ? this.#oneToHelp(hand) : undefined;
      if (line !== undefined) await this.#drain(hand, line);
      else if (running !== undefined) await this.#help(hand, running);
      else if (this.#draining > 0) await new Promise<void>((resolve) => this.#wakeIdle.push(resolve));
      else this.#retire(hand);
    }
    await this.#leave(hand);
  }

  /** A hand has no more to do when the scan ends, and when one that was stuck is back at work. */
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
        if (this.#silentRoots.has(job.decision.state.root)) {
          this.#listener.wasLeft(job);
          continue;
        }
        const slot = await this.#slotFor(hand, line.format);
        slot.prepare(this.#confinementOf(job.found), this.#isIsolated(job));
        await this.#finish(job, await this.#scan(job, slot));
      }
    } finally {
      this.#draining--;
      line.leave();
      this.#wakeAll();
    }
  }

  /** Each format has workers of its own, so that none pays for another one's. */
  async #slotFor(hand: Hand, format: PluginFormat): Promise<WorkerSlot> {
    if (hand.slot !== undefined && hand.format === format) return hand.slot;
    await this.#leave(hand);
    const command = this.#command!;
    const slot = new WorkerSlot({
      command: format === "lv2" ? { ...command, lv2Bundles: this.#lv2Bundles } : command,
      formats: [format],
      limits: this.#settings.limits ?? startLimits(format, this.#lv2Bundles),
      run: await (this.#folder ??= makeRunFolder()),
    });
    this.#slots.add(slot);
    if (this.#isStopping) await slot.stop();
    hand.slot = slot;
    hand.format = format;
    return slot;
  }

  async #leave(hand: Hand): Promise<void> {
    const { slot } = hand;
    if (slot === undefined) return;
    delete hand.slot;
    await slot.close();
    this.#slots.delete(slot);
  }

  /** A module whose plugins one more worker can help to describe. */
  #oneToHelp(hand: Hand): Running | undefined {
    for (const running of this.#running) {
      const { format } = running.job.found;
      const hasWorker = hand.format === format && hand.slot?.hasWorker === true;
      if (format !== "lv2" && running.scan.wantsHelp(hasWorker)) return running;
    }
    return undefined;
  }

  async #help(hand: Hand, { job, scan }: Running): Promise<void> {
    const slot = await this.#slotFor(hand, job.found.format);
    slot.prepare(this.#confinementOf(job.found), this.#isIsolated(job));
    await this.#watched(job, () => scan.help(slot));
  }

  #wakeAll(): void {
    for (const wake of this.#wakeIdle.splice(0)) wake();
  }

  /**
   * Does something when work takes so long that it probably hangs: lets another
   * one join, but with one worker all goes one by one, and looks whether it is
   * the drive that hangs.
   */
  async #watched<T>(job: Job, work: () => Promise<T>): Promise<T> {
    let isStuck = false;
    let asking: ReturnType<typeof setInterval> | undefined;
    const timer = setTimeout(() => {
      if (this.#isStopping) return;
      asking = setInterval(() => this.#askOnce(job), ASK_DRIVE_EVERY_MS);
      if (this.#size === 1) return;
      isStuck = true;
      this.#stuck++;
      if (this.#atWork < 2 * this.#size) this.#enlist();
    }, STAND_IN_AFTER_MS);
    try {
      return await work();
    } finally {
      clearTimeout(timer);
      clearInterval(asking);
      if (isStuck) this.#stuck--;
    }
  }

  /** Asks the drive, unless it still owes an answer for this module. */
  async #askOnce(job: Job): Promise<void> {
    if (this.#asked.has(job)) return;
    this.#asked.add(job);
    await this.#askDrive(job);
    this.#asked.delete(job);
  }

  /** Gives up a root whose drive does not answer: its modules would hang one after the other, and are not to blame. */
  async #askDrive({ found, decision }: Job): Promise<void> {
    const { root } = decision.state;
    const { driveLimitMs = DRIVE_LIMIT_MS } = this.#settings;
    const answer = await answerWithin(canRead(found.binary), driveLimitMs);
    if (answer !== NO_ANSWER || this.#isStopping || this.#silentRoots.has(root)) return;
    this.#silentRoots.add(root);
    await this.#listener.tellProblem(silentDrive(root));
    const affected = [...this.#running].filter(({ job }) => job.decision.state.root === root);
    await Promise.all(affected.map(({ scan }) => scan.cancel()));
  }

  #isIsolated({ found }: Job): boolean {
    return this.#settings.isolate === true || this.#settings.journal.overrides(found).isolate === true;
  }

  #limitsOf({ found, decision }: Job): RequestLimits {
    const { journal, limits, timeoutMs } = this.#settings;
    // Another content says nothing about how long this one takes.
    const known = decision.movedFrom ?? (decision.change === "modified" ? undefined : journal.known(found));
    const overrideMs = journal.overrides(found).timeoutMs;
    return limits ?? timeLimits({ known, requestedMs: timeoutMs, overrideMs });
  }

  async #finish(job: Job, end: ScannedModule | "skipped" | undefined): Promise<void> {
    if (end === "skipped" && this.#silentRoots.has(job.decision.state.root)) this.#listener.wasLeft(job);
    else if (end === "skipped") await this.#listener.wasSkipped(job);
    else if (end !== undefined) await this.#keep(job, end);
  }

  /** A bundle of LV2 that turns out to hold no plugins is no module, unless a person asked about it. */
  async #keep(job: Job, module: ScannedModule): Promise<void> {
    const { found } = job;
    const isEmpty = module.outcome === "scanned" && module.plugins.length + module.failures.length === 0;
    if (found.format !== "lv2" || !isEmpty || found.isNamed) return await this.#listener.ended(module, job);
    this.#listener.isNoModule(job);
    await this.#settings.journal.abandon(found);
  }

  /** @returns `undefined` when it was interrupted: nothing is known then. */
  async #scan(job: Job, slot: WorkerSlot): Promise<ScannedModule | "skipped" | undefined> {
    const { journal } = this.#settings;
    const { found, decision } = job;
    const { movedFrom, state, contents, blocked } = decision;
    if (movedFrom !== undefined) await journal.keep(movedFrom, found, state);
    const isSuspect = this.#isSuspect(job);
    if (isSuspect) await slot.close();
    await journal.begin(found);
    const onChange = () => this.#wakeAll();
    const scan = new ModuleScan(found, { limits: this.#limitsOf(job), blocked, onChange });
    const running = { job, scan };
    this.#running.add(running);
    let module: ScannedModule | undefined;
    try {
      await this.#listener.began();
      const knowledge = { contents, ladspa: this.#ladspa };
      module = await this.#watched(job, () => scanModule(scan, slot, this.#work.now, knowledge));
      // Before it is blamed for having hung.
      if (module !== undefined && hasTimedOut(module)) await this.#askDrive(job);
      if (this.#silentRoots.has(state.root)) module = undefined;
    } finally {
      this.#running.delete(running);
      this.#wakeAll();
      // No worker could be had, or the scan was ended: the module has no part in that.
      if (module === undefined) await journal.abandon(found);
    }
    const isGivenUp = scan.isCancelled || this.#silentRoots.has(state.root);
    if (module === undefined) return isGivenUp ? "skipped" : undefined;
    return isSuspect ? withWarning(module) : module;
  }
}

function hasTimedOut({ outcome, failures }: ScannedModule): boolean {
  return outcome === "timed-out" || failures.some((failure) => failure.outcome === "timed-out");
}

/** What reading a bundle takes from a slow disk. */
const BUNDLE_MS = 100;

/** A worker for LV2 reads all bundles before it is ready. */
function startLimits(format: PluginFormat, lv2Bundles: readonly string[]): WorkerLimits {
  const { startMs } = DEFAULT_LIMITS;
  const moreMs = format === "lv2" ? lv2Bundles.length * BUNDLE_MS : 0;
  return { ...DEFAULT_LIMITS, startMs: startMs + moreMs };
}

async function makeRunFolder(): Promise<RunFolder> {
  try {
    return await RunFolder.make();
  } catch (error) {
    throw machineError(`Cannot make a folder for workers in "${temporaryFolder()}"`, error) ?? error;
  }
}

/** Says that a module was in a worker when an earlier scan ended without a word; that alone convicts nobody. */
function withWarning(module: ScannedModule): ScannedModule {
  const message = "Was being scanned when an earlier scan ended abruptly";
  return { ...module, warnings: [...module.warnings, { code: "interrupted-before", message }] };
}
