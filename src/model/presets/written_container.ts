import * as v from "valibot";

/** The kinds of files that presets are written to. */
export const WRITTEN_CONTAINERS = ["vstpreset", "lv2", "aupreset", "rfxchain", "adg", "dawproject"] as const;

/** Schema of {@linkcode WrittenContainer}. */
export const writtenContainerSchema = v.picklist(WRITTEN_CONTAINERS);

/** @see WRITTEN_CONTAINERS */
export type WrittenContainer = (typeof WRITTEN_CONTAINERS)[number];
