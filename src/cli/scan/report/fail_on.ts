/** Values of `--fail-on`: outcomes, `any` for all of these, and `empty` for a PATH without plugins. */
export const FAIL_ON_VALUES = ["crashed", "timed-out", "failed", "any", "empty"] as const;

/** A result that makes the exit code 3 when it occurs. */
export type FailOn = (typeof FAIL_ON_VALUES)[number];
