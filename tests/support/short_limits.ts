import type { WorkerLimits } from "../../src/scan/workers/worker_session.ts";

/** Limits that end a test of a hang soon; a busy machine can exceed them, so such tests run alone. */
export const SHORT_LIMITS: WorkerLimits = { startMs: 20_000, silenceMs: 400, totalMs: 800 };
