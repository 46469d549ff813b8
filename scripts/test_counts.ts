/** The numbers of tests by their results. */
export interface Counts {
  readonly passed: number;
  readonly passedSteps: number;
  readonly failed: number;
  readonly failedSteps: number;
  readonly ignored: number;
  readonly ignoredSteps: number;
}

const ZERO: Counts = { passed: 0, passedSteps: 0, failed: 0, failedSteps: 0, ignored: 0, ignoredSteps: 0 };

const STEPS = String.raw`(?: \((\d+) steps?\))?`;
const CLOSING_LINE = new RegExp(
  String
    .raw`^(?:ok|FAILED) \| (\d+) passed${STEPS} \| (\d+) failed${STEPS}(?: \| (\d+) ignored${STEPS})?.* \(\S+\)$`,
  "gm",
);

// deno-lint-ignore no-control-regex
const COLORS = /\u001b\[[0-9;]*m/g;

/** Reads the last line that `deno test` prints; `undefined` if it was interrupted before. */
export function readClosingLine(output: string): Counts | undefined {
  const [, ...numbers] = [...output.replace(COLORS, "").matchAll(CLOSING_LINE)].at(-1) ?? [];
  if (numbers.length === 0) return undefined;
  const [passed, passedSteps, failed, failedSteps, ignored, ignoredSteps] = numbers.map((text) =>
    +(text ?? 0)
  );
  return {
    passed: passed!,
    passedSteps: passedSteps!,
    failed: failed!,
    failedSteps: failedSteps!,
    ignored: ignored!,
    ignoredSteps: ignoredSteps!,
  };
}

/** The sums of the counts of several runs. */
export function addCounts(counts: readonly Counts[]): Counts {
  return counts.reduce((sum, one) => ({
    passed: sum.passed + one.passed,
    passedSteps: sum.passedSteps + one.passedSteps,
    failed: sum.failed + one.failed,
    failedSteps: sum.failedSteps + one.failedSteps,
    ignored: sum.ignored + one.ignored,
    ignoredSteps: sum.ignoredSteps + one.ignoredSteps,
  }), ZERO);
}

/** The closing line as Deno prints it, which `.ci/run` reads. */
export function formatCounts(counts: Counts, { isOk, ms }: { isOk: boolean; ms: number }): string {
  const parts = [
    isOk ? "ok" : "FAILED",
    `${counts.passed} passed${steps(counts.passedSteps)}`,
    `${counts.failed} failed${steps(counts.failedSteps)}`,
    ...(counts.ignored + counts.ignoredSteps === 0
      ? []
      : [`${counts.ignored} ignored${steps(counts.ignoredSteps)}`]),
  ];
  return `${parts.join(" | ")} (${duration(ms)})`;
}

function steps(count: number): string {
  if (count === 0) return "";
  return ` (${count} ${count === 1 ? "step" : "steps"})`;
}

function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}
