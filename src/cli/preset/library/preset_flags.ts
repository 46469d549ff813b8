import type { ConfinementFlags } from "../../command_line/confinement_option.ts";
import type { LongFlags, OutputFlags, StreamFlags, TableFlags } from "../../output/output_options.ts";
import type { PageFlags } from "../../plugins/page_options.ts";

/** Names accepted by `--columns` of `preset list`, in CSV order. */
export const LIBRARY_COLUMNS = [
  "id",
  "name",
  "pluginName",
  "pluginId",
  "versions",
  "author",
  "tags",
  "note",
  "sizeBytes",
  "addedAt",
  "changedAt",
] as const;

/** Options of `pluginary preset list`. */
export interface PresetListFlags
  extends PageFlags, TableFlags<(typeof LIBRARY_COLUMNS)[number]>, StreamFlags {
  readonly plugin?: string;
  readonly tag?: readonly string[];
  readonly deleted?: boolean;
}

/** A parameter by its id or name, and the text that it shall display. */
export type ParameterSetting = readonly [parameter: string, text: string];

/** Options of `pluginary preset capture`. */
export interface PresetCaptureFlags extends OutputFlags, ConfinementFlags {
  readonly program?: number;
  readonly preset?: string;
  readonly set?: readonly ParameterSetting[];
  readonly name?: string;
  readonly tag?: readonly string[];
  readonly author?: string;
  readonly note?: string;
}

/** Options of `pluginary preset tag`. */
export interface PresetTagFlags extends OutputFlags {
  readonly remove?: boolean;
}

/** Options of `pluginary preset diff`. */
export interface PresetDiffFlags extends OutputFlags, ConfinementFlags {
  readonly recorded?: boolean;
}

/** Options of `pluginary preset restore`; its file is the preset's. */
export interface PresetRestoreFlags extends OutputFlags, ConfinementFlags {
  readonly force?: boolean;
}

/** Options of `pluginary preset delete`. */
export interface PresetDeleteFlags extends OutputFlags {
  readonly forever?: boolean;
  readonly yes?: boolean;
}

/** Options of `pluginary preset backup`. */
export interface PresetBackupFlags extends OutputFlags {
  readonly force?: boolean;
}

/** Options of `pluginary preset verify`. */
export interface PresetVerifyFlags extends OutputFlags, LongFlags, ConfinementFlags {
  readonly load?: boolean;
}
