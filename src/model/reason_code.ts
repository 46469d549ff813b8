import type { ScanOutcome } from "./plugin.ts";

/** Why a module or plugin could not be scanned, by the outcome that goes with each code. */
export const REASON_CODES = {
  scanned: [],
  unsupported: ["wrong-architecture", "other-system", "vst2", "dynamic-manifest", "format-not-built"],
  crashed: ["crashed", "exited"],
  "timed-out": ["timed-out"],
  blocked: ["blocked-by-user", "blocked-after-failures"],
  failed: [
    "not-found",
    "not-a-module",
    "empty-bundle",
    "no-entry-point",
    "load-error",
    "missing-dependency",
    "permission-denied",
    "path-not-utf-8",
    "invalid-metadata",
    "confinement-denied",
    "protocol-error",
    "too-large",
    "out-of-memory",
  ],
} as const satisfies Record<ScanOutcome, readonly string[]>;

/** A machine-readable reason; each belongs to one outcome, see {@linkcode outcomeOfReason}. */
export type ReasonCode = (typeof REASON_CODES)[keyof typeof REASON_CODES][number];

/** All codes, of every outcome. */
export const ALL_REASON_CODES: readonly ReasonCode[] = Object.values(REASON_CODES).flat();

/** Whether a text is one of the codes. */
export function isReasonCode(text: string | undefined): text is ReasonCode {
  return ALL_REASON_CODES.some((code) => code === text);
}

/** The outcome that a reason stands for. */
export function outcomeOfReason(code: ReasonCode): ScanOutcome {
  for (const [outcome, codes] of Object.entries(REASON_CODES)) {
    if ((codes as readonly string[]).includes(code)) return outcome as ScanOutcome;
  }
  throw new TypeError(`Unknown reason "${code}"`);
}
