import type { ConfinementPolicy } from "../../model/confinement.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import type { ScanEvent } from "../../model/documents/scan_document.ts";
import { NO_JOURNAL, type ScanJournal } from "../../model/scan_journal.ts";
import { absolutePath } from "../../platform/paths.ts";
import { checkNamedPaths } from "../../scan/discovery/discovery.ts";
import { scan, type ScanOptions } from "../../scan/scanner.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { ScanFlags } from "./scan_flags.ts";
import { type Console, writeMessage } from "../terminal/console.ts";
import { listenForInterrupts } from "../terminal/interrupt.ts";
import { kebabCase } from "../command_line/kebab_case.ts";
import { PROGRAM_VERSION } from "../command_line/program_version.ts";
import { ProgressLine } from "../terminal/progress_line.ts";
import { machineFormat } from "../output/output_options.ts";
import { usageError } from "../../model/usage_error.ts";
import { withOutput } from "../output/with_output.ts";
import { ConfinementNotice } from "./report/confinement_notice.ts";
import { FailureWatch } from "./failure_watch.ts";
import { SkipKey } from "./skip_key.ts";
import { Deadline } from "./deadline.ts";
import { ScanCatalog } from "./scan_catalog.ts";

/** Exit code of a scan that ended with what `--fail-on` names. */
const EXIT_FAIL_ON = 3;

/** Prints what a scan says; consumes the events to their end. */
type Printer = (events: AsyncIterable<ScanEvent>, console: Console) => Promise<void>;

/** Runs `pluginary scan`. */
export async function runScan(this: ProgramContext, flags: ScanFlags, ...paths: string[]): Promise<void> {
  checkOutputs(flags);
  const print = await printerFor(flags);
  const confinement = policyOf(flags, paths);
  const notice = new ConfinementNotice(confinement);
  const interrupt = listenForInterrupts();
  const failures = new FailureWatch(flags.failOn ?? []);
  const request = {
    flags,
    paths: paths.map(fromCurrentFolder),
    folders: (flags.folder ?? []).map(fromCurrentFolder),
    interrupt: interrupt.signal,
    confinement,
  };
  await using catalog = await openScanCatalog(request, this.console);
  if (!interrupt.signal.aborted) {
    using deadline = deadlineFor(flags);
    const skipKey = SkipKey.for(this.console);
    const events = scan({
      ...scanOptions(request, catalog?.journal ?? NO_JOURNAL),
      interrupt: deadline === undefined
        ? interrupt.signal
        : AbortSignal.any([interrupt.signal, deadline.signal]),
      ...(skipKey === undefined ? {} : { controls: skipKey }),
    });
    const progress = ProgressLine.for(this.console, { sharesTerminal: flags.ndjson === true, skipKey });
    const { annotations, junit, watchers } = await reportsFor(flags, this.console);
    const seen = watched(events, {
      watchers: [failures, notice, ...watchers],
      progress,
      catalog,
      announce: () => annotations && writeMessage(this.console.stderr, annotations.text()),
    });
    const printAll = () => withOutput(flags, this.console, (console) => print(seen, console));
    await (junit === undefined ? printAll() : junit(this.console, printAll));
    await writeMessage(this.console.stderr, notice.text());
  }
  if (interrupt.exitCode !== undefined) this.process.exitCode = interrupt.exitCode;
  else if (failures.occurred) this.process.exitCode = EXIT_FAIL_ON;
}

/** @throws {PluginaryError} `usage` when one answer would take the place of the other. */
function checkOutputs({ junit, output }: ScanFlags): void {
  if (junit === undefined || output === undefined) return;
  if (fromCurrentFolder(junit) !== fromCurrentFolder(output)) return;
  throw usageError('Options "--junit" and "--output" name the same file');
}

function deadlineFor({ deadline: limitMs }: ScanFlags): Deadline | undefined {
  return limitMs === undefined ? undefined : new Deadline(limitMs);
}

/** What else has been asked to be told of the scan. */
interface Reports {
  readonly annotations: { text(): string } | undefined;
  /** Writes a file when the scan has been printed; it is opened before, so that nothing is scanned in vain. */
  readonly junit: ((console: Console, printAll: () => Promise<void>) => Promise<void>) | undefined;
  readonly watchers: readonly { see(event: ScanEvent): void }[];
}

async function reportsFor({ ci, junit: file }: ScanFlags, { environment }: Console): Promise<Reports> {
  const annotations = ci
    ? (await import("./report/ci_annotations.ts")).CiAnnotations.for(environment)
    : undefined;
  const watchers = annotations === undefined ? [] : [annotations];
  if (file === undefined) return { annotations, junit: undefined, watchers };
  const { JunitReport } = await import("./report/junit_report.ts");
  const { printToFile } = await import("../output/print_to_file.ts");
  const report = new JunitReport();
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

/** What has been asked for. */
interface ScanRequest {
  readonly flags: ScanFlags;
  /** Absolute, as are the folders. */
  readonly paths: readonly string[];
  readonly folders: readonly string[];
  readonly interrupt: AbortSignal;
  readonly confinement: ConfinementPolicy;
}

/** Opens the catalog before anything is scanned, so that nothing is learnt that cannot be stored. */
async function openScanCatalog(
  { flags, paths, folders, interrupt }: ScanRequest,
  console: Console,
): Promise<ScanCatalog | undefined> {
  if (flags.noCatalog) {
    const option = OPTIONS_OF_CATALOG.find((name) => flags[name] !== undefined);
    if (option !== undefined) {
      throw usageError(`Options "--no-catalog" and "--${kebabCase(option)}" exclude each other`);
    }
    return undefined;
  }
  await checkNamedPaths([...paths, ...folders]);
  const format = machineFormat(flags);
  const isFull = format !== undefined && format !== "csv";
  return await ScanCatalog.open(console, {
    paths,
    interrupt,
    isFull,
    waits: flags.wait === true,
    prunes: flags.prune === true,
  });
}

/** Options that mean something only with a catalog. */
const OPTIONS_OF_CATALOG = ["olderThan", "failed", "retryBlocked", "prune", "wait"] as const;

function scanOptions(
  { flags, paths, folders, confinement }: ScanRequest,
  journal: ScanJournal,
): ScanOptions {
  return {
    version: PROGRAM_VERSION,
    paths,
    folders,
    exclude: flags.exclude ?? [],
    ignoreLists: (flags.ignoreFile ?? []).map(fromCurrentFolder),
    ...(flags.format === undefined ? {} : { formats: flags.format }),
    journal,
    policy: {
      isForced: flags.force === true,
      onlyFailed: flags.failed === true,
      retriesBlocked: flags.retryBlocked === true,
      ...(flags.olderThan === undefined ? {} : { olderThanMs: flags.olderThan }),
    },
    trustsEmptyPaths: flags.prune === true,
    ...(flags.jobs === undefined ? {} : { jobs: flags.jobs }),
    ...(flags.timeout === undefined ? {} : { timeoutMs: flags.timeout }),
    confinement,
    isolate: flags.isolate === true,
  };
}

async function printerFor(flags: ScanFlags): Promise<Printer> {
  const format = machineFormat(flags);
  if (format === "ndjson") return (await import("./report/scan_event_output.ts")).printScanEvents;
  if (format === "csv") {
    const { printScanCsv } = await import("./report/scan_csv_output.ts");
    return (events, console) => printScanCsv(events, flags, console);
  }
  if (format !== undefined) {
    const { printScanDocument } = await import("./report/scan_document_output.ts");
    return (events, console) => printScanDocument(events, format, console);
  }
  const { printScanTable } = await import("./report/scan_table_output.ts");
  return (events, console) => printScanTable(events, flags, console);
}

/** What is let through, is let through for the plugins that were named and no others. */
function policyOf(flags: ScanFlags, paths: readonly string[]): ConfinementPolicy {
  const { confinement: level = "auto", allow: allowances = [] } = flags;
  if (allowances.length > 0 && paths.length === 0) {
    throw usageError('Option "--allow" needs a PATH', "Name the plugin that may do this");
  }
  if (allowances.length > 0 && level === "off") {
    throw usageError('Options "--allow" and "--confinement off" exclude each other');
  }
  return { level, allowances: [...new Set(allowances)] };
}

function fromCurrentFolder(path: string): string {
  try {
    return absolutePath(path);
  } catch (error) {
    const message = `Cannot scan "${path}": the current folder cannot be read`;
    throw new PluginaryError("path-not-found", message, "Name an absolute path", { cause: error });
  }
}

/**
 * Passes the events on and lets others see them. When the last one arrives, the
 * end is on record and the progress line gone.
 */
async function* watched(
  events: AsyncIterable<ScanEvent>,
  { watchers, progress, catalog, announce }: {
    watchers: readonly { see(event: ScanEvent): void }[];
    progress: ProgressLine | undefined;
    catalog: ScanCatalog | undefined;
    /** Says something before anything that the printer says at the end. */
    announce: () => Promise<void> | undefined;
  },
): AsyncGenerator<ScanEvent> {
  try {
    for await (const event of events) {
      for (const watcher of watchers) watcher.see(event);
      progress?.see(event);
      if (event.event === "finished") {
        await catalog?.end(event);
        await progress?.clear();
        await announce();
      }
      yield event;
    }
  } finally {
    await progress?.clear();
  }
}
