/** The kinds of files that presets are written to. */
export const WRITTEN_CONTAINERS = ["vstpreset", "lv2", "aupreset", "rfxchain", "adg", "dawproject"] as const;

/** @see WRITTEN_CONTAINERS */
export type WrittenContainer = (typeof WRITTEN_CONTAINERS)[number];
