import type { Daw } from "../../model/projects/daw.ts";
import type { LongFlags, StreamFlags, TableFlags } from "../output/output_options.ts";
import type { PageFlags } from "../plugins/page_options.ts";

/** Names accepted by `--columns` of `project list`, in CSV order. */
export const PROJECT_COLUMNS = [
  "file",
  "daw",
  "version",
  "plugins",
  "notInstalled",
  "modifiedAt",
  "sizeBytes",
  "isBackup",
  "isMissing",
  "problem",
] as const;

/** Options of `pluginary project list`. */
export interface ProjectListFlags
  extends PageFlags, StreamFlags, TableFlags<(typeof PROJECT_COLUMNS)[number]> {
  readonly daw?: readonly Daw[];
  readonly uses?: string;
  readonly unreadable?: boolean;
  readonly backups?: boolean;
}

/** Names accepted by `--columns` of `project scan`, in CSV order. */
export const SCANNED_PROJECT_COLUMNS = [
  "file",
  "change",
  "daw",
  "version",
  "plugins",
  "isBackup",
  "problem",
] as const;

/** Options of `pluginary project scan`. */
export interface ProjectScanFlags extends LongFlags, TableFlags<(typeof SCANNED_PROJECT_COLUMNS)[number]> {
  readonly force?: boolean;
}

/** Names accepted by `--columns` of `project info`, in CSV order. */
export const PROJECT_PLUGIN_COLUMNS = [
  "name",
  "vendor",
  "format",
  "uses",
  "tracks",
  "state",
  "presets",
  "id",
  "file",
  "label",
  "bypassed",
  "offline",
  "frozen",
] as const;

/** Options of `pluginary project info`. */
export interface ProjectInfoFlags extends TableFlags<(typeof PROJECT_PLUGIN_COLUMNS)[number]> {
  readonly internal?: boolean;
}

/** Names accepted by `--columns` of `project check`, in CSV order. */
export const CHECK_COLUMNS = [
  "project",
  "daw",
  "status",
  "name",
  "vendor",
  "format",
  "uses",
  "tracks",
  "candidates",
  "id",
  "problem",
] as const;

/** Values of `--fail-if`: states of plugins, projects that cannot be read, and `any` for all of these. */
export const CHECK_FAIL_IF = [
  "missing",
  "other-format",
  "other-version",
  "unknown",
  "unreadable",
  "any",
] as const;

/** A result that makes the exit code 3. */
export type CheckFailIf = (typeof CHECK_FAIL_IF)[number];

/** Options of `pluginary project check`. */
export interface ProjectCheckFlags extends LongFlags, TableFlags<(typeof CHECK_COLUMNS)[number]> {
  readonly internal?: boolean;
  readonly backups?: boolean;
  readonly all?: boolean;
  readonly failIf?: readonly CheckFailIf[];
  readonly junit?: string;
}
