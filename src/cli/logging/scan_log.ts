import type { Logger, ProgramLog } from "../../log/program_log.ts";
import type { ScanEvent } from "../../model/documents/scan_document.ts";
import { isFailure } from "../../model/documents/scan_summary.ts";
import { isTooOften } from "../../model/failure_streak.ts";
import type { PluginFailure, Reason, ScannedModule } from "../../model/module.ts";
import type { ScanOutcome } from "../../model/plugin.ts";
import { fileName } from "../../platform/paths.ts";
import { countText } from "../output/count_text.ts";
import { durationText } from "../output/duration_text.ts";
import { shellWord } from "../terminal/shell_word.ts";

/** Most plugins of a module that failed which are named. */
const MOST_NAMED = 20;

/** What the program did about a failure. */
const ACTIONS: Partial<Record<ScanOutcome, string>> = {
  "crashed": "Its worker process ended; the scan went on with another one",
  "timed-out": "Its worker process was stopped; the scan went on with another one",
  "failed": "The scan went on without it",
};

/** Writes a scan's events to the log. */
export class ScanLog {
  readonly #scan: Logger;
  readonly #failure: Logger;
  /** Whether a module has been scanned, which tells how far plugins can be confined here. */
  #hasRun = false;

  constructor(log: ProgramLog) {
    this.#scan = log.logger("scan");
    this.#failure = log.logger("failure");
  }

  /** Takes an event of the scan. */
  see(event: ScanEvent): void {
    switch (event.event) {
      case "started": {
        const { tool, host, paths, formats } = event;
        return this.#scan.info("Searching {folders}", {
          ...{ folders: countText(paths.length, "folder"), tool, host, paths, formats },
        });
      }
      case "problem":
        return this.#scan.warn("{location}: {text}", {
          location: event.problem.location,
          code: event.problem.code,
          text: event.problem.message,
        });
      case "module":
        return this.#seeModule(event.module, event.isStored === true);
      case "removed":
        return this.#scan.info("{name}: gone", {
          name: fileName(event.removed.location),
          ...event.removed,
        });
      case "finished":
        return this.#seeEnd(event);
      case "progress":
    }
  }

  #seeModule(module: ScannedModule, isStored: boolean): void {
    const { location, format, outcome, change, durationMs, plugins, worker, warnings, reason } = module;
    const facts = { name: fileName(location), location, format, outcome, change };
    if (isStored) return this.#scan.debug("{name}: not scanned again, was {outcome}", facts);
    this.#hasRun = true;
    const about = {
      ...facts,
      durationMs,
      worker,
      confinement: module.confinement,
      took: durationText(durationMs),
    };
    if (isFailure(outcome)) this.#fail(module, outcome, reason);
    else if (outcome === "scanned") {
      this.#scan.debug("{name}: {plugins} in {took}", {
        ...about,
        plugins: countText(plugins.length, "plugin"),
      });
    } else {
      this.#scan.info("{name}: {text}", { ...about, code: reason?.code, text: reason?.message ?? outcome });
    }
    for (const failure of module.failures) {
      if (isFailure(failure.outcome)) this.#fail(module, failure.outcome, failure.reason, failure);
    }
    for (const { code, message } of warnings) {
      this.#scan.warn("{name}: {text}", { name: facts.name, location, code, text: message });
    }
  }

  /** @param plugin The plugin if one failed on its own. */
  #fail(
    { location, format, durationMs, plugins, worker, confinement }: ScannedModule,
    outcome: ScanOutcome,
    reason: Reason | undefined,
    plugin?: PluginFailure,
  ): void {
    const named = plugin === undefined
      ? plugins.slice(0, MOST_NAMED).map(({ id, name, vendor }) => ({ id, name, vendor }))
      : [{ id: plugin.id, name: plugin.name || plugin.id }];
    this.#failure.error("{name}: {text}", {
      name: plugin === undefined ? fileName(location) : plugin.name || plugin.id,
      text: reason?.message ?? outcome,
      location,
      format,
      outcome,
      isSingle: plugin !== undefined,
      plugins: named,
      durationMs,
      worker,
      confinement,
      reason,
      action: ACTIONS[outcome],
      retry: retryCommand(location, reason),
    });
  }

  #seeEnd(
    { complete, interruptedBy, confinement, summary, durationMs }: ScanEvent & { event: "finished" },
  ): void {
    if (this.#hasRun && confinement.level !== "full") {
      this.#scan.warn("Confinement of plugins: {level}", { ...confinement });
    }
    const facts = {
      modules: countText(summary.modules, "module"),
      plugins: countText(summary.plugins, "plugin"),
      failures: countText(summary.failures, "failure"),
      took: durationText(durationMs),
      ...{ durationMs, confinement, summary, complete, interruptedBy },
    };
    if (complete) this.#scan.info("Scanned {modules} in {took}: {plugins}, {failures}", facts);
    else this.#scan.warn("Stopped after {took} by {interruptedBy}: {modules}, {plugins}, {failures}", facts);
  }
}

/** The command that scans a module again that has failed. */
function retryCommand(location: string, reason: Reason | undefined): string {
  const isBlocked = reason?.failedScans !== undefined && isTooOften(reason.failedScans);
  return `pluginary scan ${shellWord(location)} ${isBlocked ? "--retry-blocked" : "--force"}`;
}
