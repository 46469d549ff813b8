import { HEALTH_CODES, type HealthCode, type HealthStatus, type HealthSubject } from "./health_codes.ts";

/** One finding of a report about the program's health. */
export interface HealthCheck {
  readonly code: HealthCode;
  readonly subject: HealthSubject;
  readonly status: HealthStatus;
  /** A sentence without its period. */
  readonly message: string;
  /** A step that no command takes. */
  readonly advice?: string | undefined;
  /** The command that removes the problem. */
  readonly cure?: string | undefined;
  /** Points that it takes from the score. */
  readonly points: number;
}

/** What to do about a finding. */
export type Remedy = Pick<HealthCheck, "advice" | "cure">;

/** Points that a finding takes from the score, by its status. */
export const POINTS: Readonly<Record<HealthStatus, number>> = { error: 25, warning: 4, ok: 0 };

/** Makes a finding; the code decides about its subject, status and points. */
export function finding(code: HealthCode, message: string, remedy: Remedy = {}): HealthCheck {
  const [subject, status] = HEALTH_CODES[code];
  return { code, subject, status, message, ...remedy, points: POINTS[status] };
}

/** The score of a report: 100 without the points of its findings, and never below 0. */
export function healthScore(checks: readonly HealthCheck[]): number {
  return Math.max(0, 100 - checks.reduce((sum, { points }) => sum + points, 0));
}
