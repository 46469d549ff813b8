import type { PluginFailure, Reason, ScannedModule } from "../../../model/module.ts";
import type { ScanOutcome } from "../../../model/plugin.ts";
import { isTooOften } from "../../../model/failure_streak.ts";
import { elapsedText } from "../../../model/duration.ts";
import { printable, type Styles } from "../../terminal/terminal.ts";
import { adviceAbout } from "./advice.ts";

/** Something that was not scanned, as people are told. */
export interface ReportedFailure {
  readonly outcome: ScanOutcome;
  readonly location: string;
  /** The plugin, where a single one of a module failed; else those that the module is known to hold. */
  readonly plugins: readonly { readonly name: string; readonly vendor?: string | undefined }[];
  /** Whether a single plugin of its module failed. */
  readonly isSingle: boolean;
  /** How long the module took. */
  readonly durationMs?: number;
  readonly reason: Reason | undefined;
}

/** Last lines of what a plugin wrote that are shown. */
const LAST_LINES = 3;

/** Plugins of a module that are named. */
const MOST_NAMED = 3;

/** What failed in a module: the module itself, single plugins of it, both or nothing. */
export function failuresOf(
  module: Pick<ScannedModule, "location" | "outcome" | "reason" | "failures" | "durationMs"> & {
    readonly plugins: readonly {
      readonly id: string;
      readonly name: string;
      readonly vendor?: string | undefined;
    }[];
  },
): ReportedFailure[] {
  const { location, outcome, durationMs, failures } = module;
  const reason = withLastLines(module.reason);
  const plugins = module.plugins.map(({ name, vendor }) => ({ name, vendor }));
  const own = { outcome, location, plugins, isSingle: false, durationMs, reason };
  const vendors = new Map(module.plugins.map(({ id, vendor }) => [id, vendor]));
  return [
    ...outcome === "scanned" ? [] : [own],
    ...failures.map((failure) => ofPlugin(failure, location, vendors.get(failure.id))),
  ];
}

/** What a person is told about a failure: what, why, the evidence, and what to do. */
export function failureLines(failure: ReportedFailure, { red }: Styles): string[] {
  const { outcome, location, reason } = failure;
  const lines = ["", `${red(`${outcome}:`)} ${printable(location)}${printable(whose(failure))}`];
  if (reason === undefined) return lines;
  lines.push(printable(`  ${reason.code}: ${reason.message}`));
  const facts = factsOf(failure, reason);
  if (facts !== "") lines.push(`  ${printable(facts)}`);
  lines.push(...wordsOf(reason).map((line) => `  ${printable(line)}`));
  if (reason.denied !== undefined) lines.push(`  it was denied: ${printable(reason.denied.join(", "))}`);
  lines.push(...streakOf(reason).map((line) => printable(`  ${line}`)));
  lines.push(`  ${adviceAbout(reason, location)}`);
  return lines;
}

/** A plugin with who makes it. */
export function nameOf({ name, vendor }: { name: string; vendor?: string | undefined }): string {
  return vendor ? `${name} (${vendor})` : name;
}

/** A few names, and how many more there are. */
export function someNames(names: readonly string[], most: number): string {
  const more = names.length > most ? ` and ${names.length - most} more` : "";
  return names.slice(0, most).join(", ") + more;
}

function ofPlugin(
  { id, name, outcome, reason }: PluginFailure,
  location: string,
  vendor: string | undefined,
): ReportedFailure {
  const plugins = [{ name: name || id, vendor }];
  return { outcome, location, plugins, isSingle: true, reason: withLastLines(reason) };
}

/** Only the last lines of what a plugin wrote are shown, so only those are kept. */
function withLastLines(reason: Reason | undefined): Reason | undefined {
  if (reason?.stderrTail === undefined) return reason;
  const lines = reason.stderrTail.split(/[\r\n]+/).filter((line) => line.trim() !== "");
  return { ...reason, stderrTail: lines.slice(-LAST_LINES).join("\n") };
}

function whose({ plugins, isSingle }: ReportedFailure): string {
  const [first] = plugins;
  if (first === undefined) return "";
  if (isSingle) return `, plugin "${first.name}"${first.vendor ? ` by ${first.vendor}` : ""}`;
  return `, with ${someNames(plugins.map(nameOf), MOST_NAMED)}`;
}

/** What is not in the message already. */
function factsOf(
  { durationMs }: ReportedFailure,
  { message, signal, exitCode, attempts = 1 }: Reason,
): string {
  const facts = [
    ...signal === undefined || message.includes(signal) ? [] : [`signal ${signal}`],
    ...exitCode === undefined || message.includes(String(exitCode)) ? [] : [`exit code ${exitCode}`],
    ...durationMs === undefined || durationMs === 0 ? [] : [`took ${elapsedText(durationMs)}`],
    ...attempts === 1 ? [] : [`tried ${attempts} times`],
  ];
  return facts.join(", ");
}

/** Each line begins with a sign, so that nothing of a plugin begins a line of ours. */
function wordsOf({ stderrTail }: Reason): string[] {
  if (stderrTail === undefined || stderrTail === "") return [];
  const lines = stderrTail.split("\n");
  return lines.length === 1
    ? [`it wrote: ${lines[0]}`]
    : ["it wrote:", ...lines.map((line) => `  | ${line}`)];
}

/** How often it has failed in a row, and what comes of it. */
function streakOf({ code, failedScans, retryAt }: Reason): string[] {
  if (failedScans === undefined || code.startsWith("blocked")) return [];
  const times = failedScans === 1 ? "failed once" : `failed in ${failedScans} scans in a row`;
  if (isTooOften(failedScans)) return [`${times}: blocked until its file changes`];
  if (retryAt === undefined) return [`${times}: the next scan tries it with more time`];
  return [`${times}: unless it changes, it is tried again from ${minuteOf(retryAt)} on`];
}

/** To the minute, in universal time as all of the program's times. */
function minuteOf(at: string): string {
  return `${at.slice(0, 16).replace("T", " ")} UTC`;
}
