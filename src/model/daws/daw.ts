/** The hosts to which categories, tags, favorites and collections are exported. */
export const DAWS = ["reaper", "ardour", "logic", "live", "dawproject"] as const;

/** @see DAWS */
export type Daw = (typeof DAWS)[number];

/** Their names for people. */
export const DAW_NAMES: Readonly<Record<Daw, string>> = {
  reaper: "REAPER",
  ardour: "Ardour",
  logic: "Logic Pro",
  live: "Ableton Live",
  dawproject: "DAWproject",
};

/** Hosts that keep files in a usual place; the other kind is a file for any host that reads it. */
export const INSTALLED_DAWS = ["reaper", "ardour", "logic", "live"] as const satisfies readonly Daw[];

/** @see INSTALLED_DAWS */
export type InstalledDaw = (typeof INSTALLED_DAWS)[number];

/** What can be exported. */
export const EXPORT_PARTS = ["categories", "tags", "favorites", "hidden", "collections"] as const;

/** @see EXPORT_PARTS */
export type ExportPart = (typeof EXPORT_PARTS)[number];
