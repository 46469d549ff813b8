import { parseCount } from "../command_line/parse_count.ts";

/** Which part of the plugins is shown, of those in order. */
export interface PageFlags {
  readonly reverse?: boolean;
  readonly limit?: number;
  readonly offset?: number;
}

/** Options of commands that show plugins page by page. */
export const PAGE_OPTIONS = {
  reverse: { kind: "boolean", brief: "Sort the other way round", optional: true, withNegated: false },
  limit: { kind: "parsed", parse: parseCount, placeholder: "N", brief: "Show N at most", optional: true },
  offset: {
    kind: "parsed",
    parse: parseCount,
    placeholder: "N",
    brief: "Leave out the first N",
    optional: true,
  },
} as const;
