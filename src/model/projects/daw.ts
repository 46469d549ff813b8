/** Programs whose projects are read, by the names that documents have. */
export const DAWS = [
  "reaper",
  "live",
  "ardour",
  "dawproject",
  "studio-one",
  "fl-studio",
  "lmms",
  "carla",
  "qtractor",
  "renoise",
  "tracktion",
  "logic",
] as const;

/** @see DAWS */
export type Daw = (typeof DAWS)[number];

/** What people call these programs. */
export const DAW_NAMES: Readonly<Record<Daw, string>> = {
  reaper: "REAPER",
  live: "Ableton Live",
  ardour: "Ardour",
  dawproject: "DAWproject",
  "studio-one": "Studio One",
  "fl-studio": "FL Studio",
  lmms: "LMMS",
  carla: "Carla",
  qtractor: "Qtractor",
  renoise: "Renoise",
  tracktion: "Tracktion",
  logic: "Logic Pro",
};
