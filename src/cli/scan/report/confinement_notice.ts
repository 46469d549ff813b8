import type { ConfinementPolicy } from "../../../model/confinement.ts";
import type { ConfinementReport } from "../../../model/module.ts";
import type { ScanEvent } from "../../../model/documents/scan_document.ts";

/** Says once that plugins ran unconfined, or less confined than intended; allowances are not repeated. */
export class ConfinementNotice {
  readonly #policy: ConfinementPolicy;
  #weakest: ConfinementReport | undefined;

  constructor(policy: ConfinementPolicy) {
    this.#policy = policy;
  }

  /** Takes an event of the scan. */
  see(event: ScanEvent): void {
    // A stored result tells nothing about this scan.
    if (event.event !== "module" || event.isStored || event.module.confinement === undefined) return;
    const { level, overrides } = event.module.confinement;
    // The user chose this for the module.
    if (overrides.length > 0) return;
    if (level === "none" || (level === "partial" && this.#weakest?.level !== "none")) {
      this.#weakest = event.module.confinement;
    }
  }

  /** The warning with its line break; empty if there is none. */
  text(): string {
    if (this.#weakest === undefined) return "";
    if (this.#policy.level === "off") return "warning: plugins ran unconfined, by --confinement off\n";
    if (this.#policy.level === "require" || this.#policy.allowances.length > 0) return "";
    const { level, layers } = this.#weakest;
    if (level === "none") {
      return "warning: plugins ran unconfined: this system has no means to confine them\n";
    }
    return `warning: plugins ran partly confined: this system supports only ${layers.join(", ")}\n`;
  }
}
