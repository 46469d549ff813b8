import type { ConfinementFlags } from "../../command_line/confinement_option.ts";
import type { OutputFlags } from "../../output/output_options.ts";

/** Options of `pluginary preset convert`; its file is the converted preset. */
export interface PresetConvertFlags extends OutputFlags, ConfinementFlags {
  readonly to: string;
  readonly key?: string;
  readonly name?: string;
  readonly force?: boolean;
  readonly dryRun?: boolean;
}
