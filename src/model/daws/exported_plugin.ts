import type { PluginFormat } from "../plugin_format.ts";

/** A plugin with all that a host's files can say about it. */
export interface ExportedPlugin {
  /** Public id. */
  readonly id: string;
  readonly format: PluginFormat;
  readonly nativeId: string;
  readonly name: string;
  /** Empty if unknown. */
  readonly vendor: string;
  /** Empty if unknown. */
  readonly version: string;
  readonly isInstrument: boolean;
  /** The user's category or ours; unset for a plugin whose kind is not known. */
  readonly category?: string;
  readonly tags: readonly string[];
  readonly isFavorite: boolean;
  readonly isHidden: boolean;
  /** Files and bundles that have it, the preferred one first, those that are gone last. */
  readonly locations: readonly string[];
  /** Whether its file has other plugins as well. */
  readonly isOneOfSeveral: boolean;
  /** A number that it shares with its other formats; unset where it has none. */
  readonly product?: number;
}

/** A collection in the order of its plugins; those of a smart one as it finds them now. */
export interface ExportedCollection {
  readonly name: string;
  readonly plugins: readonly ExportedPlugin[];
}

/** All that is exported. */
export interface ExportedContent {
  readonly plugins: readonly ExportedPlugin[];
  readonly collections: readonly ExportedCollection[];
}
