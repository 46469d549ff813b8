import type { ScanEvent } from "../../../model/documents/scan_document.ts";
import { outputFile, type OutputFlags } from "../../output/output_options.ts";
import type { FailOn } from "./fail_on.ts";

/** A scanned module, with the circumstances of its scan. */
export type ModuleEvent = Extract<ScanEvent, { event: "module" }>;

/** The options that decide about it. */
export interface ViewFlags extends OutputFlags {
  readonly all?: boolean;
  readonly failOn?: readonly FailOn[];
  readonly ci?: boolean;
}

/** The part of a scan's results that its table and its report show to people. */
export interface ScanView {
  /** Whether nothing is left out for its length. */
  readonly isWhole: boolean;
  /** Whether unchanged plugins are listed. */
  readonly showsUnchanged: boolean;
  /** Whether failures of earlier scans are described again. */
  readonly showsKnownFailures: boolean;
}

/**
 * The view that the options ask for. A scan of all folders is about news; one
 * that names a PATH is about that plugin, and one with `--fail-on` or `--ci`
 * has to say why it failed.
 */
export function scanView(flags: ViewFlags, paths: readonly string[]): ScanView {
  const isWhole = flags.all === true || outputFile(flags) !== undefined;
  const showsUnchanged = isWhole || paths.length > 0;
  return {
    isWhole,
    showsUnchanged,
    showsKnownFailures: showsUnchanged || flags.failOn !== undefined || flags.ci === true,
  };
}

/** Whether a module is new, has changed, or works again. */
export function isNews(event: ModuleEvent): boolean {
  return event.module.change !== "unchanged" || isFixed(event);
}

/** Whether a module works that failed or was blocked before, although its files are the same. */
export function isFixed({ module, formerOutcome = "scanned" }: ModuleEvent): boolean {
  const works = module.outcome === "scanned" && module.failures.length === 0;
  return works && formerOutcome !== "scanned" && module.change === "unchanged";
}

/** Says that there is nothing to scan, and in which folders; `onlyFailed` if only earlier failures were looked for. */
export function nothingFound(paths: readonly string[], onlyFailed: boolean): string[] {
  const title = onlyFailed ? "No earlier failures in:" : "No plugins found. Searched:";
  return [title, ...paths.map((path) => `  ${path}`)];
}
