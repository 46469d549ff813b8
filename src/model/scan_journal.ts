import { type Block, type ModuleBlocks, NO_BLOCKS } from "./block.ts";
import type { ReasonCode } from "./reason_code.ts";
import type { RemovedModule, ScannedModule } from "./module.ts";
import type { ScanOutcome } from "./plugin.ts";
import type { PluginFormat } from "./plugin_format.ts";
import type { PluginOverrides } from "./plugin_overrides.ts";

/** Identifies a module: one file can hold modules of two formats. */
export interface ModuleKey {
  readonly location: string;
  readonly format: PluginFormat;
}

/** The facts about a module's files that tell whether it has changed. */
export interface ModuleState {
  /** The searched folder through which it was found. */
  readonly root: string;
  /** The files whose change means that the module has changed. */
  readonly files: readonly string[];
  /** The file that is loaded; absent for a module that cannot be loaded. */
  readonly binary?: string;
  /** Sizes, times and inodes as text; while that text is the same, the contents need not be read. Absent without files. */
  readonly statKey?: string;
}

/** A plugin of a known module that failed in the last scan, or was not tried. */
export interface KnownFailure {
  /** Its public id. */
  readonly id: string;
  readonly outcome: ScanOutcome;
  readonly code: ReasonCode;
  /** Like {@linkcode KnownModule.attempts}, for this plugin alone. */
  readonly attempts: number;
  /** While its module is unchanged, it is not tried again before then. */
  readonly retryAt?: string;
}

/** A module as earlier scans know it. */
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
   * hung or failed in another way that costs time. A successful scan or new
   * content resets it to 0.
   */
  readonly attempts: number;
  /** While it is unchanged, it is not tried again before then. */
  readonly retryAt?: string;
  /** The confinement of its last worker, for a module with failures; absent if none ran. */
  readonly confinement?: NonNullable<ScannedModule["confinement"]>;
  /** Why it is not scanned; absent if it is not blocked. */
  readonly block?: Block;
  /** Version of the describer that wrote its descriptions. */
  readonly describer: number;
  readonly scannedAt: string;
  /** Whether the last search did not find it. */
  readonly isMissing: boolean;
}

/** What is known from earlier scans, and the user's rules; answered from memory. */
export interface ScanMemory {
  /** The module as earlier scans know it. */
  known(key: ModuleKey): KnownModule | undefined;
  /** All known modules, in no particular order. */
  allKnown(): Iterable<KnownModule>;
  /** The user's overrides for a module; `{}` without any. */
  overrides(key: ModuleKey): PluginOverrides;
  /** The blocks of a module and its plugins, whether it is known or not. */
  blocks(key: ModuleKey): ModuleBlocks;
  /** How many scans ended while they were working on this module. */
  interruptions(key: ModuleKey): number;
}

/**
 * The memory of scans, and a record of the jobs that this one begins and ends.
 *
 * Writes are awaited: a job is on record before any code of its plugin runs,
 * and its end is on record before the scan reports it. So whatever stops the
 * program, the next scan knows which modules were under way.
 */
export interface ScanJournal extends ScanMemory {
  /** Records that a module is about to be scanned. */
  begin(key: ModuleKey): Promise<void>;
  /**
   * Takes note that no code of a module runs any more: if the program dies
   * before its result is stored, the module has no part in that. It is on
   * record from the next beginning on.
   */
  hasAnswered(key: ModuleKey): void;
  /**
   * Records the result of the scan, and that the module is no longer under way.
   *
   * @returns The module with everything known about it: its plugins' other
   * installations, and older descriptions of those that failed now.
   */
  commit(module: ScannedModule, state: ModuleState): Promise<ScannedModule>;
  /** Records that a module was not scanned after all, without counting a failure. */
  abandon(key: ModuleKey): Promise<void>;
  /**
   * Gives the stored result of a module that need not be scanned, and records
   * its location and the state of its files.
   *
   * @param key Its location now, which differs from the known one when it has moved.
   */
  keep(known: KnownModule, key: ModuleKey, state: ModuleState): Promise<ScannedModule>;
  /** Records that modules are gone. */
  remove(modules: readonly KnownModule[], at: Date): Promise<RemovedModule[]>;
}

/** A journal that stores nothing, so that every scan is like the first. */
export const NO_JOURNAL: ScanJournal = {
  known: () => undefined,
  allKnown: () => [],
  overrides: () => ({}),
  blocks: () => NO_BLOCKS,
  interruptions: () => 0,
  begin: () => Promise.resolve(),
  hasAnswered: () => {},
  commit: (module) => Promise.resolve(module),
  abandon: () => Promise.resolve(),
  keep: () => Promise.reject(new TypeError("Cannot keep a module: this journal knows none")),
  remove: () => Promise.resolve([]),
};
