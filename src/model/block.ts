import type { Reason } from "./module.ts";

/** Who decided that a module or plugin is not scanned. */
export type BlockCode = "blocked-by-user" | "blocked-after-failures";

/** Why a module or plugin is not scanned although it is there. */
export interface Block {
  readonly code: BlockCode;
  /** What the user gave as the reason, or how it failed. */
  readonly message: string;
  /** Scans in a row that failed; 0 where the user decided. */
  readonly attempts: number;
  /** Since when, ISO 8601. */
  readonly at: string;
  /** The content that failed; another one is not blocked. Absent where the user decided. */
  readonly fingerprint?: string;
}

/** What is blocked of a module. */
export interface ModuleBlocks {
  /** All of it. */
  readonly module?: Block;
  /** Single plugins, by their public ids; some may not be in it. */
  readonly plugins: ReadonlyMap<string, Block>;
}

/** Nothing is blocked. */
export const NO_BLOCKS: ModuleBlocks = { plugins: new Map() };

/** What a scan says of something that it leaves alone because of a block. */
export function reasonOfBlock({ code, message, attempts }: Block): Reason {
  return { code, message, ...(attempts === 0 ? {} : { attempts, failedScans: attempts }) };
}
