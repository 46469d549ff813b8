import type { TableFlags } from "../output/output_options.ts";

/** Names accepted by `--columns`: columns of the parameter table. */
export const PARAMETER_COLUMNS = [
  "id",
  "name",
  "group",
  "minimumText",
  "maximumText",
  "defaultText",
  "unit",
  "minimum",
  "maximum",
  "default",
  "stepCount",
  "scalePoints",
  "flags",
] as const;

/** Options of `pluginary info`. */
export interface InfoFlags extends TableFlags<(typeof PARAMETER_COLUMNS)[number]> {
  readonly presets?: boolean;
  readonly load?: boolean;
}
