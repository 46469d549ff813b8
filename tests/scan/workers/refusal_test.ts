import assert from "node:assert/strict";
import { ABI_VERSION } from "../../../src/model/abi_version.ts";
import type { ScannedModule } from "../../../src/model/module.ts";
import { NO_JOURNAL } from "../../../src/model/scan_journal.ts";
import { scan } from "../../../src/scan/scanner.ts";
import {
  encodeMessage,
  PROTOCOL_VERSION,
  type WorkerMessage,
  type WorkerRequest,
} from "../../../src/worker/protocol.ts";
import { makeBundle } from "../../support/bundles.ts";
import { PATIENT_LIMITS } from "../../support/fake_workers.ts";
import { type Speech, spokenWorker } from "../../support/spoken_worker.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

/** Why a request is refused, or nothing. */
type Refusal = (
  request: WorkerRequest,
  modules: ReadonlySet<string>,
) => "out-of-memory" | "load-error" | undefined;

const PLUGINS = 20;

/** A worker of modules with some plugins that refuses what it is told to refuse, by what it has served. */
function refusing(refusal: Refusal): () => Speech {
  return () => {
    const modules = new Set<string>();
    return {
      lines: Infinity,
      answer: (line, index) => {
        if (index === 0) return [encodeMessage(READY)];
        const request = JSON.parse(line) as WorkerRequest;
        const { requestId } = request;
        modules.add(request.location);
        const code = refusal(request, modules);
        return [
          encodeMessage({ type: "entering", requestId }),
          code === undefined
            ? answerTo(request)
            : encodeMessage({ type: "refused", requestId, failure: { code, message: "No" } }),
          encodeMessage({ type: "idle", requestId, memoryBytes: 1 }),
        ];
      },
    };
  };
}

const READY: WorkerMessage = {
  type: "ready",
  protocol: PROTOCOL_VERSION,
  abi: ABI_VERSION,
  confinement: { level: "none", layers: [] },
};

function answerTo(request: WorkerRequest): Uint8Array<ArrayBuffer> {
  const { requestId } = request;
  const plugin = { name: "Fake", rawCategories: [] };
  if (request.type === "list") {
    const plugins = Array.from({ length: PLUGINS }, (_, i) => ({ ...plugin, nativeId: String(i) }));
    return encodeMessage({ type: "listed", requestId, plugins });
  }
  const nativeId = "nativeId" in request ? request.nativeId : "";
  const described = { ...plugin, nativeId, buses: [], parameters: [], programs: [] };
  return encodeMessage({ type: "described", requestId, plugin: described });
}

/** Scans three modules one after the other, and says how many workers that took. */
async function scanThree(refusal: Refusal): Promise<{ modules: ScannedModule[]; workers: number }> {
  await using folder = await TemporaryFolder.make();
  for (const name of ["A", "B", "C"]) await makeBundle(folder, `${name}.vst3`);
  const worker = spokenWorker(refusing(refusal));
  const events = await Array.fromAsync(scan({
    version: "0.0.0",
    paths: [folder.path],
    jobs: 1,
    journal: NO_JOURNAL,
    environment: () => undefined,
    worker,
    limits: PATIENT_LIMITS,
    confinement: { level: "off", allowances: [] },
  }));
  const modules = events.flatMap((event) => event.event === "module" ? [event.module] : []);
  return { modules, workers: worker.processes.length };
}

Deno.test("scan() does not blame a module for memory that another one has taken", async () => {
  const { modules } = await scanThree((_, served) => served.size > 1 ? "out-of-memory" : undefined);
  assert.deepEqual(modules.map(({ outcome, plugins }) => [outcome, plugins.length]), [
    ["scanned", PLUGINS],
    ["scanned", PLUGINS],
    ["scanned", PLUGINS],
  ]);
});

Deno.test("scan() starts one more worker for a module that refuses, not one for each of its plugins", async () => {
  const { modules, workers } = await scanThree(({ type }) => type === "describe" ? "load-error" : undefined);
  assert.deepEqual(modules.map(({ reason }) => reason?.code), ["load-error", "load-error", "load-error"]);
  assert.ok(workers <= 3, `${workers} workers were started`);
});
