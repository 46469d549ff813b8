import { type Block, type ModuleBlocks, NO_BLOCKS } from "./block.ts";
import type { ReasonCode, RemovedModule, ScannedModule } from "./module.ts";
import type { ScanOutcome } from "./plugin.ts";
import type { PluginFormat } from "./plugin_format.ts";
import type { PluginOverrides } from "./plugin_overrides.ts";

/** What names a module: two formats may live in one file. */
export interface ModuleKey {
  readonly location: string;
  readonly format: PluginFormat;
}

/** The facts about a module's files that tell whether it has changed. */
export interface ModuleState {
  /** The searched folder through which it was found. */
  readonly root: string;
  /** Every file whose change makes this another module. */
  readonly files: readonly string[];
  /** The file that is loaded; absent for what cannot be. */
  readonly binary?: string;
  /** Sizes, times and inodes as text; where it is the same the contents need not be read. Absent without files. */
  readonly statKey?: string;
}

/** A plugin of a known module that failed last time, or was not tried. */
export interface KnownFailure {
  /** Its public id. */
  readonly id: string;
  readonly outcome: ScanOutcome;
  readonly code: ReasonCode;
  /** As {@linkcode KnownModule.attempts}, of this plugin alone. */
  readonly attempts: number;
  /** Not before then is it tried again while its module is the same. */
  readonly retryAt?: string;
}

/** What earlier scans know about a module. */
export interface KnownModule extends ModuleKey, ModuleState {
  readonly fingerprint?: string;
  readonly sizeBytes?: number;
  readonly architectures: readonly string[];
  readonly outcome: ScanOutcome;
  /** Code of its reason, when it has one. */
  readonly reasonCode?: ReasonCode;
  /** Single plugins that failed. */
  readonly failures: readonly KnownFailure[];
  /** How long its last scan took, in milliseconds. */
  readonly durationMs: number;
  /**
   * Scans in a row in which this content, or the worst plugin of it, crashed,
   * hung or failed in another way that costs time. A scan that went well and
   * a new content begin at 0 again.
   */
  readonly attempts: number;
  /** Not before then is it tried again while it is the same. */
  readonly retryAt?: string;
  /** Why it is not scanned, where it is not. */
  readonly block?: Block;
  /** Version of the describer that wrote its descriptions. */
  readonly describer: number;
  readonly scannedAt: string;
  /** Whether it was gone when it was looked for last. */
  readonly isMissing: boolean;
}

/**
 * What a scan knows from earlier ones, and where it writes down what it is
 * about to do and what came of it.
 *
 * What writes is awaited: a job is on record before any code of its plugin
 * runs, and its end is on record before the scan says that it ended. So
 * whatever stops the program, the next scan knows what was under way.
 */
export interface ScanJournal {
  /** What is known of a module; answered from memory. */
  known(key: ModuleKey): KnownModule | undefined;
  /** All that is known, in no order. */
  allKnown(): Iterable<KnownModule>;
  /** How a person wants a module to be scanned; answered from memory, `{}` where nothing was said. */
  overrides(key: ModuleKey): PluginOverrides;
  /** What is blocked of a module, known or not; answered from memory. */
  blocks(key: ModuleKey): ModuleBlocks;
  /** How often a scan ended while it was working on this module, without an end of the module's own. */
  interruptions(key: ModuleKey): number;
  /** Records that a module is about to be scanned. */
  begin(key: ModuleKey): Promise<void>;
  /**
   * Records how that ended, and that it is not under way any more.
   *
   * @returns The module with all that is known of it: its plugins' other
   *     installations, and older descriptions of those that failed now.
   */
  commit(module: ScannedModule, state: ModuleState): Promise<ScannedModule>;
  /** Records that a module was not scanned after all; nobody is to blame. */
  abandon(key: ModuleKey): Promise<void>;
  /**
   * Gives what is known of a module that need not be scanned, and records
   * where it is now and what its files look like.
   *
   * @param key Where it is; another location than the known one when it has moved.
   * @returns Without a promise where it is known already: a promise for each of
   *     thousands of modules takes longer than the rest.
   */
  keep(
    known: KnownModule,
    key: ModuleKey,
    state: ModuleState,
  ): ScannedModule | Promise<ScannedModule>;
  /** Records that modules are gone. */
  remove(modules: readonly KnownModule[], at: Date): Promise<RemovedModule[]>;
}

/** A journal that knows nothing and keeps nothing: every scan with it is the first. */
export const NO_JOURNAL: ScanJournal = {
  known: () => undefined,
  allKnown: () => [],
  overrides: () => ({}),
  blocks: () => NO_BLOCKS,
  interruptions: () => 0,
  begin: () => Promise.resolve(),
  commit: (module) => Promise.resolve(module),
  abandon: () => Promise.resolve(),
  keep: () => Promise.reject(new TypeError("There is no known module to keep")),
  remove: () => Promise.resolve([]),
};
