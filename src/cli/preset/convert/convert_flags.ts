import type { OutputFlags } from "../../output/output_options.ts";

/** Options of `pluginary preset convert`; its file is the converted preset. */
export interface PresetConvertFlags extends OutputFlags {
  readonly to: string;
  readonly key?: string;
  readonly name?: string;
  readonly force?: boolean;
  readonly dryRun?: boolean;
}
