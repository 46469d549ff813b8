import type { DatabaseSync } from "node:sqlite";
import type { PluginOverrides } from "../../model/plugin_overrides.ts";
import { ScanRules } from "../rules/scan_rules.ts";
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
  /** The user's own settings for it. */
  readonly overrides: PluginOverrides;
}

/** The modules about which a search for presets has to know. */
export interface PresetModules {
  /** Locations of bundles whose presets come with their plugins. */
  readonly lv2: ReadonlySet<string>;
  /** Those with presets, without those that are blocked. */
  readonly clap: readonly ClapPresetModule[];
  /** Locations of CLAP modules that have presets or could not be scanned, and all that they declare; also of blocked ones. */
  readonly clapPlaces: ReadonlySet<string>;
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
  const places = statement(
    db,
    `select location as place from modules where format = 'clap' and missing_at is null
       and (outcome <> 'scanned' or ifnull(preset_locations, '[]') <> '[]')
     union select value from modules, json_each(ifnull(preset_locations, '[]'))
       where format = 'clap' and missing_at is null`,
  ).all();
  const rules = ScanRules.read(db);
  return {
    clapPlaces: new Set(places.map(({ place }) => String(place))),
    lv2: new Set(lv2.map(({ location }) => String(location))),
    clap: clap.flatMap((row) => {
      const location = String(row["location"]);
      if (rules.blocks({ format: "clap", location }).module !== undefined) return [];
      return [{
        location,
        binary: String(row["binary"]),
        fingerprint: String(row["fingerprint"]),
        sizeBytes: Number(row["size_bytes"] ?? 0),
        presetLocations: fromJson<string[]>(row["preset_locations"])!,
        overrides: rules.overrides({ format: "clap", location }),
      }];
    }),
  };
}
