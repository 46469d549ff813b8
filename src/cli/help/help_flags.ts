import type { OutputFlags } from "../output/output_options.ts";

/** Options of `pluginary help`. */
export interface HelpFlags extends Pick<OutputFlags, "noPager" | "color"> {
  readonly man?: boolean;
}
