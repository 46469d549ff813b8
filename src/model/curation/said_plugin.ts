import type { Register } from "./register.ts";
import type { PluginFormat } from "../plugin_format.ts";

/** How a file of another program names a plugin. */
export type PluginName =
  /** By its public id. */
  | { readonly by: "id"; readonly id: string }
  /** By its id in a format. */
  | { readonly by: "native id"; readonly format: PluginFormat; readonly nativeId: string }
  /** LADSPA's number, without the label. */
  | { readonly by: "number"; readonly number: string }
  /** By the name or path of its file, as REAPER writes it, and its number among those of the file. */
  | { readonly by: "file"; readonly file: string; readonly member?: string }
  /** As hosts show an Audio Unit: `Vendor: Name`. */
  | { readonly by: "title"; readonly title: string }
  /** In a way that cannot be looked up. */
  | { readonly by: "nothing" };

/** What a file of another program says about one plugin. */
export interface SaidPlugin {
  readonly plugin: PluginName;
  /** The name for people, where the file has one, else the id. */
  readonly shown: string;
  readonly tags?: readonly string[];
  readonly collections?: readonly string[];
  /** `false` takes back; unset says nothing. */
  readonly isFavorite?: boolean;
  readonly isHidden?: boolean;
  /** From 1 to 5. */
  readonly rating?: number;
  readonly note?: string;
  /** Unset for the time of the file. */
  readonly updatedAt?: string;
}

/** The programs whose files are read. */
export const CURATION_SOURCES = ["pluginary", "csv", "ardour", "reaper", "logic"] as const;

/** @see CURATION_SOURCES */
export type CurationSource = (typeof CURATION_SOURCES)[number];

/** The content of a file that is not pluginary's own. */
export interface SaidFile {
  readonly source: Exclude<CurationSource, "pluginary">;
  readonly plugins: readonly SaidPlugin[];
  /** Tags that the file knows, whether a plugin has them or not. */
  readonly tags: readonly string[];
  /** Plugins whose tags came with the program and are left out. */
  readonly suppliedOnly: number;
  /** How much was left out that an export of this program has written. */
  readonly exported: number;
  /** Whether the file means single formats; else what it says goes to all formats of a plugin, except what it hides. */
  readonly isExact: boolean;
}

/** The content of a file of pluginary's own. */
export interface OwnFile {
  readonly source: "pluginary";
  readonly registers: readonly Register[];
  /** Names of plugins by their public ids. */
  readonly names: ReadonlyMap<string, string>;
}
