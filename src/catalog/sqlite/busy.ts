import { isBusy } from "./catalog_error.ts";

/** How long a command waits for others that write, unless told otherwise. */
export const BUSY_TIMEOUT_MS = 10_000;

const FIRST_PAUSE_MS = 1;
const LONGEST_PAUSE_MS = 50;

/**
 * Runs a piece of work again while another program holds the lock.
 *
 * SQLite's own busy timeout sleeps inside the call: timers would fire late and
 * workers that have answered in time would look as if they had not. Here the
 * event loop goes on between the attempts.
 *
 * @param attempt Leaves nothing behind when it throws.
 * @throws SQLite's own error when the time is over.
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
      // Two that wait for each other's turn must not do so in step.
      await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random())));
    }
  }
}
