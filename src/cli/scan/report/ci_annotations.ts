import type { ScanEvent } from "../../../model/documents/scan_document.ts";
import { isFailure } from "../../../model/documents/scan_summary.ts";
import { compareBytes, fileName } from "../../../platform/paths.ts";
import type { Environment } from "../../../scan/files/search_system.ts";
import { printable } from "../../terminal/terminal.ts";
import { adviceAbout } from "./advice.ts";
import { failuresOf, nameOf, type ReportedFailure } from "./failure_lines.ts";

/** GitHub shows no more annotations for a step of a workflow. */
const MOST_SHOWN = 10;

/**
 * Annotates failures in GitHub Actions, by workflow commands on standard error,
 * which keeps standard output clean. They are written before any text of a
 * plugin, since such a text could contain a command that turns commands off.
 *
 * See https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
 */
export class CiAnnotations {
  readonly #failures: ReportedFailure[] = [];

  /** Annotations in GitHub Actions; `undefined` elsewhere. */
  static for(environment: Environment): CiAnnotations | undefined {
    return environment("GITHUB_ACTIONS") === "true" ? new CiAnnotations() : undefined;
  }

  /** Takes an event of the scan. */
  see(event: ScanEvent): void {
    if (event.event !== "module") return;
    this.#failures.push(...failuresOf(event.module).filter(isAnnotated));
  }

  /** The lines, each with its line break. */
  text(): string {
    const failures = this.#failures.sort((a, b) => compareBytes(a.location, b.location));
    const shown = failures.length > MOST_SHOWN ? failures.slice(0, MOST_SHOWN - 1) : failures;
    const lines = shown.map(annotation);
    if (shown.length < failures.length) {
      const title = `${failures.length - shown.length} more failures`;
      lines.push(command(title, "See the log of this step for all failures"));
    }
    return lines.map((line) => `${line}\n`).join("");
  }
}

/** What blocks a plugin after failures is as much a failure: it would crash again. */
function isAnnotated({ outcome, reason }: ReportedFailure): boolean {
  return isFailure(outcome) || reason?.code === "blocked-after-failures";
}

function annotation({ outcome, location, plugins, reason }: ReportedFailure): string {
  const [plugin] = plugins;
  const title = `${outcome}: ${plugin === undefined ? fileName(location) : nameOf(plugin)}`;
  if (reason === undefined) return command(title, location);
  const words = reason.stderrTail ? `\nOutput: ${reason.stderrTail}` : "";
  const { text, command: cure } = adviceAbout(reason, location);
  const advice = cure === undefined ? text : `${text} ${cure}`;
  return command(title, `${location}: ${reason.message}${words}\n${advice}`);
}

function command(title: string, message: string): string {
  const lines = message.split("\n").map(printable).join("\n");
  return `::error title=${escapeProperty(printable(title))}::${escapeData(lines)}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
