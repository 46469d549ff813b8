import { ScanActivity } from "../../../scan/scan_activity.ts";
import { type Console, writeMessage } from "../../terminal/console.ts";
import { progressForm } from "../../progress/progress_form.ts";
import type { ProgressChoice } from "../../output/output_options.ts";
import type { SkipControl } from "./live_scan.ts";
import type { ScanProgress } from "./scan_progress.ts";

/** The circumstances of a scan's progress. */
export interface ProgressParts {
  readonly skipKey: SkipControl | undefined;
  /** Whether the answer is printed while the scan runs. */
  readonly sharesTerminal: boolean;
  /** Whether each module gets a line. */
  readonly isVerbose: boolean;
}

/** Begins to show a scan in the best form that the terminal allows, and says why that is not the chosen one. */
export async function startProgress(
  choice: ProgressChoice,
  console: Console,
  { skipKey, sharesTerminal, isVerbose }: ProgressParts,
): Promise<ScanProgress | undefined> {
  const { form, notice } = progressForm(choice, console, { sharesTerminal });
  if (notice !== undefined) await writeMessage(console.stderr, `${notice}\n`);
  if (form === "live") {
    const { LiveScan } = await import("./live_scan.ts");
    const live = new LiveScan(console, skipKey);
    return isVerbose ? await withModuleLines(live) : live;
  }
  if (form === "plain") {
    const { PlainScan } = await import("./plain_scan.ts");
    return new PlainScan(console);
  }
  return isVerbose ? await withModuleLines(new Messages(console)) : undefined;
}

/** Shows nothing but what it is told. */
class Messages implements ScanProgress {
  readonly activity = new ScanActivity();
  readonly #console: Console;
  #written: Promise<void> = Promise.resolve();

  constructor(console: Console) {
    this.#console = console;
  }

  see(): void {}

  tell(line: string): void {
    this.#written = this.#written.then(() => writeMessage(this.#console.stderr, `${line}\n`));
  }

  async close(): Promise<void> {
    await this.#written;
  }
}

/** Adds the lines of `--verbose`; plain progress has them anyway. */
async function withModuleLines(progress: ScanProgress): Promise<ScanProgress> {
  const { ModuleLines } = await import("./module_lines.ts");
  const lines = new ModuleLines((line) => progress.tell(line));
  return {
    activity: progress.activity,
    see(event) {
      lines.see(event);
      progress.see(event);
    },
    tell: (line) => progress.tell(line),
    close: () => progress.close(),
  };
}
