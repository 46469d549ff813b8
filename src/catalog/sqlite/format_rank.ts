import { FORMAT_ORDER } from "../../model/plugin_format.ts";

/** The place of a column `format` in the order that hosts know best: the first of a group is shown. */
export const FORMAT_RANK = `case format ${
  FORMAT_ORDER.map((format, rank) => `when '${format}' then ${rank}`).join(" ")
} end`;
