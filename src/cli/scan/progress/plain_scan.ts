import { vendorName } from "../../../model/vendors/vendor_name.ts";
import type { ScanEvent, WorkerActivity } from "../../../model/documents/scan_document.ts";
import { ScanActivity } from "../../../scan/scan_activity.ts";
import { countText } from "../../output/count_text.ts";
import { type Console, writeMessage } from "../../terminal/console.ts";
import { printable } from "../../terminal/terminal.ts";
import { moduleLine } from "./module_lines.ts";
import type { ScanProgress } from "./scan_progress.ts";
import { ScanTally } from "./scan_tally.ts";

/** A worker that has been busy for this long gets a line, and another one whenever that time has doubled. */
const FIRST_WAIT_MS = 10_000;

const LOOK_INTERVAL_MS = 1000;

/** The progress of a scan as lines, for logs and for terminals that cannot redraw. */
export class PlainScan implements ScanProgress {
  readonly activity = new ScanActivity();
  readonly #console: Console;
  readonly #tally = new ScanTally();
  readonly #timer: ReturnType<typeof setInterval>;
  /** How long each worker that takes long may go on until its next line. */
  readonly #waits = new Map<string, number>();
  #hasBegun = false;
  #written: Promise<void> = Promise.resolve();

  constructor(console: Console) {
    this.#console = console;
    this.#timer = setInterval(() => this.#tellWaits(), LOOK_INTERVAL_MS);
  }

  see(event: ScanEvent): void {
    this.#tally.see(event);
    if (!this.#tally.isSearching && !this.#hasBegun) this.#begin();
    if (event.event === "module" && !event.isStored) this.#tellCounted(moduleLine(event.module));
    if (event.event === "problem") {
      this.#tellCounted(
        printable(`${event.problem.code}  ${event.problem.location}: ${event.problem.message}`),
      );
    }
  }

  tell(line: string): void {
    this.#written = this.#written.then(() => writeMessage(this.#console.stderr, `${line}\n`));
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#written;
  }

  #begin(): void {
    this.#hasBegun = true;
    const { total, unchanged } = this.#tally;
    const rest = unchanged === 0 ? "" : `, ${unchanged} unchanged`;
    this.tell(`Scanning ${countText(total - unchanged, "module")}${rest}`);
  }

  #tellCounted(line: string): void {
    const { done, total } = this.#tally;
    this.tell(`[${done}/${total}] ${line}`);
  }

  #tellWaits(): void {
    const { workers } = this.activity;
    const keys = new Set(workers.map(waitKey));
    for (const key of this.#waits.keys()) if (!keys.has(key)) this.#waits.delete(key);
    for (const worker of workers) {
      const key = waitKey(worker);
      const limitMs = this.#waits.get(key) ?? FIRST_WAIT_MS;
      if (worker.forMs < limitMs) continue;
      this.#waits.set(key, 2 * limitMs);
      this.#tellCounted(waitLine(worker));
    }
  }
}

function waitKey({ worker = "", location, plugin = "" }: WorkerActivity): string {
  return `${worker} ${location} ${plugin}`;
}

function waitLine({ location, plugin, vendor, forMs }: WorkerActivity): string {
  const by = vendor === undefined ? "" : ` (${vendorName(vendor)})`;
  const what = plugin === undefined ? location : `${location}: ${plugin}${by}`;
  return `running for ${Math.floor(forMs / 1000)} s  ${printable(what)}`;
}
