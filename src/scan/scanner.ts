import { type ConfinementPolicy, DEFAULT_POLICY } from "../model/confinement.ts";
import type { ConfinementReport, ScannedModule } from "../model/module.ts";
import type { RunFolder } from "../platform/private_folder.ts";
import { confineTo, placeModules, type WorkerConfinement } from "./confinement.ts";
import type { PluginFormat } from "../model/plugin_format.ts";
import {
  type Problem,
  type RemovedModule,
  type ScanEvent,
  type ScanHead,
  summarize,
} from "../model/scan_document.ts";
import type { KnownModule, ScanJournal } from "../model/scan_journal.ts";
import { ABI_VERSION } from "../worker/protocol.ts";
import { absolutePath } from "../platform/paths.ts";
import { checkNamedPaths, discover } from "./discovery.ts";
import { builtFormats } from "./built_formats.ts";
import { EventQueue } from "./event_queue.ts";
import { Exclusions } from "./exclusions.ts";
import { type FoundModule, unloadable } from "./found_module.ts";
import { type JobLine, JobLines } from "./job_lines.ts";
import type { LadspaKnowledge } from "./ladspa_rdf.ts";
import { findRemoved } from "./removed_modules.ts";
import type { RescanPolicy } from "./rescan_policy.ts";
import { type Decision, ScanPlanner } from "./scan_planner.ts";
import {
  type Environment,
  searchedFormats,
  type SearchRoot,
  searchRoots,
  type SearchSystem,
  thisSystem,
} from "./search_paths.ts";
import { unscannableModule } from "./unscannable_module.ts";
import { checkWorkerFiles, workerCommand } from "./worker_command.ts";
import type { WorkerCommand, WorkerLimits } from "./worker_session.ts";
import type { WorkerSlot } from "./worker_slot.ts";

/** How long modules that are kept may go without news of the progress. */
const PROGRESS_INTERVAL_MS = 50;

/** What a scan is asked to do. */
export interface ScanOptions {
  /** Version of this program, for the document. */
  readonly version: string;
  /** Absolute paths of modules or folders to search; empty for the default locations of this system. */
  readonly paths: readonly string[];
  /** Absolute paths of folders to search beside the others. */
  readonly folders?: readonly string[];
  /** What is searched for; unset for every format that this system can have. */
  readonly formats?: readonly PluginFormat[];
  /** Patterns of what is left alone, and files with more of them. */
  readonly exclude?: readonly string[];
  readonly ignoreLists?: readonly string[];
  /** Most workers at once; unset for as many as the machine has cores. */
  readonly jobs?: number;
  /** How plugins are confined; unset for as far as this system can. */
  readonly confinement?: ConfinementPolicy;
  /** Whether every plugin gets a worker of its own. */
  readonly isolate?: boolean;
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
  await checkNamedPaths([...options.paths, ...options.folders ?? []]);
  const exclusions = await Exclusions.read(options, environment);
  if (options.worker === undefined) await checkWorkerFiles(environment);
  const built = options.worker === undefined ? await builtFormats(environment) : undefined;
  const run = new ScanRun(options, { system: thisSystem(environment), exclusions, built });
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

/** What a scan works with, beside what it was asked. */
interface ScanTools {
  readonly system: SearchSystem;
  readonly exclusions: Exclusions;
  /** Formats that the shim has; `undefined` for not known. */
  readonly built: readonly PluginFormat[] | undefined;
}

/** One scan, from its search for modules to its summary. */
class ScanRun {
  readonly #options: ScanOptions;
  readonly #tools: ScanTools;
  readonly #roots: readonly SearchRoot[];
  readonly #formats: readonly PluginFormat[];
  readonly #now: () => Date;
  readonly #startedAt = performance.now();
  readonly #queue = new EventQueue<ScanEvent>();
  readonly #planner: ScanPlanner;
  readonly #waiting = new JobLines<Job>();
  /** Those that an earlier scan did not survive; they come last, so that they harm no other. */
  readonly #suspects: Job[] = [];
  readonly #lv2Bundles: string[] = [];
  #lv2Linked: readonly string[] = [];
  #ladspa: LadspaKnowledge = new Map();
  readonly #problems: Problem[] = [];
  readonly #seen = new Set<string>();
  readonly #removed: RemovedModule[] = [];
  readonly #running = new Set<string>();
  readonly #modules: ScannedModule[] = [];
  readonly #slots: WorkerSlot[] = [];
  readonly #loadable: Job["found"][] = [];
  readonly #confinements = new Map<string, WorkerConfinement>();
  #lv2Confinement: WorkerConfinement | undefined;
  #command: WorkerCommand | undefined;
  #folder: Promise<RunFolder> | undefined;
  #total = 0;
  #toldProgressAt = performance.now();
  #isStopping = false;

  constructor(options: ScanOptions, tools: ScanTools) {
    this.#options = options;
    this.#tools = tools;
    this.#roots = searchRoots(options, tools.system);
    this.#formats = options.formats ?? searchedFormats(tools.system.os);
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
      await (await this.#folder)?.remove();
      await this.#command?.release?.();
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
    await this.#progress();
    if (this.#loadable.length > 0) await this.#scanWaiting();
    if (!this.#isInterrupted) await this.#findRemoved();
  }

  /**
   * What only workers need is loaded here, the shim unpacked, and its copy
   * checked: without anything to scan all that takes longer than the search.
   */
  async #scanWaiting(): Promise<void> {
    if (this.#isInterrupted) return;
    this.#command = this.#options.worker ?? await workerCommand(this.#tools.system.environment);
    await this.#confine();
    for (const job of this.#suspects.splice(0)) this.#waiting.add(job.found.format, job);
    if (this.#waiting.has("lv2")) await this.#findLv2Surroundings();
    if (this.#waiting.has("ladspa")) await this.#readLadspaRdf();
    const cores = navigator.hardwareConcurrency;
    const size = Math.min(this.#options.jobs ?? cores, this.#waiting.size);
    await this.#serveAll(size);
  }

  /** Ends with an error only when no worker runs or starts any more: what they need is taken away then. */
  async #serveAll(workers: number): Promise<void> {
    const serving = Array.from({ length: workers }, () => this.#serve());
    try {
      await Promise.all(serving);
    } catch (error) {
      await this.#stopWorkers();
      await Promise.allSettled(serving);
      throw error;
    }
  }

  /** Decides what each module's worker may do, and puts those together that may share one. */
  async #confine(): Promise<void> {
    const policy = this.#options.confinement ?? DEFAULT_POLICY;
    const paths = this.#roots.map(({ path }) => path);
    for (const placed of await placeModules(this.#loadable, paths, policy, this.#tools.system.environment)) {
      this.#confinements.set(placed.found.location, placed.confinement);
    }
    const order = new Map([...this.#confinements.keys()].map((location, i) => [location, i]));
    this.#waiting.arrange(({ found }) => order.get(found.location)!);
  }

  /** LV2 runs no code of its modules, and its one worker has to read the bundles of all. */
  #confinementOf({ format, location }: FoundModule): WorkerConfinement {
    if (format !== "lv2") return this.#confinements.get(location)!;
    const policy = this.#options.confinement ?? DEFAULT_POLICY;
    const readable = [...this.#lv2Bundles, ...this.#lv2Linked];
    return this.#lv2Confinement ??= confineTo(readable, policy, this.#tools.system.environment);
  }

  async #search(): Promise<void> {
    const recall = (location: string) => this.#planner.recall(location);
    const isExcluded = (path: string) => this.#tools.exclusions.has(path);
    for await (const discovery of discover(this.#roots, { isExcluded, recall })) {
      if (this.#isInterrupted) return;
      if ("problem" in discovery) await this.#tellProblem(discovery.problem);
      else if ("lv2Data" in discovery) this.#lv2Bundles.push(discovery.lv2Data);
      else await this.#take(this.#withMissingFormat(discovery.module), discovery.root);
    }
  }

  /** Presets of a plugin can lie in bundles that this scan is not about. */
  async #findLv2Surroundings(): Promise<void> {
    const { lv2LinkedFiles, lv2Surroundings } = await import("./lv2_surroundings.ts");
    const surroundings = await lv2Surroundings(this.#tools.system, this.#roots);
    this.#lv2Bundles.push(...surroundings.filter((bundle) => !this.#lv2Bundles.includes(bundle)));
    this.#lv2Linked = await lv2LinkedFiles(this.#lv2Bundles);
  }

  /** The categories of LADSPA plugins and the names of their values lie in files of their own. */
  async #readLadspaRdf(): Promise<void> {
    const { installedLadspaRdf } = await import("./ladspa_rdf_files.ts");
    const { knowledge, problems } = await installedLadspaRdf(this.#tools.system);
    this.#ladspa = knowledge;
    for (const problem of problems) await this.#tellProblem(problem);
  }

  /** A module that the shim cannot load says so without a worker. */
  #withMissingFormat(found: FoundModule): FoundModule {
    const { format, location, architectures, binary } = found;
    if (binary === undefined || this.#tools.built?.includes(format) !== false) return found;
    const message = `Is of a format that this build does not have: ${format}`;
    return unloadable(format, location, "format-not-built", message, architectures);
  }

  async #tellProblem(problem: Problem): Promise<void> {
    this.#problems.push(problem);
    await this.#queue.push({ event: "problem", problem });
  }

  async #take(found: FoundModule, root: string): Promise<void> {
    this.#seen.add(found.location);
    if (found.format === "lv2" && found.binary !== undefined) this.#lv2Bundles.push(found.location);
    const decision = await this.#planner.decide(found, root);
    if (decision.action === "leave-out") return;
    this.#total++;
    if (decision.action === "keep") {
      const module = await this.#options.journal.keep(decision.known, found, decision.state);
      return await this.#tellKept({ ...module, change: decision.change });
    }
    const { binary } = found;
    if (binary !== undefined) this.#enqueue({ found: { ...found, binary }, decision });
    else if (found.reason !== undefined) {
      await this.#commit(unscannableModule(found, found.reason), decision);
    }
  }

  #enqueue(job: Job): void {
    this.#loadable.push(job.found);
    if (this.#options.journal.interruptions(job.found) > 0) this.#suspects.push(job);
    else this.#waiting.add(job.found.format, job);
  }

  /** Serves one line of modules after the other, each by a worker that has nothing but their format. */
  async #serve(): Promise<void> {
    const { WorkerSlot } = await import("./worker_slot.ts");
    for (let line = this.#waiting.claim(); line !== undefined; line = this.#waiting.claim()) {
      const command = this.#command!;
      const start = line.format === "lv2" ? { ...command, lv2Bundles: this.#lv2Bundles } : command;
      const slot = new WorkerSlot({
        command: start,
        formats: [line.format],
        limits: this.#options.limits,
        run: await (this.#folder ??= makeRunFolder()),
        isIsolated: this.#options.isolate === true,
      });
      this.#slots.push(slot);
      if (this.#isInterrupted) return await slot.stop();
      await this.#drain(slot, line);
      line.leave();
    }
  }

  /** Gives a slot one module after the other, until none is left. */
  async #drain(slot: WorkerSlot, line: JobLine<Job>): Promise<void> {
    for (let job = line.next(); job !== undefined; job = line.next()) {
      if (this.#isInterrupted) return;
      this.#running.add(job.found.location);
      slot.confine(this.#confinementOf(job.found));
      const module = await this.#run(job, slot);
      this.#running.delete(job.found.location);
      if (module !== undefined) await this.#keep(job, module);
    }
    await slot.close();
  }

  /** A bundle of LV2 that turns out to hold no plugins is no module, unless a person asked about it. */
  async #keep({ found, decision }: Job, module: ScannedModule): Promise<void> {
    const isEmpty = module.outcome === "scanned" && module.plugins.length + module.failures.length === 0;
    if (found.format !== "lv2" || !isEmpty || found.isNamed) return await this.#commit(module, decision);
    this.#total--;
    await this.#options.journal.abandon(found);
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
      const { scanModule } = await import("./scan_module.ts");
      const { contents } = decision;
      module = await scanModule(found, slot, this.#now, { contents, ladspa: this.#ladspa });
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

  /** Thousands of modules can be kept in a second, and nobody follows as much progress. */
  async #tellKept(module: ScannedModule): Promise<void> {
    this.#modules.push(withoutDocuments(module));
    await this.#queue.push({ event: "module", module });
    if (performance.now() - this.#toldProgressAt >= PROGRESS_INTERVAL_MS) await this.#progress();
  }

  async #findRemoved(): Promise<void> {
    const { journal, trustsEmptyPaths } = this.#options;
    const roots = [...new Set(this.#roots.map(({ path }) => path))];
    const { removed, problems } = await findRemoved(this.#searchedFor(journal.allKnown()), {
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

  /** What was left alone has not gone because it was not found. */
  #searchedFor(known: Iterable<KnownModule>): KnownModule[] {
    const { exclusions } = this.#tools;
    return [...known].filter(({ format, location }) =>
      this.#formats.includes(format) && !exclusions.has(location)
    );
  }

  async #progress(): Promise<void> {
    this.#toldProgressAt = performance.now();
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
      paths: [...new Set(this.#roots.map(({ path }) => path))],
      formats: [...this.#formats],
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

async function makeRunFolder(): Promise<RunFolder> {
  const { RunFolder } = await import("../platform/private_folder.ts");
  return await RunFolder.make();
}

/** Says that a module was in a worker when an earlier scan ended without a word; that alone convicts nobody. */
function withWarning(module: ScannedModule): ScannedModule {
  const message = "Was being scanned when an earlier scan ended abruptly";
  return { ...module, warnings: [...module.warnings, { code: "interrupted-before", message }] };
}

/** What the summary needs; parameters would fill the memory. */
function withoutDocuments(module: ScannedModule): ScannedModule {
  if (!module.plugins.some(hasDocument)) return module;
  const plugins = module.plugins.map(({ buses: _b, parameters: _p, programs: _r, ...plugin }) => plugin);
  return { ...module, plugins };
}

function hasDocument({ buses, parameters, programs }: ScannedModule["plugins"][number]): boolean {
  return (buses ?? parameters ?? programs) !== undefined;
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
