import type { WorkerCommand, WorkerLimits } from "../../src/scan/workers/worker_session.ts";

/** Limits that a good worker never reaches, however busy the machine is. */
export const PATIENT_LIMITS: WorkerLimits = { startMs: 20_000, silenceMs: 30_000, totalMs: 30_000 };

/** The command that starts a fake worker with a behaviour of `fake_worker.ts` and its arguments. */
export function fakeWorker(behaviour: string, ...args: string[]): WorkerCommand {
  const script = new URL("fake_worker.ts", import.meta.url).href;
  return {
    program: Deno.execPath(),
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      "--no-config",
      "--no-lock",
      "--allow-run",
      "--allow-read",
      "--allow-env=FAKE_VARIABLE",
      script,
      behaviour,
      ...args,
    ],
    shim: "/nowhere/libpluginary.so",
  };
}
