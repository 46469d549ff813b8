import { failureBehind } from "../../../model/block.ts";
import type { ScanEvent } from "../../../model/documents/scan_document.ts";
import { isFailure } from "../../../model/documents/scan_summary.ts";
import { outcomeOfReason } from "../../../model/reason_code.ts";
import type { Reason, ScannedModule } from "../../../model/module.ts";
import type { ScanOutcome } from "../../../model/plugin.ts";
import { isAt } from "../../../platform/paths.ts";
import type { FailOn } from "./fail_on.ts";

/** Whether a block after failures counts as a failure in a module. */
export type CountsBlocks = (location: string) => boolean;

/** What a watch is told about its scan. */
interface WatchedScan {
  /** The paths that the user named, absolute and with links resolved. */
  readonly paths: readonly string[];
  readonly countsBlocks: CountsBlocks;
}

const NOTHING_NAMED: WatchedScan = { paths: [], countsBlocks: () => false };

/** Watches a scan for the results in `--fail-on`, of modules and of individual plugins. */
export class FailureWatch {
  readonly #failOn: readonly FailOn[];
  readonly #countsBlocks: CountsBlocks;
  /** Named paths in which no plugin has been found. */
  readonly #empty: Set<string>;
  /** Whether one of the results has occurred. */
  occurred = false;

  constructor(failOn: readonly FailOn[], { paths, countsBlocks }: WatchedScan = NOTHING_NAMED) {
    this.#failOn = failOn;
    this.#countsBlocks = countsBlocks;
    this.#empty = new Set(failOn.includes("empty") ? paths : []);
  }

  /** Takes an event of the scan. */
  see(event: ScanEvent): void {
    if (event.event === "module") this.#seeModule(event.module);
    // A scan that was interrupted has not looked everywhere.
    else if (event.event === "finished" && event.complete) this.occurred ||= this.#empty.size > 0;
  }

  #seeModule({ location, outcome, reason, plugins, failures }: ScannedModule): void {
    const isEmpty = outcome === "scanned" && plugins.length + failures.length === 0;
    if (!isEmpty) { for (const path of this.#empty) if (isAt(path, location)) this.#empty.delete(path); }
    const ends = [{ outcome, reason }, ...failures];
    this.occurred ||= ends.some((end) => this.#counts(end, location));
  }

  /** Unsupported modules never count, and those that the user blocked. */
  #counts(end: { outcome: ScanOutcome; reason?: Reason | undefined }, location: string): boolean {
    const behind = end.reason && this.#countsBlocks(location) ? failureBehind(end.reason) : undefined;
    const outcome = behind === undefined ? end.outcome : outcomeOfReason(behind);
    return isFailure(outcome) && this.#failOn.some((named) => named === "any" || named === outcome);
  }
}
