import { indexPresetChanges } from "../../../src/catalog/presets/index_preset_changes.ts";
import { savePresetFile } from "../../../src/catalog/presets/preset_files.ts";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import { randomNumbers } from "../../../tests/relevance/support/generated_products.ts";

const NAMES =
  ("Lead Bass Pad Pluck Keys Brass String Choir Bell Drone Arp Seq Kick Snare Hat Tom Clap Riser Impact " +
    "Sweep Texture Piano Organ Guitar Flute Sax Vocal Room Hall Plate Chamber Spring Slap Tape Glue Bus Master Drum " +
    "Punch Wide Warm Bright Soft Hard Big Small Dark Deep Dirty Clean Crunch Lush Gentle Vintage Modern Analog Digital " +
    "Acid Detuned Hollow Glass Metal Wooden Frozen Burning Lost Broken Golden Silver Electric Cosmic Lunar Solar")
    .split(" ");
const AUTHORS = "Ann Bea Cem Dan Eva Fay Gus Hal Ida Jon Kim Lou Mia Ned Ola Pia Quin Ray Sue Tom".split(" ");
const SURNAMES = "Smith Jones Meyer Silva Rossi Novak Kim Tanaka Dubois Hansen Kowalski Ivanova".split(" ");
const TAGS =
  "bass lead pad keys drums fx vocal warm dark bright aggressive soft evolving mono poly arp cinematic lofi"
    .split(" ");

/** Files that are stored in one transaction. */
const BATCH = 1000;

/** Adds presets in files of their own, one each, spread over the plugins of a catalog: some have hundreds, most a few. */
export async function addPresets(catalog: Catalog, count: number): Promise<void> {
  const random = randomNumbers(5);
  const pick = (words: readonly string[]) => words[Math.floor(random() ** 1.5 * words.length)]!;
  const ids = catalog.db.prepare("select plugin_id from plugins order by id").all()
    .map((row) => String(row["plugin_id"]));
  for (let from = 0; from < count; from += BATCH) {
    await catalog.write((db) => {
      for (let index = from; index < Math.min(count, from + BATCH); index++) {
        savePresetFile(db, {
          path: `/presets/${index}.vstpreset`,
          container: "vstpreset",
          root: "/presets",
          statKey: `${index}`,
          sizeBytes: 4000,
          outcome: "read",
          at: "2026-01-01T00:00:00.000Z",
          presets: [{
            name: `${pick(NAMES)} ${pick(NAMES)}${random() < 0.3 ? ` ${Math.floor(random() * 100)}` : ""}`,
            pluginId: ids[Math.floor(random() ** 3 * ids.length)]!,
            author: random() < 0.2 ? "" : `${pick(AUTHORS)} ${pick(SURNAMES)}`,
            tags: [pick(TAGS), pick(TAGS)],
            description: "",
            loadKey: "",
            isFactory: index % 3 === 0,
          }],
        });
      }
    });
  }
  await indexPresetChanges(catalog);
}
