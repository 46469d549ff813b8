import type { ScannedModule } from "../../model/module.ts";
import type { ScanOutcome } from "../../model/plugin.ts";
import type { ScanEvent } from "../../model/documents/scan_document.ts";
import { isFailure } from "../../model/documents/scan_summary.ts";
import type { FailOn } from "./scan_flags.ts";

/** Watches a scan for the outcomes in `--fail-on`, of modules and of individual plugins. */
export class FailureWatch {
  /** Whether one of the outcomes has occurred. */
  occurred = false;
  readonly #failOn: readonly FailOn[];

  constructor(failOn: readonly FailOn[]) {
    this.#failOn = failOn;
  }

  /** Takes an event of the scan. */
  see(event: ScanEvent): void {
    if (event.event === "module" && outcomesOf(event.module).some((outcome) => this.#counts(outcome))) {
      this.occurred = true;
    }
  }

  /** Blocked and unsupported modules never count. */
  #counts(outcome: ScanOutcome): boolean {
    return isFailure(outcome) && this.#failOn.some((named) => named === "any" || named === outcome);
  }
}

function outcomesOf(module: ScannedModule): ScanOutcome[] {
  return [module.outcome, ...module.failures.map((failure) => failure.outcome)];
}
