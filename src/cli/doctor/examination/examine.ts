import { type HealthCheck, healthScore } from "../../../model/health/health_check.ts";
import { HEALTH_STATUSES, HEALTH_SUBJECTS } from "../../../model/health/health_codes.ts";
import type { ProgramContext } from "../../command_line/command_context.ts";
import type { Findings } from "./all_checks.ts";
import { tryWorker } from "./worker_trial.ts";

/** The health of the program: findings in order, problems first and the worst at the top. */
export interface Examination extends Findings {
  readonly score: number;
}

/** Examines everything. */
export async function examine(
  context: Pick<ProgramContext, "console" | "commandTree">,
): Promise<Examination> {
  // What takes longest begins first, and goes on in another process while the checks are loaded and made here.
  const { promise: started, resolve: whenStarted } = Promise.withResolvers<void>();
  const worker = tryWorker(context.console.environment, whenStarted);
  await Promise.race([started, worker]);
  const { checkAll } = await import("./all_checks.ts");
  const findings = await checkAll(context, worker);
  return {
    ...findings,
    score: healthScore(findings.checks),
    checks: findings.checks.toSorted((a, b) => rank(a) - rank(b)),
  };
}

function rank({ status, subject }: HealthCheck): number {
  return HEALTH_STATUSES.indexOf(status) * HEALTH_SUBJECTS.length + HEALTH_SUBJECTS.indexOf(subject);
}
