import type { KnownModule, ModuleKey } from "../../src/model/scan_journal.ts";

/** A module that crashed, as a journal knows it; a test gives only the fields that matter to it. */
export function knownModule(
  { location, format }: ModuleKey,
  changes: Partial<KnownModule> = {},
): KnownModule {
  return {
    location,
    format,
    root: location.slice(0, location.lastIndexOf("/")),
    files: [],
    architectures: [],
    outcome: "crashed",
    failures: [],
    durationMs: 0,
    attempts: 1,
    describer: 0,
    scannedAt: "2026-01-01T00:00:00.000Z",
    isMissing: false,
    ...changes,
  };
}
