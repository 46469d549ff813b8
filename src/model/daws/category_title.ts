/** Categories whose names in hosts differ from our own word; VST3's words, where it has one. */
const TITLES: Readonly<Record<string, string>> = {
  "equalizer": "EQ",
  "synthesizer": "Synth",
  "utility": "Tools",
  "drum": "Drum",
  "pitch-shifter": "Pitch Shift",
  "de-esser": "De-Esser",
  "multi-effects": "Multi-Effects",
};

/** The name of a category as hosts write it: `Pitch Shift`, `EQ`, `Channel Strip`. */
export function categoryTitle(category: string): string {
  return TITLES[category] ??
    category.split("-").map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join(" ");
}
