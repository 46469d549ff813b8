import type { PluginFailure, Reason, ScannedModule } from "../../../model/module.ts";
import type { ScanOutcome } from "../../../model/plugin.ts";
import { isTooOften } from "../../../model/failure_streak.ts";
import { durationText } from "../../output/duration_text.ts";
import { timeText } from "../../output/time_text.ts";
import { printable, type Styles } from "../../terminal/terminal.ts";
import { wrapWords } from "../../terminal/wrap_words.ts";
import { adviceAbout } from "./advice.ts";

/** A plugin of a failure. */
interface FailedPlugin {
  readonly id: string;
  readonly name: string;
  readonly vendor?: string | undefined;
}

/** A failure as reported to people. */
export interface ReportedFailure {
  readonly outcome: ScanOutcome;
  readonly location: string;
  /** The plugin if one failed on its own; else the known plugins of the module. */
  readonly plugins: readonly FailedPlugin[];
  /** Whether an individual plugin failed, not its module. */
  readonly isSingle: boolean;
  /** The time spent on the module. */
  readonly durationMs?: number;
  readonly reason: Reason | undefined;
}

/** Most lines of a plugin's output that are shown: the last ones. */
const LAST_LINES = 3;

/** Most plugins of a module that are named. */
const MOST_NAMED = 3;

/** The failures in a module: of the module itself, of individual plugins, of both, or none. */
export function failuresOf(
  module: Pick<ScannedModule, "location" | "outcome" | "reason" | "failures" | "durationMs"> & {
    readonly plugins: readonly FailedPlugin[];
  },
): ReportedFailure[] {
  const { location, outcome, durationMs, failures } = module;
  const reason = withLastLines(module.reason);
  const plugins = module.plugins.map(({ id, name, vendor }) => ({ id, name, vendor }));
  const own = { outcome, location, plugins, isSingle: false, durationMs, reason };
  const vendors = new Map(module.plugins.map(({ id, vendor }) => [id, vendor]));
  return [
    ...outcome === "scanned" ? [] : [own],
    ...failures.map((failure) => ofPlugin(failure, location, vendors.get(failure.id))),
  ];
}

/**
 * A failure described for people: its outcome, reason, evidence and advice.
 *
 * @param columns Sentences are wrapped to these; commands stay whole, to be copied.
 */
export function failureLines(failure: ReportedFailure, { red }: Styles, columns = Infinity): string[] {
  const sentence = (text: string) => wrapWords(printable(text), columns - 2).map((line) => `  ${line}`);
  const { outcome, location, reason } = failure;
  const lines = ["", `${red(`${outcome}:`)} ${printable(location)}${printable(whose(failure))}`];
  if (reason === undefined) return lines;
  lines.push(...sentence(`${reason.code}: ${reason.message}`));
  const facts = factsOf(failure, reason);
  if (facts !== "") lines.push(`  ${printable(facts)}`);
  lines.push(...wordsOf(reason).map((line) => `  ${printable(line)}`));
  if (reason.denied !== undefined) lines.push(`  denied: ${printable(reason.denied.join(", "))}`);
  lines.push(...streakOf(reason).flatMap(sentence));
  const { text, command } = adviceAbout(reason, location);
  lines.push(...sentence(text), ...command === undefined ? [] : [`    ${command}`]);
  return lines;
}

/** A plugin's name and vendor. */
export function nameOf({ name, vendor }: { name: string; vendor?: string | undefined }): string {
  return vendor ? `${name} (${vendor})` : name;
}

/** The first names, and the number of the others. */
export function someNames(names: readonly string[], most: number): string {
  const more = names.length > most ? ` and ${names.length - most} more` : "";
  return names.slice(0, most).join(", ") + more;
}

function ofPlugin(
  { id, name, outcome, reason }: PluginFailure,
  location: string,
  vendor: string | undefined,
): ReportedFailure {
  const plugins = [{ id, name: name || id, vendor }];
  return { outcome, location, plugins, isSingle: true, reason: withLastLines(reason) };
}

/** Keeps only the last lines of a plugin's output, since no others are shown. */
function withLastLines(reason: Reason | undefined): Reason | undefined {
  if (reason?.stderrTail === undefined) return reason;
  const lines = reason.stderrTail.split(/[\r\n]+/).filter((line) => line.trim() !== "");
  return { ...reason, stderrTail: lines.slice(-LAST_LINES).join("\n") };
}

function whose({ plugins, isSingle }: ReportedFailure): string {
  const [first] = plugins;
  if (first === undefined) return "";
  if (isSingle) return `, plugin "${first.name}"${first.vendor ? ` by ${first.vendor}` : ""}`;
  return `, contains ${someNames(plugins.map(nameOf), MOST_NAMED)}`;
}

/** Facts that the message does not mention. */
function factsOf(
  { durationMs }: ReportedFailure,
  { message, signal, exitCode, attempts = 1 }: Reason,
): string {
  const facts = [
    ...signal === undefined || message.includes(signal) ? [] : [`signal ${signal}`],
    ...exitCode === undefined || message.includes(String(exitCode)) ? [] : [`exit code ${exitCode}`],
    ...durationMs === undefined || durationMs === 0 ? [] : [`took ${durationText(durationMs)}`],
    ...attempts === 1 ? [] : [`tried ${attempts} times`],
  ];
  return facts.join(", ");
}

/** Prefixes each line, so that a plugin's output cannot imitate lines of the report. */
function wordsOf({ stderrTail }: Reason): string[] {
  if (stderrTail === undefined || stderrTail === "") return [];
  const lines = stderrTail.split("\n");
  return lines.length === 1 ? [`output: ${lines[0]}`] : ["output:", ...lines.map((line) => `  | ${line}`)];
}

/** The number of failures in a row, and their consequence. */
function streakOf({ code, failedScans, retryAt }: Reason): string[] {
  if (failedScans === undefined || code.startsWith("blocked")) return [];
  const times = failedScans === 1 ? "failed once" : `failed in ${failedScans} scans in a row`;
  if (isTooOften(failedScans)) return [`${times}: blocked until the file changes`];
  if (retryAt === undefined) return [`${times}: the next scan will allow it more time`];
  return [`${times}: scans skip it until ${timeText(retryAt)} or until the file changes`];
}
