import type { OutputFlags } from "../output/output_options.ts";

/** Options of `pluginary open`. */
export interface OpenFlags extends Pick<OutputFlags, "quiet"> {
  readonly print?: boolean;
}
