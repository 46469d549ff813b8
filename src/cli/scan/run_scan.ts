import type { RunningScan } from "../../catalog/scan_lock.ts";
import type { PresetScanEnd } from "../../model/documents/presets/preset_scan_document.ts";
import type { ScanEvent } from "../../model/documents/scan_document.ts";
import { NO_JOURNAL, type ScanJournal } from "../../model/scan_journal.ts";
import { homeFolder } from "../../platform/folders.ts";
import { isAt, isInFolder } from "../../platform/paths.ts";
import { realPathIfAny } from "../../platform/real_path.ts";
import { checkNamedPaths } from "../../scan/discovery/discovery.ts";
import { scan, type ScanOptions } from "../../scan/scanner.ts";
import type { ScanProgress } from "./progress/scan_progress.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { ProgramLog } from "../../log/program_log.ts";
import type { ScanFlags } from "./request/scan_flags.ts";
import { type Console, writeMessage } from "../terminal/console.ts";
import { listenForInterrupts } from "../terminal/interrupt.ts";
import { PROGRAM_VERSION } from "../command_line/program_version.ts";
import { machineFormat } from "../output/output_options.ts";
import { usageError } from "../../model/usage_error.ts";
import { withOutput } from "../output/with_output.ts";
import { ConfinementNotice } from "./report/confinement_notice.ts";
import { type CountsBlocks, FailureWatch } from "./report/failure_watch.ts";
import { ScanCatalog } from "../../catalog/scans/scan_catalog.ts";
import { SkipKey } from "./skip_key.ts";
import { Deadline } from "./deadline.ts";
import { fromCurrentFolder, type ScanRequest, scanRequest, searchOptions } from "./request/scan_request.ts";

/** Exit code of a scan in which a result of `--fail-on` occurred. */
const EXIT_FAIL_ON = 3;

/** Prints a scan; consumes all of its events. */
type Printer = (events: AsyncIterable<ScanEvent>, console: Console) => Promise<void>;

/** Runs `pluginary scan`. */
export async function runScan(this: ProgramContext, flags: ScanFlags, ...paths: string[]): Promise<void> {
  checkOutputs(flags);
  const request = scanRequest(flags, paths);
  if (flags.dryRun) {
    const { runDryRun } = await import("./dry_run/run_dry_run.ts");
    return await runDryRun(request, this.console);
  }
  const closed = new AbortController();
  const print = await printerFor(flags, paths, () => closed.abort("closed-pipe"));
  const notice = new ConfinementNotice(request.confinement);
  const interrupt = listenForInterrupts();
  const named = request.paths.map(realPathIfAny);
  const countsBlocks = (location: string) => flags.ci === true || named.some((path) => isAt(path, location));
  const failures = new FailureWatch(flags.failOn ?? [], { paths: named, countsBlocks });
  await using catalog = await openScanCatalog(request, interrupt.signal, this.console);
  if (!interrupt.signal.aborted) {
    using deadline = deadlineFor(flags);
    const skipKey = SkipKey.for(this.console);
    const { annotations, junit, watchers } = await reportsFor(flags, this.console, countsBlocks);
    const progress = await progressOf(flags, this.console, skipKey);
    const end = AbortSignal.any([
      interrupt.signal,
      closed.signal,
      ...deadline === undefined ? [] : [deadline.signal],
    ]);
    const events = scan({
      ...scanOptions(request, catalog?.journal ?? await journalWithoutCatalog(this.console)),
      interrupt: end,
      ...(progress === undefined ? {} : { activity: progress.activity }),
      ...(skipKey === undefined ? {} : { controls: skipKey }),
    });
    const logged = this.log === undefined ? [] : [await scanLog(this.log)];
    const seen = watched(events, {
      watchers: [failures, notice, ...watchers, ...logged],
      progress,
      catalog,
      presets: await presetsFor(request, catalog, this.console, end),
      announce: async () => {
        if (annotations !== undefined) await writeMessage(this.console.stderr, annotations.text());
      },
    });
    const printAll = () => withOutput(flags, this.console, (console) => print(seen, console));
    await (junit === undefined ? printAll() : junit(this.console, printAll));
    await writeMessage(this.console.stderr, notice.text());
  }
  if (interrupt.exitCode !== undefined) this.process.exitCode = interrupt.exitCode;
  else if (failures.occurred) this.process.exitCode = EXIT_FAIL_ON;
}

/** @throws {PluginaryError} `usage` if one file would replace the other. */
function checkOutputs({ junit, output }: ScanFlags): void {
  if (junit === undefined || output === undefined) return;
  if (fromCurrentFolder(junit) !== fromCurrentFolder(output)) return;
  throw usageError('Options "--junit" and "--output" name the same file');
}

function deadlineFor({ deadline: limitMs }: ScanFlags): Deadline | undefined {
  return limitMs === undefined ? undefined : new Deadline(limitMs);
}

/** The view of the scan; a scan that shows nothing loads no code for it. */
async function progressOf(
  { progress = "auto", verbose: isVerbose = false, ndjson }: ScanFlags,
  console: Console,
  skipKey: SkipKey | undefined,
): Promise<ScanProgress | undefined> {
  const isSilent = progress === "none" || (progress === "auto" && !console.stderr.isTerminal);
  if (isSilent && !isVerbose) return undefined;
  const { startProgress } = await import("./progress/start_progress.ts");
  return await startProgress(progress, console, { skipKey, sharesTerminal: ndjson === true, isVerbose });
}

async function scanLog(log: ProgramLog): Promise<{ see(event: ScanEvent): void }> {
  const { ScanLog } = await import("../logging/scan_log.ts");
  return new ScanLog(log);
}

/** The reports requested beside the main output. */
interface Reports {
  readonly annotations: { text(): string } | undefined;
  /** Writes the file after the scan is printed; opens it before, so that an error costs no scan. */
  readonly junit: ((console: Console, printAll: () => Promise<void>) => Promise<void>) | undefined;
  readonly watchers: readonly { see(event: ScanEvent): void }[];
}

async function reportsFor(
  { ci, junit: file }: ScanFlags,
  { environment }: Console,
  countsBlocks: CountsBlocks,
): Promise<Reports> {
  const annotations = ci
    ? (await import("./report/ci_annotations.ts")).CiAnnotations.for(environment)
    : undefined;
  const watchers = annotations === undefined ? [] : [annotations];
  if (file === undefined) return { annotations, junit: undefined, watchers };
  const { JunitReport } = await import("./report/junit_report.ts");
  const { printToFile } = await import("../output/print_to_file.ts");
  const report = new JunitReport(countsBlocks);
  return {
    annotations,
    watchers: [...watchers, report],
    junit: (console, printAll) =>
      printToFile(file, console, async ({ stdout }) => {
        await printAll();
        await report.write(stdout);
      }),
  };
}

/** Opens the catalog before the scan, so that every result can be stored. */
async function openScanCatalog(
  { flags, paths, folders }: ScanRequest,
  interrupt: AbortSignal,
  console: Console,
): Promise<ScanCatalog | undefined> {
  if (flags.noCatalog) return undefined;
  await checkNamedPaths([...paths, ...folders]);
  const format = machineFormat(flags);
  const isFull = format !== undefined && format !== "csv";
  return await ScanCatalog.open({
    toolVersion: PROGRAM_VERSION,
    variables: console.environment,
    paths,
    interrupt,
    isFull,
    onWait: flags.wait ? (running) => reportWait(running, console) : undefined,
    prunes: flags.prune === true,
  });
}

async function journalWithoutCatalog({ environment }: Console): Promise<ScanJournal> {
  const { watchIdentities } = await import("../../scan/result/watch_identities.ts");
  const home = homeFolder(environment);
  return watchIdentities(NO_JOURNAL, (location) => home !== undefined && isInFolder(home, location));
}

async function reportWait(running: RunningScan | undefined, { stderr }: Console): Promise<void> {
  const { describeRunningScan } = await import("../../catalog/scan_lock.ts");
  await writeMessage(stderr, `Waiting: ${describeRunningScan(running)}\n`);
}

function scanOptions(request: ScanRequest, journal: ScanJournal): ScanOptions {
  const { flags, confinement } = request;
  return {
    ...searchOptions(request),
    version: PROGRAM_VERSION,
    journal,
    ...(flags.jobs === undefined ? {} : { jobs: flags.jobs }),
    ...(flags.timeout === undefined ? {} : { timeoutMs: flags.timeout }),
    confinement,
    isolate: flags.isolate === true,
  };
}

/** The end of a scan with its presets; a signal can have come only while these were searched for. */
function withPresets(
  event: Extract<ScanEvent, { event: "finished" }>,
  { summary: presets, complete, interruptedBy }: PresetScanEnd,
): ScanEvent {
  return complete ? { ...event, presets } : { ...event, presets, complete, interruptedBy };
}

/** The search for presets that follows; unset for a scan that is not about all plugins. */
async function presetsFor(
  { flags, paths }: ScanRequest,
  scanned: ScanCatalog | undefined,
  console: Console,
  interrupt: AbortSignal,
): Promise<(() => Promise<PresetScanEnd>) | undefined> {
  const isPlain = paths.length === 0 && flags.format === undefined && !flags.noPresets && !flags.failed;
  if (scanned === undefined || !isPlain) return undefined;
  const { scanPresets } = await import("./scan_presets.ts");
  return () => scanPresets(scanned.catalog, flags, console, interrupt);
}

/** @param stop Ends the scan in order. */
async function printerFor(flags: ScanFlags, paths: readonly string[], stop: () => void): Promise<Printer> {
  const format = machineFormat(flags);
  if (format === "ndjson") {
    const { printScanEvents } = await import("./report/scan_event_output.ts");
    return (events, console) => printScanEvents(events, console, stop, flags.columns);
  }
  if (format === "csv") {
    const { printScanCsv } = await import("./report/scan_csv_output.ts");
    return (events, console) => printScanCsv(events, flags, console);
  }
  if (format !== undefined) {
    const { printScanDocument } = await import("./report/scan_document_output.ts");
    return (events, console) => printScanDocument(events, format, console, flags.columns);
  }
  const { printScanTable } = await import("./report/scan_table_output.ts");
  return (events, console) => printScanTable(events, flags, console, paths);
}

/**
 * Passes on the events and shows them to the watchers. Before it passes on the
 * last one, it records the end of the scan and ends the view of it.
 */
async function* watched(
  events: AsyncIterable<ScanEvent>,
  { watchers, progress, catalog, presets, announce }: {
    watchers: readonly { see(event: ScanEvent): void }[];
    progress: ScanProgress | undefined;
    catalog: ScanCatalog | undefined;
    /** Searches for presets when the scan is complete. */
    presets: (() => Promise<PresetScanEnd>) | undefined;
    /** Prints its message before the printer prints the result. */
    announce: () => Promise<void>;
  },
): AsyncGenerator<ScanEvent> {
  const seen = (event: ScanEvent) => {
    for (const watcher of watchers) watcher.see(event);
    return event;
  };
  try {
    for await (const event of events) {
      progress?.see(event);
      if (event.event !== "finished") yield seen(event);
      else {
        await catalog?.end(event);
        await progress?.close();
        const found = event.complete ? await presets?.() : undefined;
        for (const problem of found?.problems ?? []) yield seen({ event: "problem", problem });
        await announce();
        yield seen(found === undefined ? event : withPresets(event, found));
      }
    }
  } finally {
    await progress?.close();
  }
}
