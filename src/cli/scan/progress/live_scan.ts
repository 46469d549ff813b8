import type { ScanEvent, WorkerActivity } from "../../../model/documents/scan_document.ts";
import { vendorName } from "../../../model/vendors/vendor_name.ts";
import { fileName } from "../../../platform/paths.ts";
import { ScanActivity } from "../../../scan/scan_activity.ts";
import type { Console } from "../../terminal/console.ts";
import { LiveRegion, type TerminalMode } from "../../progress/live_region.ts";
import { printable, stylesFor } from "../../terminal/terminal.ts";
import { scanFrame } from "./scan_frame.ts";
import type { ScanProgress } from "./scan_progress.ts";
import { ScanTally } from "./scan_tally.ts";

/** After this time with one plugin a person starts to wonder. */
const LONG_MS = 5000;

/** A key that skips a plugin; the keyboard is read only once there is something to skip. */
export interface SkipControl extends TerminalMode {
  readonly isListening: boolean;
  listen(): Promise<void>;
  close(): void;
}

/** The view of a scan on a terminal: a bar, numbers, what each worker does, and the last failures. */
export class LiveScan implements ScanProgress {
  readonly activity = new ScanActivity();
  readonly #tally = new ScanTally();
  readonly #skipKey: SkipControl | undefined;
  readonly #region: LiveRegion;

  constructor(console: Console, skipKey?: SkipControl) {
    this.#skipKey = skipKey;
    const styles = stylesFor(console.stderr, console.environment);
    this.#region = new LiveRegion(
      console,
      (size) =>
        scanFrame({ tally: this.#tally, workers: this.activity.workers, hint: this.#hint() }, size, styles),
      skipKey,
    );
  }

  see(event: ScanEvent): void {
    this.#tally.see(event);
    // The key is acknowledged with a line that stays: the next plugin may hang too, and nothing else would change.
    if (event.event === "problem" && event.problem.code === "skipped") {
      this.tell(`Skipped ${printable(fileName(event.problem.location))}`);
    }
  }

  tell(line: string): void {
    this.#region.tell(line);
  }

  async close(): Promise<void> {
    this.#skipKey?.close();
    await this.#region.close();
  }

  #hint(): string | undefined {
    const oldest = this.#tally.oldest();
    if (oldest === undefined || oldest.forMs < LONG_MS) return undefined;
    this.#skipKey?.listen();
    if (this.#skipKey?.isListening !== true) return undefined;
    const work = this.activity.workers.find(({ location }) => location === oldest.location);
    return `Press s to skip ${nameOf(oldest.location, work)}, running for ${
      Math.floor(oldest.forMs / 1000)
    } s`;
  }
}

/** The plugin and its vendor where the module has listed them, else the file. */
function nameOf(location: string, { plugin, vendor }: Partial<WorkerActivity> = {}): string {
  if (plugin === undefined) return fileName(location);
  return vendor === undefined ? plugin : `${plugin} (${vendorName(vendor)})`;
}
