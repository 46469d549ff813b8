import { parseCount } from "../command_line/parse_count.ts";

/** The order and the part of the plugins to show. */
export interface PageFlags {
  readonly reverse?: boolean;
  readonly limit?: number;
  readonly offset?: number;
  readonly exitCode?: boolean;
}

/** Options of commands that show plugins page by page. */
export const PAGE_OPTIONS = {
  reverse: { kind: "boolean", brief: "Reverse the order", optional: true, withNegated: false },
  limit: {
    kind: "parsed",
    parse: parseCount,
    placeholder: "N",
    brief: "Show at most N (default 50 in a table)",
    optional: true,
  },
  offset: {
    kind: "parsed",
    parse: parseCount,
    placeholder: "N",
    brief: "Skip the first N",
    optional: true,
  },
  exitCode: { kind: "boolean", brief: "Exit with 1 if nothing matches", optional: true, withNegated: false },
} as const;
