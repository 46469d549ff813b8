import type { ScannedModule } from "../../model/module.ts";
import type { PluginOverrides } from "../../model/plugin_overrides.ts";
import type { KnownModule, ScanJournal } from "../../model/scan_journal.ts";
import type { FoundModule } from "../formats/found_module.ts";
import type { Decision } from "./scan_planner.ts";

/** A decision that ends with an outcome in the journal. */
export type RecordedDecision = Extract<Decision, { action: "scan" | "block" }>;

/**
 * A module whose outcome goes into the journal. Only this class begins, commits
 * and abandons entries there.
 */
export class ScanJob<Found extends FoundModule = FoundModule, D extends RecordedDecision = RecordedDecision> {
  readonly found: Found;
  readonly decision: D;
  readonly #journal: ScanJournal;

  constructor(found: Found, decision: D, journal: ScanJournal) {
    this.found = found;
    this.decision = decision;
    this.#journal = journal;
  }

  /** The searched folder through which it was found. */
  get root(): string {
    return this.decision.state.root;
  }

  /** How a person wants it to be scanned. */
  get overrides(): PluginOverrides {
    return this.#journal.overrides(this.found);
  }

  /** Whether an earlier scan ended abruptly while it was working on this module. */
  get isSuspect(): boolean {
    return this.#journal.interruptions(this.found) > 0;
  }

  /** The module as earlier scans know it, at its former location when it has moved. */
  get known(): KnownModule | undefined {
    return this.#formerly ?? this.#journal.known(this.found);
  }

  /** The module with this very content as earlier scans know it; `undefined` when it has changed. */
  get knownContent(): KnownModule | undefined {
    if (this.#formerly === undefined && this.decision.change === "modified") return undefined;
    return this.known;
  }

  /**
   * Does work with the job on record. Work without a result, because it was
   * interrupted or threw, leaves no entry: the module has no part in that.
   */
  async onRecord<T>(work: () => Promise<T | undefined>): Promise<T | undefined> {
    if (this.#formerly !== undefined) {
      await this.#journal.keep(this.#formerly, this.found, this.decision.state);
    }
    await this.#journal.begin(this.found);
    let result: T | undefined;
    try {
      return result = await work();
    } finally {
      if (result === undefined) await this.abandon();
    }
  }

  /** Takes note that no code of the module runs any more. */
  hasAnswered(): void {
    this.#journal.hasAnswered(this.found);
  }

  /** Records that the module was not scanned after all. */
  async abandon(): Promise<void> {
    await this.#journal.abandon(this.found);
  }

  /** Records the outcome, and gives the module with all that is known of it. */
  async commit(module: ScannedModule): Promise<ScannedModule> {
    const { state, change } = this.decision;
    return await this.#journal.commit({ ...module, change }, state);
  }

  get #formerly(): KnownModule | undefined {
    return this.decision.action === "scan" ? this.decision.movedFrom : undefined;
  }
}
