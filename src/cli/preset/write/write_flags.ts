import type { WrittenContainer } from "../../../model/presets/written_container.ts";
import type { ConfinementFlags } from "../../command_line/confinement_option.ts";
import type { OutputFlags } from "../../output/output_options.ts";

/** Options of `pluginary preset write`; its file is the preset's. */
export interface PresetWriteFlags extends OutputFlags, ConfinementFlags {
  readonly output: string;
  readonly to?: WrittenContainer;
  readonly key?: string;
  readonly name?: string;
  readonly force?: boolean;
}
