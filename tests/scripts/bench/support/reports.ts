import type { Report, ReportRow } from "../../../../scripts/bench/harness/report.ts";

/** A report of an imagined machine. */
export function reportOf(...rows: ReportRow[]): Report {
  return {
    schema: "bench",
    schemaVersion: 1,
    startedAt: "2026-01-01T00:00:00.000Z",
    commit: "0000000",
    versions: { pluginary: "1", deno: "2", v8: "3" },
    machine: {
      os: "linux",
      kernel: "6",
      arch: "x86_64",
      processor: "A",
      cores: 2,
      memoryMB: 1000,
      loadBefore: 0,
    },
    isQuick: true,
    rows,
  };
}
