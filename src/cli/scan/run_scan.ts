import { PluginaryError } from "../../model/pluginary_error.ts";
import type { ScanEvent } from "../../model/scan_document.ts";
import type { ScanJournal } from "../../model/scan_journal.ts";
import { absolutePath } from "../../platform/paths.ts";
import { scan } from "../../scan/scanner.ts";
import type { ProgramContext } from "../command_context.ts";
import type { ScanFlags } from "../commands/scan_command.ts";
import type { Console } from "../console.ts";
import { listenForInterrupts } from "../interrupt.ts";
import { PROGRAM_VERSION } from "../program_version.ts";
import { ProgressLine } from "../progress_line.ts";
import { usageError } from "../usage_error.ts";
import { FailureWatch } from "./failure_watch.ts";
import { printScanDocument } from "./scan_document_output.ts";
import { printScanEvents } from "./scan_event_output.ts";
import { printScanTable } from "./scan_table_output.ts";

/** Exit code of a scan that ended with what `--fail-on` names. */
const EXIT_FAIL_ON = 3;

/** Nothing is kept between scans yet, so there is nothing to write down. */
const NO_JOURNAL: ScanJournal = { begin: () => Promise.resolve(), commit: () => Promise.resolve() };

/** Prints what a scan says; consumes the events to their end. */
type Printer = (events: AsyncIterable<ScanEvent>, console: Console) => Promise<void>;

/** Runs `pluginary scan`. */
export async function runScan(this: ProgramContext, flags: ScanFlags, ...paths: string[]): Promise<void> {
  const print = printerFor(flags);
  const interrupt = listenForInterrupts();
  const failures = new FailureWatch(flags.failOn ?? []);
  const progress = ProgressLine.for(this.console, { sharesTerminal: flags.ndjson === true });
  const events = scan({
    version: PROGRAM_VERSION,
    paths: paths.map(fromCurrentFolder),
    folders: (flags.folder ?? []).map(fromCurrentFolder),
    exclude: flags.exclude ?? [],
    ignoreLists: (flags.ignoreFile ?? []).map(fromCurrentFolder),
    ...(flags.format === undefined ? {} : { formats: flags.format }),
    journal: NO_JOURNAL,
    interrupt: interrupt.signal,
    ...(flags.jobs === undefined ? {} : { jobs: flags.jobs }),
  });
  await print(watched(events, failures, progress), this.console);
  if (interrupt.exitCode !== undefined) this.process.exitCode = interrupt.exitCode;
  else if (failures.occurred) this.process.exitCode = EXIT_FAIL_ON;
}

function printerFor(flags: ScanFlags): Printer {
  if (flags.json && flags.ndjson) throw usageError('Options "--json" and "--ndjson" exclude each other');
  if (flags.json) return printScanDocument;
  return flags.ndjson ? printScanEvents : printScanTable;
}

function fromCurrentFolder(path: string): string {
  try {
    return absolutePath(path);
  } catch (error) {
    const message = `Cannot scan "${path}": the current folder cannot be read`;
    throw new PluginaryError("path-not-found", message, "Name an absolute path", { cause: error });
  }
}

/** Passes the events on and lets others see them; the progress line is gone when the last one arrives. */
async function* watched(
  events: AsyncIterable<ScanEvent>,
  failures: FailureWatch,
  progress: ProgressLine | undefined,
): AsyncGenerator<ScanEvent> {
  try {
    for await (const event of events) {
      failures.see(event);
      progress?.see(event);
      if (event.event === "finished") await progress?.clear();
      yield event;
    }
  } finally {
    await progress?.clear();
  }
}
