import assert from "node:assert/strict";
import { NO_CURATION } from "../../../src/model/curation/plugin_curation.ts";
import type { ScannedModule } from "../../../src/model/module.ts";
import type { Plugin } from "../../../src/model/plugin.ts";
import { summarize } from "../../support/summarize.ts";

function plugin(id: string): Plugin {
  return {
    id,
    format: "vst3",
    nativeId: id,
    name: id,
    isInstrument: false,
    category: "other",
    features: [],
    rawCategories: [],
    location: "/x",
    installations: [],
    outcome: "scanned",
    isMissing: false,
    addedAt: "",
    updatedAt: "",
    scannedAt: "",
    curation: NO_CURATION,
  };
}

function module(fields: Partial<ScannedModule>): ScannedModule {
  return {
    location: "/x",
    format: "vst3",
    outcome: "scanned",
    change: "added",
    failures: [],
    warnings: [],
    durationMs: 0,
    architectures: [],
    plugins: [],
    ...fields,
  };
}

Deno.test("ScanCounts counts distinct plugins, modules by outcome and failures of both kinds", () => {
  const failure = {
    id: "c",
    name: "C",
    outcome: "crashed" as const,
    reason: { code: "crashed" as const, message: "" },
  };
  const summary = summarize([
    module({ plugins: [plugin("a"), plugin("b")], failures: [failure] }),
    module({ plugins: [plugin("a")], change: "modified" }),
    module({ outcome: "timed-out" }),
    module({ outcome: "unsupported" }),
  ], []);
  assert.deepEqual(summary, {
    modules: 4,
    plugins: 2,
    failures: 2,
    byOutcome: { "scanned": 2, "timed-out": 1, "unsupported": 1 },
    byFormat: { vst3: 2 },
    added: 2,
    updated: 0,
    removed: 0,
    unchanged: 0,
  });
});

Deno.test("ScanCounts counts a removed plugin only when no other module has it", () => {
  const removed = [{ location: "/y", format: "vst3" as const, plugins: ["a", "z"] }];
  assert.equal(summarize([module({ plugins: [plugin("a")], change: "unchanged" })], removed).removed, 1);
});

Deno.test("ScanCounts counts failed modules and failed plugins, and nothing that is blocked or unsupported", () => {
  const reason = { code: "crashed", message: "Crashed" } as const;
  const failure = (outcome: "crashed" | "blocked") => ({ id: outcome, name: outcome, outcome, reason });
  const { failures } = summarize([
    module({ failures: [failure("crashed"), failure("blocked")] }),
    module({ outcome: "timed-out" }),
    module({ outcome: "blocked" }),
    module({ outcome: "unsupported" }),
  ], []);
  assert.equal(failures, 2);
});
