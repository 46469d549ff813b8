import type { RemovedModule, ScannedModule } from "../../../model/module.ts";
import type { Problem, ScanEvent } from "../../../model/documents/scan_document.ts";
import { isFailure } from "../../../model/documents/scan_summary.ts";
import { compareBytes, fileName, parentFolder } from "../../../platform/paths.ts";
import { durationText } from "../../output/duration_text.ts";
import { printable, type Styles } from "../../terminal/terminal.ts";
import { adviceAbout } from "./advice.ts";
import { failureLines, failuresOf, nameOf, type ReportedFailure, someNames } from "./failure_lines.ts";

/** Most failures that are described; a broken plugin shell can have hundreds. */
const MOST_DESCRIBED = 20;

/** Most names on a line of the summary. */
const MOST_NAMED = 5;

/**
 * The report on a scan that follows the table of plugins: each failure with
 * advice, then an overview of new, updated, missing and failed plugins.
 */
export class ScanReport {
  readonly #styles: Styles;
  readonly #onlyFailed: boolean;
  readonly #failures: ReportedFailure[] = [];
  readonly #blocked: ReportedFailure[] = [];
  readonly #notes: string[] = [];
  /** File names of the modules that the user skipped. */
  readonly #skipped: string[] = [];
  /** Names of plugins by their ids, so that a second copy is not reported twice. */
  readonly #added = new Map<string, string>();
  readonly #updated = new Map<string, string>();
  readonly #gone: string[] = [];
  /** The number of VST2 plugins in each folder; there can be hundreds, so one line covers a folder. */
  readonly #vst2 = new Map<string, number>();
  #paths: readonly string[] = [];
  #finished: Extract<ScanEvent, { event: "finished" }> | undefined;

  /** @param options `onlyFailed` if the scan covers only earlier failures. */
  constructor(styles: Styles, options: { onlyFailed?: boolean } = {}) {
    this.#styles = styles;
    this.#onlyFailed = options.onlyFailed === true;
  }

  /** Takes an event of the scan. */
  see(event: ScanEvent): void {
    if (event.event === "started") this.#paths = event.paths;
    else if (event.event === "problem") this.#seeProblem(event.problem);
    else if (event.event === "module") this.#seeModule(event.module);
    else if (event.event === "removed") this.#seeRemoved(event.removed);
    else if (event.event === "finished") this.#finished = event;
  }

  /** The whole report; each line ends in a line break. */
  text(): string {
    const failures = this.#failures.sort((a, b) => compareBytes(a.location, b.location));
    const details = [
      ...failures.slice(0, MOST_DESCRIBED).flatMap((failure) => failureLines(failure, this.#styles)),
      ...failures.length > MOST_DESCRIBED ? ["", this.#more(failures.length - MOST_DESCRIBED)] : [],
      ...[...this.#vst2].flatMap(([folder, count]) => this.#describeVst2(folder, count)),
    ];
    const lines = [
      ...this.#notes.map((note) => `${this.#styles.yellow("warning:")} ${printable(note)}`),
      ...this.#notes.length === 0 ? details.slice(1) : details,
      ...details.length === 0 ? [] : [""],
      ...this.#glance(failures),
      ...this.#summary(),
    ];
    return lines.map((line) => `${line}\n`).join("");
  }

  #seeProblem(problem: Problem): void {
    this.#notes.push(describeProblem(problem));
    if (problem.code === "skipped") this.#skipped.push(fileName(problem.location));
  }

  #seeModule(module: ScannedModule): void {
    if (module.reason?.code === "vst2") {
      const folder = parentFolder(module.location);
      this.#vst2.set(folder, (this.#vst2.get(folder) ?? 0) + 1);
    } else if (module.outcome !== "scanned" || module.failures.length > 0) {
      for (const failure of failuresOf(module)) {
        (failure.outcome === "blocked" ? this.#blocked : this.#failures).push(failure);
      }
    }
    for (const { message } of module.warnings) this.#notes.push(`${module.location}: ${message}`);
    if (module.change !== "added" && module.change !== "modified") return;
    const changed = module.change === "added" ? this.#added : this.#updated;
    for (const plugin of module.plugins) changed.set(plugin.id, nameOf(plugin));
  }

  /** Of its plugins, a removed module has only ids, so the file name says more. */
  #seeRemoved({ location }: RemovedModule): void {
    this.#gone.push(fileName(location));
  }

  /** One line for each kind of news; on a first scan the table already lists the new plugins. */
  #glance(failures: readonly ReportedFailure[]): string[] {
    if (this.#finished === undefined) return [];
    const { added, unchanged, updated, removed } = this.#finished.summary;
    const isFirst = unchanged + updated + removed === 0;
    const failed = failures.filter(({ outcome }) => isFailure(outcome));
    return [
      ...isFirst ? [] : newsLine("new", added, [...this.#added.values()]),
      ...newsLine("updated", updated, [...this.#updated.values()]),
      ...newsLine("gone", this.#gone.length, this.#gone),
      ...newsLine("failed", failed.length, failed.map(failedName)),
      ...newsLine("blocked", this.#blocked.length, this.#blocked.map(blockedName)),
      ...newsLine("skipped", this.#skipped.length, this.#skipped),
    ].map(printable);
  }

  #summary(): string[] {
    if (this.#finished === undefined) return [];
    const { summary, durationMs, interruptedBy } = this.#finished;
    const nothing = summary.modules === 0 && this.#skipped.length === 0 && interruptedBy === null;
    if (nothing) return this.#nothingFound();
    const parts = [
      `${counted(summary.plugins, "plugin")} in ${counted(summary.modules, "module")}`,
      counted(summary.failures, "failure"),
      durationText(durationMs),
    ];
    const prefix = interruptedBy === null ? "" : `interrupted by ${printable(interruptedBy)} after `;
    return [prefix + parts.join(", ")];
  }

  #more(count: number): string {
    return `${counted(count, "more failure")}; run "pluginary scan show" to see them all`;
  }

  #describeVst2(folder: string, count: number): string[] {
    const what = `${counted(count, "VST2 plugin")} in ${printable(folder)}`;
    const advice = adviceAbout({ code: "vst2", message: "" }, folder);
    return ["", `${this.#styles.red("unsupported:")} ${what}`, `  ${advice}`];
  }

  #nothingFound(): string[] {
    return [
      this.#onlyFailed ? "No earlier failures in:" : "No plugins found. Searched:",
      ...this.#paths.map((path) => `  ${printable(path)}`),
      this.#onlyFailed
        ? 'To scan all plugins, omit "--failed"'
        : 'To search another folder, run "pluginary scan FOLDER"',
    ];
  }
}

/** `new      3  Alpha (Vendor), Beta (Vendor), Gamma (Other)`; no line if there are none. */
function newsLine(kind: string, count: number, names: readonly string[]): string[] {
  if (count === 0) return [];
  return [
    `${kind.padEnd(7)}  ${String(count).padStart(4)}  ${
      someNames([...names].sort(compareBytes), MOST_NAMED)
    }`,
  ];
}

function failedName({ plugins, location, reason, outcome }: ReportedFailure): string {
  const [first] = plugins;
  return `${first === undefined ? fileName(location) : nameOf(first)}: ${reason?.code ?? outcome}`;
}

function blockedName({ plugins, location }: ReportedFailure): string {
  const [first] = plugins;
  return first === undefined ? fileName(location) : nameOf(first);
}

function describeProblem({ location, message }: Problem): string {
  return message.includes(location) ? message : `${location}: ${message}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
