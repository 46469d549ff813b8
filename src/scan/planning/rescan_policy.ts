import type { Block, ModuleBlocks } from "../../model/block.ts";
import type { ConfinementPolicy } from "../../model/confinement.ts";
import { DESCRIBER_VERSION } from "../../model/describer.ts";
import { isCostly } from "../../model/failure_streak.ts";
import type { PluginOverrides } from "../../model/plugin_overrides.ts";
import type { KnownModule } from "../../model/scan_journal.ts";
import { isFailure } from "../../model/documents/scan_summary.ts";

/** Which modules are scanned although nothing about them has changed. */
export interface RescanPolicy {
  /** All of them. */
  readonly isForced?: boolean;
  /** Those whose last scan is at least as long ago. */
  readonly olderThanMs?: number;
  /** Those that failed, and then only those: nothing else is scanned, be it new. */
  readonly onlyFailed?: boolean;
  /** Also modules that were blocked after failures; blocks of the user stay. */
  readonly retriesBlocked?: boolean;
  /** How this scan confines plugins: failures are tried again if they now get more rights. */
  readonly confinement?: ConfinementPolicy;
}

/**
 * Reasons that lie around a module rather than in it. They may be gone without
 * a change of its files, and cost little, so it is tried again each time.
 */
const PASSING_REASONS: ReadonlySet<string> = new Set([
  "not-found",
  "permission-denied",
  "missing-dependency",
  "confinement-denied",
  "format-not-built",
]);

/**
 * Whether a module is scanned again although its contents are the known ones.
 *
 * @param blocks Its current blocks and those of its plugins.
 */
export function isDue(known: KnownModule, blocks: ModuleBlocks, policy: RescanPolicy, now: Date): boolean {
  if (isFreed(known, blocks, policy)) return true;
  if (policy.onlyFailed === true) return hasFailed(known);
  if (policy.isForced === true) return true;
  if (known.describer < DESCRIBER_VERSION) return true;
  if (known.reasonCode !== undefined && PASSING_REASONS.has(known.reasonCode)) return true;
  if (isRetried(known, now)) return true;
  const { olderThanMs } = policy;
  if (olderThanMs === undefined) return false;
  return isFromTheFuture(known, now) || now.getTime() - Date.parse(known.scannedAt) >= olderThanMs;
}

/** The clock has been set back since, and how long ago that was cannot be told. */
function isFromTheFuture({ scannedAt }: KnownModule, now: Date): boolean {
  return now.getTime() < Date.parse(scannedAt);
}

/** Whether the module or one of its plugins failed last time. */
export function hasFailed(known: KnownModule): boolean {
  return isFailure(known.outcome) || known.failures.some(({ outcome }) => isFailure(outcome));
}

/**
 * Whether a module with failures gets rights that it lacked when it failed: by
 * `--allow`, by `--confinement off` or by its overrides.
 *
 * @param own Its overrides.
 */
export function getsMoreRights(
  known: KnownModule,
  { confinement: policy }: RescanPolicy,
  own: PluginOverrides = {},
): boolean {
  if (policy === undefined || (known.outcome === "scanned" && known.failures.length === 0)) return false;
  // What was blocked has lost its confinement; setting overrides has lifted the block.
  if (known.confinement === undefined) return policy.allowances.length > 0 || policy.level === "off";
  const { level, overrides } = known.confinement;
  const allowances = [...policy.allowances, ...own.allow ?? []];
  if (allowances.some((allowance) => !overrides.includes(allowance))) return true;
  const wanted = policy.level === "require" ? policy.level : own.confinement ?? policy.level;
  return wanted === "off" && level !== "none";
}

/** Whether something of a module was blocked last time and is to be tried now. */
export function isFreed(known: KnownModule, blocks: ModuleBlocks, policy: RescanPolicy): boolean {
  const isFree = (block: Block | undefined) => !holds(block, known.fingerprint, policy);
  if (known.outcome === "blocked") return isFree(blocks.module);
  return known.failures.some(({ id, outcome }) => outcome === "blocked" && isFree(blocks.plugins.get(id)));
}

/** Whether a block is to be respected for a content. */
export function holds(
  block: Block | undefined,
  fingerprint: string | undefined,
  policy: RescanPolicy,
): boolean {
  if (block === undefined || block.code === "blocked-by-user") return block !== undefined;
  return policy.retriesBlocked !== true && block.fingerprint === fingerprint;
}

/** Whether the time has come to try again what failed so that every attempt costs time. */
function isRetried(known: KnownModule, now: Date): boolean {
  const isTime = (code: KnownModule["reasonCode"], retryAt: string | undefined) =>
    isCostly(code) &&
    (retryAt === undefined || now.getTime() >= Date.parse(retryAt) || isFromTheFuture(known, now));
  return isTime(known.reasonCode, known.retryAt) ||
    known.failures.some(({ code, retryAt }) => isTime(code, retryAt));
}
