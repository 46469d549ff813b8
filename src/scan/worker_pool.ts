import { type ConfinementPolicy, DEFAULT_POLICY } from "../model/confinement.ts";
import type { ScannedModule } from "../model/module.ts";
import type { Problem } from "../model/scan_document.ts";
import type { ScanJournal } from "../model/scan_journal.ts";
import { RunFolder } from "../platform/private_folder.ts";
import { confineTo, placeModules, type WorkerConfinement } from "./confinement.ts";
import type { FoundModule } from "./found_module.ts";
import { type JobLine, JobLines } from "./job_lines.ts";
import type { LadspaKnowledge } from "./ladspa_rdf.ts";
import type { Decision } from "./scan_planner.ts";
import { scanModule } from "./scan_module.ts";
import type { SearchRoot, SearchSystem } from "./search_paths.ts";
import { workerCommand } from "./worker_command.ts";
import type { WorkerCommand, WorkerLimits } from "./worker_session.ts";
import { WorkerSlot } from "./worker_slot.ts";

/** A module that waits for a worker. */
export interface Job {
  readonly found: FoundModule & { binary: string };
  readonly decision: Extract<Decision, { action: "scan" }>;
}

/** How the workers of a scan are to run. */
export interface PoolSettings {
  /** Most workers at once; unset for as many as the machine has cores. */
  readonly jobs?: number;
  /** How plugins are confined; unset for as far as this system can. */
  readonly confinement?: ConfinementPolicy;
  /** Whether every plugin gets a worker of its own. */
  readonly isolate?: boolean;
  readonly journal: ScanJournal;
  /** How workers are started; unset for the real ones. */
  readonly worker?: WorkerCommand;
  /** How long workers may take. */
  readonly limits?: WorkerLimits;
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
  /** What looked like a module turned out to be none. */
  isNoModule(job: Job): void;
  tellProblem(problem: Problem): Promise<void>;
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
  readonly #running = new Set<string>();
  readonly #slots: WorkerSlot[] = [];
  readonly #confinements = new Map<string, WorkerConfinement>();
  #lv2Confinement: WorkerConfinement | undefined;
  #command: WorkerCommand | undefined;
  #folder: Promise<RunFolder> | undefined;
  #isStopping = false;

  constructor(settings: PoolSettings, work: PoolWork, listener: PoolListener) {
    this.#settings = settings;
    this.#work = work;
    this.#listener = listener;
    this.#lv2Bundles = [...work.lv2Bundles];
  }

  /** Locations of the modules that are being scanned. */
  get running(): readonly string[] {
    return [...this.#running];
  }

  /** Ends all workers at once, whose modules are given up without an end; does nothing when they have ended. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await Promise.all(this.#slots.map((slot) => slot.stop()));
  }

  /** Gives back what workers need, when none runs any more. */
  async release(): Promise<void> {
    await (await this.#folder)?.remove();
    await this.#command?.release?.();
  }

  /**
   * Scans all modules, or as many as it gets to before it is stopped. Those
   * that an earlier scan did not survive come last, so that they harm no other.
   *
   * @throws {PluginaryError} `worker-does-not-start` when no worker can be had.
   */
  async run(): Promise<void> {
    this.#command = this.#settings.worker ?? await workerCommand(this.#work.system.environment);
    const isSuspect = ({ found }: Job) => this.#settings.journal.interruptions(found) > 0;
    const { jobs } = this.#work;
    for (const job of jobs.filter((job) => !isSuspect(job))) this.#waiting.add(job.found.format, job);
    await this.#confine();
    for (const job of jobs.filter(isSuspect)) this.#waiting.add(job.found.format, job);
    if (this.#waiting.has("lv2")) await this.#findLv2Surroundings();
    if (this.#waiting.has("ladspa")) await this.#readLadspaRdf();
    const cores = navigator.hardwareConcurrency;
    await this.#serveAll(Math.min(this.#settings.jobs ?? cores, this.#waiting.size));
  }

  /** Ends with an error only when no worker runs or starts any more: what they need is taken away then. */
  async #serveAll(workers: number): Promise<void> {
    const serving = Array.from({ length: workers }, () => this.#serve());
    try {
      await Promise.all(serving);
    } catch (error) {
      await this.stop();
      await Promise.allSettled(serving);
      throw error;
    }
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
    this.#waiting.arrange(({ found }) => order.get(found.location)!);
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
    const { lv2LinkedFiles, lv2Surroundings } = await import("./lv2_surroundings.ts");
    const surroundings = await lv2Surroundings(this.#work.system, this.#work.roots);
    this.#lv2Bundles.push(...surroundings.filter((bundle) => !this.#lv2Bundles.includes(bundle)));
    this.#lv2Linked = await lv2LinkedFiles(this.#lv2Bundles);
  }

  /** The categories of LADSPA plugins and the names of their values lie in files of their own. */
  async #readLadspaRdf(): Promise<void> {
    const { installedLadspaRdf } = await import("./ladspa_rdf_files.ts");
    const { knowledge, problems } = await installedLadspaRdf(this.#work.system);
    this.#ladspa = knowledge;
    for (const problem of problems) await this.#listener.tellProblem(problem);
  }

  /** Serves one line of modules after the other, each by a worker that has nothing but their format. */
  async #serve(): Promise<void> {
    for (let line = this.#waiting.claim(); line !== undefined; line = this.#waiting.claim()) {
      const command = this.#command!;
      const start = line.format === "lv2" ? { ...command, lv2Bundles: this.#lv2Bundles } : command;
      const slot = new WorkerSlot({
        command: start,
        formats: [line.format],
        limits: this.#settings.limits,
        run: await (this.#folder ??= RunFolder.make()),
        isIsolated: this.#settings.isolate === true,
      });
      this.#slots.push(slot);
      if (this.#isStopping) return await slot.stop();
      await this.#drain(slot, line);
      line.leave();
    }
  }

  /** Gives a slot one module after the other, until none is left. */
  async #drain(slot: WorkerSlot, line: JobLine<Job>): Promise<void> {
    for (let job = line.next(); job !== undefined; job = line.next()) {
      if (this.#isStopping) return;
      this.#running.add(job.found.location);
      slot.confine(this.#confinementOf(job.found));
      const module = await this.#run(job, slot);
      this.#running.delete(job.found.location);
      if (module !== undefined) await this.#keep(job, module);
    }
    await slot.close();
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
  async #run({ found, decision }: Job, slot: WorkerSlot): Promise<ScannedModule | undefined> {
    const { journal } = this.#settings;
    const { movedFrom, state } = decision;
    if (movedFrom !== undefined) await journal.keep(movedFrom, found, state);
    const interruptions = journal.interruptions(found);
    if (interruptions > 0) await slot.close();
    await journal.begin(found);
    await this.#listener.began();
    let module: ScannedModule | undefined;
    try {
      const { contents } = decision;
      module = await scanModule(found, slot, this.#work.now, { contents, ladspa: this.#ladspa });
    } finally {
      // No worker could be had, or the scan was ended: the module has no part in that.
      if (module === undefined) await journal.abandon(found);
    }
    return module === undefined || interruptions === 0 ? module : withWarning(module);
  }
}

/** Says that a module was in a worker when an earlier scan ended without a word; that alone convicts nobody. */
function withWarning(module: ScannedModule): ScannedModule {
  const message = "Was being scanned when an earlier scan ended abruptly";
  return { ...module, warnings: [...module.warnings, { code: "interrupted-before", message }] };
}
