import { NO_MODULES } from "../../src/scan/workers/confinement.ts";
import type { WorkerPlace } from "../../src/scan/workers/worker_session.ts";

/** A place for workers of tests; the session itself removes its folder. */
export const TEST_PLACE: WorkerPlace = {
  run: { makePrivate: () => Deno.makeTempDir({ prefix: "pluginary-test-" }) },
  confinement: NO_MODULES,
};
