import { buildCommand } from "@stricli/core";
import type { ProgramContext } from "../command_context.ts";
import { describeWithExamples, type Example } from "../example.ts";
import { parseCount } from "../parse_count.ts";

/** What `--sort` can name; the catalog knows the same (a test compares them). */
export const LIST_SORTS = [
  "vendor",
  "name",
  "format",
  "category",
  "parameters",
  "added",
  "updated",
  "scanned",
] as const;

/** Options of `pluginary list`. */
export interface ListFlags {
  readonly sort?: (typeof LIST_SORTS)[number];
  readonly reverse?: boolean;
  readonly limit?: number;
  readonly offset?: number;
  readonly full?: boolean;
  readonly json?: boolean;
}

/** Shown by `pluginary list --help`. */
export const LIST_EXAMPLES: readonly Example[] = [
  { command: "pluginary list", does: "what the last scans found" },
  { command: "pluginary list --sort added --limit 10", does: "the ten newest" },
  { command: "pluginary list --json --full", does: "everything, for programs" },
];

const DESCRIPTION = `List the plugins in the catalog, without scanning anything.

Those that are gone stay in the list, marked as missing, until "scan --prune".`;

/** `pluginary list`. */
export const listCommand = buildCommand<ListFlags, [], ProgramContext>({
  loader: async () => (await import("../list/run_list.ts")).runList,
  parameters: {
    flags: {
      sort: {
        kind: "enum",
        values: LIST_SORTS,
        placeholder: "ORDER",
        brief: "Sort by one of",
        optional: true,
      },
      reverse: { kind: "boolean", brief: "Sort the other way round", optional: true, withNegated: false },
      limit: { kind: "parsed", parse: parseCount, placeholder: "N", brief: "Show N at most", optional: true },
      offset: {
        kind: "parsed",
        parse: parseCount,
        placeholder: "N",
        brief: "Leave out the first N",
        optional: true,
      },
      full: {
        kind: "boolean",
        brief: "With --json: buses, parameters and programs too",
        optional: true,
        withNegated: false,
      },
      json: { kind: "boolean", brief: "Print one JSON document", optional: true, withNegated: false },
    },
  },
  docs: {
    brief: "List the plugins in the catalog",
    fullDescription: describeWithExamples(DESCRIPTION, LIST_EXAMPLES),
  },
});
