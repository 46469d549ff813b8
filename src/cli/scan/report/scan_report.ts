import type { Problem, ScanEvent } from "../../../model/documents/scan_document.ts";
import { isFailure } from "../../../model/documents/scan_summary.ts";
import { compareBytes, fileName, parentFolder } from "../../../platform/paths.ts";
import { countText } from "../../output/count_text.ts";
import { durationText } from "../../output/duration_text.ts";
import { presetCounts } from "../../presets/scan/preset_counts.ts";
import { printable, type Styles } from "../../terminal/terminal.ts";
import { adviceAbout } from "./advice.ts";
import { blockedLines, unblockHints } from "./blocked_lines.ts";
import { failureLines, failuresOf, nameOf, type ReportedFailure } from "./failure_lines.ts";
import { newsLine, ScanNews } from "./scan_news.ts";
import { type ModuleEvent, nothingFound, type ScanView } from "./scan_view.ts";

/** Most failures that are described; a broken plugin shell can have hundreds. */
const MOST_DESCRIBED = 20;

/**
 * The report on a scan that follows the table of plugins: each failure with
 * advice, then an overview of new, updated, missing and failed plugins. One
 * line, if nothing has changed.
 */
export class ScanReport {
  readonly #styles: Styles;
  readonly #view: ScanView;
  readonly #onlyFailed: boolean;
  readonly #news = new ScanNews();
  readonly #failures: ReportedFailure[] = [];
  /** Those of {@linkcode #failures} that an earlier scan has reported. */
  readonly #knownFailures = new Set<ReportedFailure>();
  readonly #blocked: ReportedFailure[] = [];
  readonly #notes: string[] = [];
  /** File names of the modules that the user skipped. */
  readonly #skipped: string[] = [];
  /** The number of VST2 plugins in each folder; there can be hundreds, so one line covers a folder. */
  readonly #vst2 = new Map<string, number>();
  #hasNewBlocks = false;
  #paths: readonly string[] = [];
  #finished: Extract<ScanEvent, { event: "finished" }> | undefined;

  /** @param options `onlyFailed` if the scan covers only earlier failures. */
  constructor(styles: Styles, view: ScanView, options: { onlyFailed?: boolean } = {}) {
    this.#styles = styles;
    this.#view = view;
    this.#onlyFailed = options.onlyFailed === true;
  }

  /** Takes an event of the scan. */
  see(event: ScanEvent): void {
    if (event.event === "started") this.#paths = event.paths;
    else if (event.event === "problem") this.#seeProblem(event.problem);
    else if (event.event === "module") this.#seeModule(event);
    // Of its plugins, a removed module has only ids, so the file name says more.
    else if (event.event === "removed") this.#news.seeRemoved(fileName(event.removed.location));
    else if (event.event === "finished") this.#finished = event;
  }

  /**
   * The whole report; each line ends in a line break.
   *
   * @param isBelowTable Whether a blank line has to separate the failures from a table.
   * @param columns The width to wrap sentences to.
   */
  text({ isBelowTable = false, columns = Infinity } = {}): string {
    const failures = this.#failures.sort((a, b) => compareBytes(a.location, b.location));
    const details = this.#details(failures, columns);
    const lines = [
      ...this.#notes.map((note) => `${this.#styles.yellow("warning:")} ${printable(note)}`),
      ...isBelowTable || this.#notes.length > 0 ? details : details.slice(1),
      ...details.length === 0 ? [] : [""],
      ...this.#glance(failures),
      ...this.#summary(),
      ...this.#presets(),
    ];
    return lines.map((line) => `${line}\n`).join("");
  }

  #seeProblem(problem: Problem): void {
    this.#notes.push(describeProblem(problem));
    if (problem.code === "skipped") this.#skipped.push(fileName(problem.location));
  }

  #seeModule(event: ModuleEvent): void {
    const { module, isStored = false } = event;
    this.#news.see(event);
    if (module.reason?.code === "vst2") {
      if (!isStored || this.#view.showsKnownFailures) this.#countVst2(parentFolder(module.location));
    } else if (module.outcome !== "scanned" || module.failures.length > 0) {
      for (const failure of failuresOf(module)) this.#seeFailure(failure, isStored);
    }
    if (isStored && !this.#view.showsKnownFailures) return;
    this.#noteWarnings(module);
  }

  /** One bundle can have many, which would push the failures off the screen. */
  #noteWarnings({ location, warnings }: ModuleEvent["module"]): void {
    if (warnings.length > 1 && !this.#view.isWhole) {
      this.#notes.push(`${location}: ${warnings.length} warnings; to see all, use "--all"`);
    } else for (const { message } of warnings) this.#notes.push(`${location}: ${message}`);
  }

  #seeFailure(failure: ReportedFailure, isStored: boolean): void {
    if (failure.outcome === "blocked") {
      this.#blocked.push(failure);
      this.#hasNewBlocks ||= !isStored;
    } else {
      this.#failures.push(failure);
      if (isStored) this.#knownFailures.add(failure);
    }
  }

  #countVst2(folder: string): void {
    this.#vst2.set(folder, (this.#vst2.get(folder) ?? 0) + 1);
  }

  #details(failures: readonly ReportedFailure[], columns: number): string[] {
    const { isWhole, showsKnownFailures } = this.#view;
    const wanted = failures.filter((one) => showsKnownFailures || !this.#knownFailures.has(one));
    const described = isWhole ? wanted : wanted.slice(0, MOST_DESCRIBED);
    const left = failures.length - described.length;
    return [
      ...described.flatMap((failure) => failureLines(failure, this.#styles, columns)),
      // The line of a scan without changes counts them.
      ...left === 0 || this.#isQuiet
        ? []
        : ["", `${countText(left, "more failure")}; to see all, use "--all"`],
      ...[...this.#vst2].flatMap(([folder, count]) => this.#describeVst2(folder, count)),
    ];
  }

  /** Whether the scan found nothing but what earlier ones have told. */
  get #isQuiet(): boolean {
    return this.#finished?.complete === true && this.#news.isEmpty && this.#skipped.length === 0 &&
      !this.#hasNewBlocks && this.#knownFailures.size === this.#failures.length;
  }

  /** One line for each kind of news. */
  #glance(failures: readonly ReportedFailure[]): string[] {
    if (this.#finished === undefined || (this.#isQuiet && !this.#view.showsKnownFailures)) return [];
    const { red, yellow } = this.#styles;
    const failed = failures.filter(({ outcome }) => isFailure(outcome));
    return [
      ...this.#news.lines(this.#finished.summary, this.#styles),
      ...newsLine("failed", failed.length, failed.map(failedName), red),
      ...blockedLines(this.#blocked, yellow),
      ...newsLine("skipped", this.#skipped.length, this.#skipped, yellow),
    ];
  }

  #summary(): string[] {
    if (this.#finished === undefined) return [];
    const { summary, durationMs, interruptedBy } = this.#finished;
    const nothing = summary.modules === 0 && this.#skipped.length === 0 && interruptedBy === null &&
      this.#news.isEmpty;
    if (nothing) return this.#nothingFound();
    const found = `${countText(summary.plugins, "plugin")} in ${countText(summary.modules, "module")}`;
    if (this.#isQuiet) return [this.#noChanges(found, summary.failures, durationMs)];
    const prefix = interruptedBy === null ? "" : `interrupted by ${printable(interruptedBy)} after `;
    const skipped = this.#skipped.length === 0 ? [] : [`${this.#skipped.length} skipped`];
    const counts = [found, countText(summary.failures, "failure"), ...skipped, durationText(durationMs)];
    return [`${prefix}${counts.join(", ")}`];
  }

  /** A line where the search for presets has found something new, or a file that has become unreadable. */
  #presets(): string[] {
    const { presets } = this.#finished ?? {};
    if (presets === undefined || presets.added + presets.modified + presets.removed === 0) return [];
    const hint = presets.failures === 0 ? "" : '; to see why, run "pluginary presets scan"';
    return [`${presetCounts(presets)}${hint}`];
  }

  #noChanges(found: string, failures: number, durationMs: number): string {
    const known = [
      ...failures === 0 ? [] : [countText(failures, "known failure")],
      ...this.#blocked.length === 0 ? [] : [`${this.#blocked.length} blocked`],
    ];
    const hints = this.#view.showsKnownFailures
      ? []
      : failures > 0
      ? ['to see all, use "--all"']
      : unblockHints(this.#blocked);
    return [`No changes: ${[found, ...known, durationText(durationMs)].join(", ")}`, ...hints].join("; ");
  }

  #describeVst2(folder: string, count: number): string[] {
    const what = `${countText(count, "VST2 plugin")} in ${printable(folder)}`;
    const { text } = adviceAbout({ code: "vst2", message: "" }, folder);
    return ["", `${this.#styles.red("unsupported:")} ${what}`, `  ${text}`];
  }

  #nothingFound(): string[] {
    return [
      ...nothingFound(this.#paths.map(printable), this.#onlyFailed),
      this.#onlyFailed
        ? 'To scan all plugins, omit "--failed"'
        : 'To search another folder, run "pluginary scan FOLDER"',
    ];
  }
}

function failedName({ plugins, location, reason, outcome }: ReportedFailure): string {
  const [first] = plugins;
  return `${first === undefined ? fileName(location) : nameOf(first)}: ${reason?.code ?? outcome}`;
}

function describeProblem({ location, message }: Problem): string {
  return message.includes(location) ? message : `${location}: ${message}`;
}
