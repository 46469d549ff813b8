import type { ConfinementPolicy } from "../../../model/confinement.ts";
import type { ConfinementReport } from "../../../model/module.ts";
import type { ScanEvent } from "../../../model/documents/scan_document.ts";

/** Says once when plugins ran less confined than was hoped for; what was switched off or let through is no news. */
export class ConfinementNotice {
  readonly #isWanted: boolean;
  #weakest: ConfinementReport | undefined;

  constructor({ level, allowances }: ConfinementPolicy) {
    this.#isWanted = level === "auto" && allowances.length === 0;
  }

  /** Takes what it needs from an event of the scan. */
  see(event: ScanEvent): void {
    if (event.event !== "module" || event.module.confinement === undefined) return;
    const { level, overrides } = event.module.confinement;
    // The user wants it so for this module.
    if (overrides.length > 0) return;
    if (level === "none" || (level === "partial" && this.#weakest?.level !== "none")) {
      this.#weakest = event.module.confinement;
    }
  }

  /** A line with its line break; empty when there is nothing to say. */
  text(): string {
    if (!this.#isWanted || this.#weakest === undefined) return "";
    const { level, layers } = this.#weakest;
    if (level === "none") {
      return "warning: plugins ran unconfined: this system has nothing to confine them with\n";
    }
    return `warning: plugins ran confined in part: this system gives only ${layers.join(", ")}\n`;
  }
}
