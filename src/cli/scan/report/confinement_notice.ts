import type { ConfinementPolicy } from "../../../model/confinement.ts";
import type { ConfinementReport } from "../../../model/module.ts";
import type { ScanEvent } from "../../../model/documents/scan_document.ts";

/** Warns once if plugins ran less confined than intended; says nothing if the user relaxed the confinement. */
export class ConfinementNotice {
  readonly #isWanted: boolean;
  #weakest: ConfinementReport | undefined;

  constructor({ level, allowances }: ConfinementPolicy) {
    this.#isWanted = level === "auto" && allowances.length === 0;
  }

  /** Takes an event of the scan. */
  see(event: ScanEvent): void {
    if (event.event !== "module" || event.module.confinement === undefined) return;
    const { level, overrides } = event.module.confinement;
    // The user chose this for the module.
    if (overrides.length > 0) return;
    if (level === "none" || (level === "partial" && this.#weakest?.level !== "none")) {
      this.#weakest = event.module.confinement;
    }
  }

  /** The warning with its line break; empty if there is none. */
  text(): string {
    if (!this.#isWanted || this.#weakest === undefined) return "";
    const { level, layers } = this.#weakest;
    if (level === "none") {
      return "warning: plugins ran unconfined: this system has no means to confine them\n";
    }
    return `warning: plugins ran partly confined: this system supports only ${layers.join(", ")}\n`;
  }
}
