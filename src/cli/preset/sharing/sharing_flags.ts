import type { OutputFlags, TableFlags } from "../../output/output_options.ts";

/** Names accepted by `--columns` of `preset import`, in CSV order. */
export const IMPORT_COLUMNS = [
  "id",
  "name",
  "pluginName",
  "pluginId",
  "status",
  "pluginVersion",
  "installedVersion",
  "candidates",
  "change",
  "newVersions",
] as const;

/** Options of `pluginary preset share`. */
export interface PresetShareFlags extends OutputFlags {
  readonly all?: boolean;
  readonly history?: boolean;
  readonly license?: string;
  readonly author?: string;
  readonly note?: string;
  readonly force?: boolean;
}

/** Options of `pluginary preset import`. */
export interface PresetImportFlags extends TableFlags<(typeof IMPORT_COLUMNS)[number]> {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}
