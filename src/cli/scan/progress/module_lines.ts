import type { ScanEvent } from "../../../model/documents/scan_document.ts";
import type { ScannedModule } from "../../../model/module.ts";
import { countText } from "../../output/count_text.ts";
import { durationText } from "../../output/duration_text.ts";
import { printable } from "../../terminal/terminal.ts";

/** Longest outcome, `unsupported`. */
const OUTCOME_WIDTH = 11;

/** Longest usual duration, `2 min 30 s`. */
const DURATION_WIDTH = 10;

/** A line for each module that a scan has run, for `--verbose`. */
export class ModuleLines {
  readonly #tell: (line: string) => void;

  /** @param tell Shows a line without its end. */
  constructor(tell: (line: string) => void) {
    this.#tell = tell;
  }

  /** Takes an event of the scan. */
  see(event: ScanEvent): void {
    if (event.event === "module" && !event.isStored) this.#tell(moduleLine(event.module));
  }
}

/** The result of a module in one line, made harmless. */
export function moduleLine({ outcome, durationMs, plugins, location, reason }: ScannedModule): string {
  const took = durationText(durationMs).padStart(DURATION_WIDTH);
  const result = reason === undefined ? countText(plugins.length, "plugin") : reason.message;
  return `${outcome.padEnd(OUTCOME_WIDTH)} ${took}  ${printable(`${location}: ${result}`)}`;
}
