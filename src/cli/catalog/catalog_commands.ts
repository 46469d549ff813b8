import { buildCommand, buildRouteMap } from "@stricli/core";
import { parseSize } from "./byte_size.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { OUTPUT_OPTIONS } from "../output/output_options.ts";
import type { CatalogFlags, ClearFlags, ConfirmedFlags, PruneFlags } from "./catalog_flags.ts";

/** Shown by `pluginary catalog --help`. */
export const CATALOG_EXAMPLES: readonly Example[] = [
  { command: "pluginary catalog stats", does: "what the catalog holds" },
  { command: "pluginary catalog check", does: "whether it is healthy" },
  { command: "pluginary catalog backup", does: "copy it, while others use it" },
];

const YES_FLAG = { kind: "boolean", brief: "Do not ask", optional: true, withNegated: false } as const;

function plain(
  brief: string,
  load: () => Promise<(this: ProgramContext, flags: CatalogFlags) => Promise<void>>,
) {
  return buildCommand<CatalogFlags, [], ProgramContext>({
    loader: load,
    parameters: { flags: OUTPUT_OPTIONS },
    docs: { brief },
  });
}

function withFile(placeholder: string, brief: string) {
  return {
    kind: "tuple",
    parameters: [{ brief, placeholder, parse: String, optional: true }],
  } as const;
}

const backupCommand = buildCommand<CatalogFlags, [file?: string], ProgramContext>({
  loader: async () => (await import("./run_catalog_backup.ts")).runCatalogBackup,
  parameters: {
    flags: OUTPUT_OPTIONS,
    positional: withFile("FILE", "Where to; a new file among the backups without it"),
  },
  docs: { brief: "Copy the catalog, while others read and write it" },
});

const restoreCommand = buildCommand<ConfirmedFlags, [file?: string], ProgramContext>({
  loader: async () => (await import("./run_catalog_restore.ts")).runCatalogRestore,
  parameters: {
    flags: { yes: YES_FLAG, ...OUTPUT_OPTIONS },
    positional: withFile("FILE", "The backup; the newest one without it"),
  },
  docs: { brief: "Put a backup in the catalog's place, after a backup of that" },
});

const clearCommand = buildCommand<ClearFlags, [], ProgramContext>({
  loader: async () => (await import("./run_catalog_clear.ts")).runCatalogClear,
  parameters: {
    flags: {
      all: {
        kind: "boolean",
        brief: "Tags, favourites, collections, notes and blocks too",
        optional: true,
        withNegated: false,
      },
      yes: YES_FLAG,
      ...OUTPUT_OPTIONS,
    },
  },
  docs: { brief: "Forget what scans have learnt, after a backup; tags and notes stay" },
});

const pruneCommand = buildCommand<PruneFlags, [], ProgramContext>({
  loader: async () => (await import("./run_catalog_prune.ts")).runCatalogPrune,
  parameters: {
    flags: {
      maxSize: {
        kind: "parsed",
        parse: parseSize,
        placeholder: "SIZE",
        brief: "Make it no larger than that, now and after each scan, like 64MB; tags and notes stay",
        optional: true,
      },
      noMaxSize: { kind: "boolean", brief: "Lift that limit", optional: true, withNegated: false },
      ...OUTPUT_OPTIONS,
    },
  },
  docs: { brief: "Forget plugins that are gone; tags and notes stay" },
});

/** The commands below `pluginary catalog`. */
export const catalogCommands = buildRouteMap<
  "path" | "stats" | "check" | "backup" | "restore" | "repair" | "vacuum" | "clear" | "prune",
  ProgramContext
>({
  routes: {
    path: plain(
      "Print where the catalog is",
      async () => (await import("./run_catalog_path.ts")).runCatalogPath,
    ),
    stats: plain(
      "Show what it holds, in numbers",
      async () => (await import("./run_catalog_stats.ts")).runCatalogStats,
    ),
    check: plain(
      "Examine it; exit code 1 when something is wrong",
      async () => (await import("./run_catalog_check.ts")).runCatalogCheck,
    ),
    backup: backupCommand,
    restore: restoreCommand,
    repair: plain(
      "Save what can be read of a damaged one, which is kept",
      async () => (await import("./run_catalog_repair.ts")).runCatalogRepair,
    ),
    vacuum: plain(
      "Give unused space back",
      async () => (await import("./run_catalog_vacuum.ts")).runCatalogVacuum,
    ),
    clear: clearCommand,
    prune: pruneCommand,
  },
  docs: {
    brief: "Look after the catalog",
    fullDescription: describeWithExamples(
      "Look after the catalog: the file that keeps everything that scans have learnt.",
      CATALOG_EXAMPLES,
    ),
  },
});
