import type { ConfinementFlags } from "../../command_line/confinement_option.ts";
import type { LogFlags } from "../../logging/log_options.ts";
import type { LongFlags, StreamFlags, TableFlags } from "../../output/output_options.ts";

/** Names accepted by `--columns`, in CSV order. */
export const PRESET_FILE_COLUMNS = [
  "location",
  "container",
  "outcome",
  "change",
  "presets",
  "reason",
] as const;

/** Options of `pluginary presets scan`. */
export interface PresetScanFlags
  extends
    TableFlags<(typeof PRESET_FILE_COLUMNS)[number]>,
    StreamFlags,
    LogFlags,
    LongFlags,
    ConfinementFlags {
  readonly presetFolder?: readonly string[];
  readonly force?: boolean;
}
