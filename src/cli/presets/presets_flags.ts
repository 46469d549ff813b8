import type { PresetContainer } from "../../model/presets/preset_container.ts";
import type { OutputFlags, StreamFlags, TableFlags } from "../output/output_options.ts";
import type { HiddenFlags } from "../plugins/hidden_plugins.ts";
import type { PageFlags } from "../plugins/page_options.ts";

/** Names accepted by `--columns`, in CSV order. */
export const PRESET_TABLE_COLUMNS = [
  "id",
  "name",
  "pluginName",
  "pluginId",
  "container",
  "author",
  "tags",
  "isFactory",
  "isMissing",
  "location",
  "loadKey",
] as const;

/** Names accepted by `--columns` of a search. */
export const FOUND_PRESET_COLUMNS = ["score", ...PRESET_TABLE_COLUMNS] as const;

/** Orders accepted by `--sort`. */
export const PRESET_SORTS = ["name", "plugin", "author", "container", "added"] as const;

/** Orders accepted by `--sort` of a search. */
export const FOUND_PRESET_SORTS = ["relevance", ...PRESET_SORTS] as const;

/** Options that filter presets. */
export interface PresetFilterFlags {
  readonly plugin?: readonly string[];
  readonly container?: readonly PresetContainer[];
  readonly author?: readonly string[];
  readonly tag?: readonly string[];
  readonly factory?: boolean;
  readonly user?: boolean;
  readonly missing?: boolean;
}

/** Options of `pluginary presets list`. */
export interface PresetsListFlags
  extends
    PresetFilterFlags,
    HiddenFlags,
    PageFlags,
    TableFlags<(typeof PRESET_TABLE_COLUMNS)[number]>,
    StreamFlags {
  readonly sort?: (typeof PRESET_SORTS)[number];
}

/** Options of `pluginary presets search`. */
export interface PresetsSearchFlags
  extends
    PresetFilterFlags,
    HiddenFlags,
    PageFlags,
    TableFlags<(typeof FOUND_PRESET_COLUMNS)[number]>,
    StreamFlags {
  readonly sort?: (typeof FOUND_PRESET_SORTS)[number];
}

/** Options of `pluginary presets info` and `pluginary presets stats`. */
export type PresetsFlags = OutputFlags;
