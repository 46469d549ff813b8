import { buildCommand, buildRouteMap } from "@stricli/core";
import { parseSize } from "../output/byte_size.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { LOG_OPTIONS } from "../logging/log_options.ts";
import { LONG_OPTIONS, OUTPUT_OPTIONS } from "../output/output_options.ts";
import type {
  BackupFlags,
  CatalogFlags,
  CheckFlags,
  ClearFlags,
  ConfirmedFlags,
  PruneFlags,
  WorkFlags,
} from "./catalog_flags.ts";

/** Shown by `pluginary catalog --help`. */
export const CATALOG_EXAMPLES: readonly Example[] = [
  { command: "pluginary catalog stats", does: "show catalog statistics" },
  { command: "pluginary catalog check", does: "check for damage" },
  { command: "pluginary catalog backup", does: "back it up, even while it is in use" },
];

const YES_FLAG = {
  kind: "boolean",
  brief: "Skip the confirmation prompt",
  optional: true,
  withNegated: false,
} as const;

type RunPlain = (this: ProgramContext, flags: CatalogFlags) => Promise<void>;

/** A command that only reads. */
function reading(brief: string, load: () => Promise<RunPlain>) {
  return buildCommand<CatalogFlags, [], ProgramContext>({
    loader: load,
    parameters: { flags: OUTPUT_OPTIONS },
    docs: { brief },
  });
}

/** The options of commands that can take long. */
const WORK_OPTIONS = { ...LONG_OPTIONS, ...LOG_OPTIONS, ...OUTPUT_OPTIONS } as const;

function work(
  brief: string,
  load: () => Promise<(this: ProgramContext, flags: WorkFlags) => Promise<void>>,
) {
  return buildCommand<WorkFlags, [], ProgramContext>({
    loader: load,
    parameters: { flags: WORK_OPTIONS },
    docs: { brief },
  });
}

function withFile(placeholder: string, brief: string) {
  return {
    kind: "tuple",
    parameters: [{ brief, placeholder, parse: String, optional: true }],
  } as const;
}

const backupCommand = buildCommand<BackupFlags, [file?: string], ProgramContext>({
  loader: async () => (await import("./run_catalog_backup.ts")).runCatalogBackup,
  parameters: {
    flags: {
      force: {
        kind: "boolean",
        brief: "Replace FILE even if it is not a catalog",
        optional: true,
        withNegated: false,
      },
      ...WORK_OPTIONS,
    },
    positional: withFile("FILE", "Where to write it (default: a new file in the backup folder)"),
  },
  docs: { brief: "Back up the catalog, even while it is in use" },
});

const checkCommand = buildCommand<CheckFlags, [], ProgramContext>({
  loader: async () => (await import("./run_catalog_check.ts")).runCatalogCheck,
  parameters: {
    flags: {
      all: { kind: "boolean", brief: "Show each problem", optional: true, withNegated: false },
      ...WORK_OPTIONS,
    },
  },
  docs: { brief: "Check the catalog; exit 1 if it is damaged" },
});

const restoreCommand = buildCommand<ConfirmedFlags, [file?: string], ProgramContext>({
  loader: async () => (await import("./run_catalog_restore.ts")).runCatalogRestore,
  parameters: {
    flags: { yes: YES_FLAG, ...WORK_OPTIONS },
    positional: withFile("FILE", "Backup to restore (default: the newest one)"),
  },
  docs: { brief: "Replace the catalog with a backup, after backing it up" },
});

const clearCommand = buildCommand<ClearFlags, [], ProgramContext>({
  loader: async () => (await import("./run_catalog_clear.ts")).runCatalogClear,
  parameters: {
    flags: {
      all: {
        kind: "boolean",
        brief: "Also delete tags, favorites, collections, notes and blocks",
        optional: true,
        withNegated: false,
      },
      yes: YES_FLAG,
      ...WORK_OPTIONS,
    },
  },
  docs: { brief: "Delete all scan results, after a backup; keep tags and notes" },
});

const pruneCommand = buildCommand<PruneFlags, [], ProgramContext>({
  loader: async () => (await import("./run_catalog_prune.ts")).runCatalogPrune,
  parameters: {
    flags: {
      maxSize: {
        kind: "parsed",
        parse: parseSize,
        placeholder: "SIZE",
        brief: "Keep the catalog below SIZE, now and after each scan, like 64MB",
        optional: true,
      },
      noMaxSize: { kind: "boolean", brief: "Remove the size limit", optional: true, withNegated: false },
      ...WORK_OPTIONS,
    },
  },
  docs: { brief: "Delete missing plugins from the catalog; keep tags and notes" },
});

/** The commands below `pluginary catalog`. */
export const catalogCommands = buildRouteMap<
  "path" | "stats" | "check" | "backup" | "restore" | "repair" | "vacuum" | "clear" | "prune",
  ProgramContext
>({
  routes: {
    path: reading(
      "Print the path of the catalog",
      async () => (await import("./run_catalog_path.ts")).runCatalogPath,
    ),
    stats: reading(
      "Show catalog statistics",
      async () => (await import("./run_catalog_stats.ts")).runCatalogStats,
    ),
    check: checkCommand,
    backup: backupCommand,
    restore: restoreCommand,
    repair: work(
      "Rebuild a damaged catalog from its readable data; keep the original",
      async () => (await import("./run_catalog_repair.ts")).runCatalogRepair,
    ),
    vacuum: work(
      "Reclaim unused disk space",
      async () => (await import("./run_catalog_vacuum.ts")).runCatalogVacuum,
    ),
    clear: clearCommand,
    prune: pruneCommand,
  },
  docs: {
    brief: "Manage the catalog file",
    fullDescription: describeWithExamples(
      "Manage the catalog, the file that stores all scan results.",
      CATALOG_EXAMPLES,
    ),
  },
});
