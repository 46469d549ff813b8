import type { DatabaseSync } from "node:sqlite";
import { fromJson } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";

/** A CLAP module that reads its presets itself. */
export interface ClapPresetModule {
  readonly location: string;
  readonly binary: string;
  /** Changes whenever the module does. */
  readonly fingerprint: string;
  readonly sizeBytes: number;
  /** The module's own location for presets inside it, and the folders and files that it declares. */
  readonly presetLocations: readonly string[];
}

/** The modules about which a search for presets has to know. */
export interface PresetModules {
  /** Locations of bundles whose presets come with their plugins. */
  readonly lv2: ReadonlySet<string>;
  readonly clap: readonly ClapPresetModule[];
}

/** Reads the modules that are there and whose presets lie in files, in the order of their locations. */
export function readPresetModules(db: DatabaseSync): PresetModules {
  const lv2 = statement(db, "select location from modules where format = 'lv2' and missing_at is null").all();
  const clap = statement(
    db,
    `select location, "binary", fingerprint, size_bytes, preset_locations from modules
      where format = 'clap' and missing_at is null and "binary" is not null and fingerprint is not null
        and preset_locations is not null and preset_locations <> '[]' and outcome = 'scanned'
      order by location`,
  ).all();
  return {
    lv2: new Set(lv2.map(({ location }) => String(location))),
    clap: clap.map((row) => ({
      location: String(row["location"]),
      binary: String(row["binary"]),
      fingerprint: String(row["fingerprint"]),
      sizeBytes: Number(row["size_bytes"] ?? 0),
      presetLocations: fromJson<string[]>(row["preset_locations"])!,
    })),
  };
}
