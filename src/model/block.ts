import type { ReasonCode } from "./reason_code.ts";
import type { Reason } from "./module.ts";
import { isReasonCode } from "./reason_code.ts";

/** Who decided that a module or plugin is not scanned. */
export type BlockCode = "blocked-by-user" | "blocked-after-failures";

/** Why a module or plugin is not scanned although it exists. */
export interface Block {
  readonly code: BlockCode;
  /** The user's reason, or the failure. */
  readonly message: string;
  /** Scans in a row that failed; 0 if the user decided. */
  readonly attempts: number;
  /** Since when, ISO 8601. */
  readonly at: string;
  /** The content that failed; other content is not blocked. Absent if the user decided. */
  readonly fingerprint?: string;
}

/** The blocks of a module and its plugins. */
export interface ModuleBlocks {
  /** The block of the whole module. */
  readonly module?: Block;
  /** Blocks of single plugins by public id; some of these plugins may not be in the module. */
  readonly plugins: ReadonlyMap<string, Block>;
}

/** No blocks at all. */
export const NO_BLOCKS: ModuleBlocks = { plugins: new Map() };

/** The message of a block after failures; {@linkcode failureBehind} reads its code. */
export function messageOfFailures(failedScans: number, { code, message }: Reason): string {
  return `Failed in ${failedScans} scans in a row; last failure: ${code}: ${message}`;
}

/** The code of the failure behind a reason that blocks after failures; `undefined` for any other reason. */
export function failureBehind({ code, message }: Reason): ReasonCode | undefined {
  if (code !== "blocked-after-failures") return undefined;
  const failure = /; last failure: ([a-z-]+): /.exec(message)?.[1];
  return isReasonCode(failure) ? failure : "crashed";
}

/** The reason that a scan gives for skipping a blocked module or plugin. */
export function reasonOfBlock({ code, message, attempts }: Block): Reason {
  return { code, message, ...(attempts === 0 ? {} : { attempts, failedScans: attempts }) };
}
