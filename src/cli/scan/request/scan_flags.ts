import type { FailOn } from "../report/fail_on.ts";
import type { Allowance, ConfinementLevel } from "../../../model/confinement.ts";
import type { PluginFormat } from "../../../model/plugin_format.ts";
import type { SCAN_COLUMNS } from "../report/scan_column_names.ts";
import type { LogFlags } from "../../logging/log_options.ts";
import type { LongFlags, StreamFlags, TableFlags } from "../../output/output_options.ts";

/** Options of `pluginary scan`. */
export interface ScanFlags
  extends TableFlags<(typeof SCAN_COLUMNS)[number]>, StreamFlags, LogFlags, LongFlags {
  readonly folder?: readonly string[];
  readonly format?: readonly PluginFormat[];
  readonly exclude?: readonly string[];
  readonly ignoreFile?: readonly string[];
  readonly jobs?: number;
  readonly timeout?: number;
  readonly deadline?: number;
  readonly failOn?: readonly FailOn[];
  readonly junit?: string;
  readonly ci?: boolean;
  readonly confinement?: ConfinementLevel;
  readonly allow?: readonly Allowance[];
  readonly isolate?: boolean;
  readonly force?: boolean;
  readonly olderThan?: number;
  readonly failed?: boolean;
  readonly retryBlocked?: boolean;
  readonly prune?: boolean;
  readonly wait?: boolean;
  readonly noCatalog?: boolean;
  readonly presetFolder?: readonly string[];
  readonly noPresets?: boolean;
  readonly dryRun?: boolean;
  readonly all?: boolean;
}
