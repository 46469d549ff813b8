import { isBusy } from "./catalog_error.ts";

/** How long a command waits for other writers by default. */
export const BUSY_TIMEOUT_MS = 10_000;

const FIRST_PAUSE_MS = 1;
const LONGEST_PAUSE_MS = 50;

/**
 * Repeats an attempt while another program holds the lock.
 *
 * SQLite's own busy timeout sleeps inside the call: timers would fire late, and
 * workers that answered in time would seem late. Here the event loop runs
 * between attempts.
 *
 * @param attempt Leaves nothing behind when it throws.
 * @throws SQLite's own error when time runs out.
 */
export async function retryWhileBusy<T>(
  attempt: () => T,
  timeoutMs: number = BUSY_TIMEOUT_MS,
): Promise<Awaited<T>> {
  const deadline = performance.now() + timeoutMs;
  for (let pause = FIRST_PAUSE_MS;; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await attempt();
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error;
      // Two waiting processes must not retry in step.
      await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random())));
    }
  }
}
