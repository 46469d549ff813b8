import type { Reason, ScannedModule } from "../../../model/module.ts";
import type { ScanOutcome } from "../../../model/plugin.ts";
import type { ScanEvent } from "../../../model/documents/scan_document.ts";
import { compareBytes, fileName } from "../../../platform/paths.ts";
import type { Output } from "../../terminal/output.ts";
import type { CountsBlocks } from "./failure_watch.ts";
import { xmlText } from "./xml_text.ts";

/** A plugin, or a module without any, as a test that passes if it is scanned. */
interface TestCase {
  readonly name: string;
  readonly outcome: ScanOutcome;
  readonly reason?: Reason | undefined;
  /** Set for what is blocked and counts as a failure. */
  readonly fails?: boolean;
}

/** A module, as the suite of its plugins' tests. */
interface TestSuite {
  readonly location: string;
  readonly format: string;
  readonly durationMs: number;
  readonly cases: readonly TestCase[];
}

/** The element of each outcome: a failure is orderly, an error is not, and a skipped plugin was not tried. */
const ELEMENTS: Readonly<Record<ScanOutcome, "failure" | "error" | "skipped" | undefined>> = {
  scanned: undefined,
  failed: "failure",
  crashed: "error",
  "timed-out": "error",
  blocked: "skipped",
  unsupported: "skipped",
};

/**
 * Writes a scan as JUnit XML, the format of test reports that CI servers show:
 * a suite for each module, a case for each plugin.
 *
 * See https://github.com/testmoapp/junitxml for the common subset of its dialects.
 */
export class JunitReport {
  readonly #countsBlocks: CountsBlocks;
  readonly #suites: TestSuite[] = [];
  #startedAt = "";
  #finished: Extract<ScanEvent, { event: "finished" }> | undefined;

  /** @param countsBlocks Whether what is blocked after failures fails its test in a module; unset for never. */
  constructor(countsBlocks: CountsBlocks = () => false) {
    this.#countsBlocks = countsBlocks;
  }

  /** Takes an event of the scan. */
  see(event: ScanEvent): void {
    if (event.event === "started") this.#startedAt = event.startedAt;
    else if (event.event === "module") this.#suites.push(this.#suiteOf(event.module));
    else if (event.event === "finished") this.#finished = event;
  }

  /** Writes the document; modules are in byte order. */
  async write(output: Output): Promise<void> {
    const suites = [...this.#suites.sort(compareSuites), ...this.#endings()];
    const seconds = secondsOf(this.#finished?.durationMs ?? 0);
    await output.write('<?xml version="1.0" encoding="UTF-8"?>\n');
    const attributes = {
      name: "pluginary scan",
      ...countsOf(suites),
      time: seconds,
      timestamp: this.#startedAt,
    };
    await output.write(`<testsuites${attributesText(attributes)}>\n`);
    for (const suite of suites) await output.write(suiteText(suite));
    await output.write("</testsuites>\n");
  }

  #suiteOf(module: ScannedModule): TestSuite {
    const { location, format, durationMs } = module;
    const fails = this.#countsBlocks(location);
    const cases = casesOf(module).map((one) =>
      fails && one.reason?.code === "blocked-after-failures" ? { ...one, fails } : one
    );
    return { location, format, durationMs, cases };
  }

  /** A skipped test, so that an incomplete scan does not look complete. */
  #endings(): TestSuite[] {
    if (this.#finished === undefined || this.#finished.complete) return [];
    const message = `The scan was ended by ${this.#finished.interruptedBy}; this report is incomplete`;
    const reason = { code: "blocked-by-user", message } as const;
    const cases: TestCase[] = [{ name: "complete", outcome: "blocked", reason }];
    return [{ location: "pluginary scan", format: "scan", durationMs: 0, cases }];
  }
}

/** A failed module is one test, whichever plugins it was known to contain. */
function casesOf({ location, outcome, reason, plugins, failures }: ScannedModule): TestCase[] {
  const failed = failures.map((failure) => ({ ...failure, name: failure.name || failure.id }));
  const own = { name: fileName(location), outcome, reason };
  if (outcome !== "scanned") return [own, ...failed];
  const isFailed = new Set(failures.map(({ id }) => id));
  const described = plugins.filter(({ id }) => !isFailed.has(id)).map(({ name, id }) => ({
    name: name || id,
    outcome,
  }));
  return described.length + failed.length === 0 ? [own] : [...described, ...failed];
}

function suiteText({ location, format, durationMs, cases }: TestSuite): string {
  const own = { location, format, durationMs, cases };
  const seconds = secondsOf(durationMs);
  const each = secondsOf(durationMs / Math.max(1, cases.length));
  const lines = cases.map((one) => caseText(one, format, each));
  return `  <testsuite${attributesText({ name: location, ...countsOf([own]), time: seconds })}>\n` +
    `${lines.join("")}  </testsuite>\n`;
}

function elementOf({ outcome, fails }: TestCase): (typeof ELEMENTS)[ScanOutcome] {
  return fails ? "failure" : ELEMENTS[outcome];
}

function caseText(one: TestCase, format: string, time: string): string {
  const { name, outcome, reason } = one;
  const start = `    <testcase${attributesText({ name, classname: format, time })}`;
  const element = elementOf(one);
  if (element === undefined) return `${start}/>\n`;
  const message = reason?.message ?? outcome;
  const about = element === "skipped" ? { message } : { message, type: reason?.code ?? outcome };
  return `${start}>\n      <${element}${attributesText(about)}>${
    xmlText(evidenceOf(outcome, reason))
  }</${element}>\n` +
    `    </testcase>\n`;
}

/** The details for an investigation, one per line. */
function evidenceOf(outcome: ScanOutcome, reason: Reason | undefined): string {
  if (reason === undefined) return outcome;
  const { code, signal, exitCode, attempts, failedScans, denied, stderrTail } = reason;
  return [
    `${outcome}: ${code}`,
    ...signal === undefined ? [] : [`signal: ${signal}`],
    ...exitCode === undefined ? [] : [`exit code: ${exitCode}`],
    ...attempts === undefined ? [] : [`attempts: ${attempts}`],
    ...failedScans === undefined ? [] : [`failed scans in a row: ${failedScans}`],
    ...denied === undefined ? [] : [`denied: ${denied.join(", ")}`],
    ...stderrTail === undefined || stderrTail === "" ? [] : ["output:", stderrTail],
  ].join("\n");
}

function countsOf(suites: readonly TestSuite[]): Record<"tests" | "failures" | "errors" | "skipped", string> {
  const cases = suites.flatMap((suite) => suite.cases);
  const count = (element: string) => String(cases.filter((one) => elementOf(one) === element).length);
  return {
    tests: String(cases.length),
    failures: count("failure"),
    errors: count("error"),
    skipped: count("skipped"),
  };
}

function attributesText(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes).map(([name, value]) => ` ${name}="${xmlText(value)}"`).join("");
}

function secondsOf(ms: number): string {
  return (ms / 1000).toFixed(3);
}

function compareSuites(a: TestSuite, b: TestSuite): number {
  return compareBytes(a.location, b.location) || compareBytes(a.format, b.format);
}
