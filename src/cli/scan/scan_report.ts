import type { PluginFailure, Reason, ScannedModule } from "../../model/module.ts";
import type { ScanOutcome } from "../../model/plugin.ts";
import type { Problem, ScanEvent } from "../../model/scan_document.ts";
import { compareBytes, parentFolder } from "../../platform/paths.ts";
import { printable, type Styles } from "../terminal.ts";
import { adviceAbout } from "./advice.ts";

/** Something that was not scanned, as it is reported. */
interface Failure {
  readonly outcome: ScanOutcome;
  readonly location: string;
  /** The plugin's name, where a single plugin of a module failed. */
  readonly plugin?: string;
  readonly reason: Reason | undefined;
}

/** What a person wants to know about a scan beside the plugins: counts, failures and what to do about them. */
export class ScanReport {
  readonly #styles: Styles;
  readonly #failures: Failure[] = [];
  readonly #notes: string[] = [];
  /** How many VST2 plugins each folder has; there can be hundreds, and one sentence says it all. */
  readonly #vst2 = new Map<string, number>();
  #paths: readonly string[] = [];
  #finished: Extract<ScanEvent, { event: "finished" }> | undefined;

  constructor(styles: Styles) {
    this.#styles = styles;
  }

  /** Takes what it needs from an event of the scan. */
  see(event: ScanEvent): void {
    if (event.event === "started") this.#paths = event.paths;
    else if (event.event === "problem") this.#notes.push(describeProblem(event.problem));
    else if (event.event === "module") this.#seeModule(event.module);
    else if (event.event === "finished") this.#finished = event;
  }

  /** The whole report, lines that each end in a line break. */
  text(): string {
    const failures = this.#failures.sort((a, b) => compareBytes(a.location, b.location));
    const lines = [
      ...this.#notes.map((note) => `${this.#styles.yellow("warning:")} ${printable(note)}`),
      ...this.#summary(),
      ...failures.flatMap((failure) => this.#describe(failure)),
      ...[...this.#vst2].flatMap(([folder, count]) => this.#describeVst2(folder, count)),
    ];
    return lines.map((line) => `${line}\n`).join("");
  }

  #seeModule(module: ScannedModule): void {
    const { location, outcome } = module;
    if (module.reason?.code === "vst2") {
      const folder = parentFolder(location);
      this.#vst2.set(folder, (this.#vst2.get(folder) ?? 0) + 1);
    } else if (outcome !== "scanned") {
      this.#failures.push({ outcome, location, reason: withoutEvidence(module.reason) });
    }
    for (const failure of module.failures) this.#failures.push(ofPlugin(failure, location));
    for (const { message } of module.warnings) this.#notes.push(`${location}: ${message}`);
  }

  #summary(): string[] {
    if (this.#finished === undefined) return [];
    const { summary, durationMs, interruptedBy } = this.#finished;
    const nothing = summary.modules === 0 && interruptedBy === null;
    if (nothing) return this.#nothingFound();
    const parts = [
      `${counted(summary.plugins, "plugin")} in ${counted(summary.modules, "module")}`,
      counted(summary.failures, "failure"),
      seconds(durationMs),
    ];
    const prefix = interruptedBy === null ? "" : `interrupted by ${printable(interruptedBy)} after `;
    return [prefix + parts.join(", ")];
  }

  #describeVst2(folder: string, count: number): string[] {
    const what = `${counted(count, "VST2 plugin")} in ${printable(folder)}`;
    const advice = adviceAbout({ code: "vst2", message: "" }, folder);
    return ["", `${this.#styles.red("unsupported:")} ${what}`, `  ${advice}`];
  }

  #nothingFound(): string[] {
    return [
      "No plugins found. Searched:",
      ...this.#paths.map((path) => `  ${printable(path)}`),
      'To search another folder, name it: "pluginary scan FOLDER"',
    ];
  }

  #describe({ outcome, location, plugin, reason }: Failure): string[] {
    const name = plugin === undefined ? "" : `, plugin "${printable(plugin)}"`;
    const lines = ["", `${this.#styles.red(`${outcome}:`)} ${printable(location)}${name}`];
    if (reason === undefined) return lines;
    lines.push(`  ${reason.code}: ${printable(reason.message)}`);
    if (reason.stderrTail) lines.push(`  it wrote: ${printable(reason.stderrTail)}`);
    if (reason.denied !== undefined) lines.push(`  it was denied: ${printable(reason.denied.join(", "))}`);
    lines.push(`  ${adviceAbout(reason, location)}`);
    return lines;
  }
}

function ofPlugin({ id, name, outcome, reason }: PluginFailure, location: string): Failure {
  return { outcome, location, plugin: name || id, reason: withoutEvidence(reason) };
}

/** Only the last line of what a plugin wrote is shown, so only that is kept. */
function withoutEvidence(reason: Reason | undefined): Reason | undefined {
  if (reason?.stderrTail === undefined) return reason;
  const lines = reason.stderrTail.split(/[\r\n]+/).filter((line) => line.trim() !== "");
  return { ...reason, stderrTail: lines.at(-1) ?? "" };
}

function describeProblem({ location, message }: Problem): string {
  return message.includes(location) ? message : `${location}: ${message}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function seconds(durationMs: number): string {
  const total = durationMs / 1000;
  return total < 60 ? `${total.toFixed(1)} s` : `${Math.floor(total / 60)} min ${Math.floor(total % 60)} s`;
}
