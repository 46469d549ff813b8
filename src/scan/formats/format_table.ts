import type { PluginFormat } from "../../model/plugin_format.ts";
import { fileName, joinPath } from "../../platform/paths.ts";
import { exists } from "../files/file_system.ts";
import type { BareLibraries, NamedModules, PluginFormatRecord } from "./plugin_format_record.ts";

/** A record of a format whose modules have names of their own. */
export type NamedFormat = PluginFormatRecord & { readonly named: NamedModules };

/** A record of a format whose modules can be bare libraries. */
export type LibraryFormat = PluginFormatRecord & { readonly library: BareLibraries };

/** The formats that a scan knows, in the order in which they are searched for. */
export class FormatTable {
  /** The formats whose modules can be bare libraries, those with the surest entry points first. */
  readonly libraries: readonly LibraryFormat[];
  readonly #records: readonly PluginFormatRecord[];
  readonly #byFormat: ReadonlyMap<PluginFormat, PluginFormatRecord>;
  readonly #byExtension: ReadonlyMap<string, NamedFormat>;
  readonly #manifests: ReadonlySet<string>;

  constructor(records: readonly PluginFormatRecord[]) {
    this.#records = records;
    this.#byFormat = new Map(records.map((record) => [record.format, record]));
    const named = records.filter((record): record is NamedFormat => record.named !== undefined);
    this.#byExtension = new Map(named.map((record) => [record.named.extension, record]));
    this.#manifests = new Set(named.flatMap(({ named }) => named.manifest?.toLowerCase() ?? []));
    this.libraries = records
      .filter((record): record is LibraryFormat => record.library !== undefined)
      .sort((a, b) => a.library.rank - b.library.rank);
  }

  /** @throws {TypeError} for a format that the table does not have. */
  get(format: PluginFormat): PluginFormatRecord {
    const record = this.#byFormat.get(format);
    if (record === undefined) throw new TypeError(`Unknown plugin format "${format}"`);
    return record;
  }

  /** The format that libraries without an entry point are taken for, see {@linkcode BareLibraries.isPresumed}. */
  get presumed(): LibraryFormat | undefined {
    return this.libraries.find(({ library }) => library.isPresumed);
  }

  /** The formats that a scan looks for on a system unless it is told otherwise. */
  searchedOn(os: typeof Deno.build.os): PluginFormat[] {
    return this.#records
      .filter(({ systems }) => systems === undefined || systems.includes(os))
      .map(({ format }) => format);
  }

  /**
   * The format whose ending a file's or folder's name has; `undefined` when the
   * name says nothing. A leading dot belongs to the name: `.lv2` has no ending.
   */
  ofName(path: string): NamedFormat | undefined {
    const name = fileName(path);
    const dot = name.lastIndexOf(".");
    return dot <= 0 ? undefined : this.#byExtension.get(name.slice(dot + 1).toLowerCase());
  }

  /** Whether a folder with these entries can have a manifest; some file systems ignore the case of names. */
  mayHaveManifest(entries: readonly Deno.DirEntry[]): boolean {
    return entries.some(({ name }) => this.#manifests.has(name.toLowerCase()));
  }

  /** The format whose manifest a folder has, whatever the folder's name. */
  ofManifest(folder: string, formats?: readonly PluginFormat[]): NamedFormat | undefined {
    for (const record of this.#byExtension.values()) {
      const { manifest } = record.named;
      const isAsked = formats === undefined || formats.includes(record.format);
      if (manifest !== undefined && isAsked && exists(joinPath(folder, manifest))) return record;
    }
    return undefined;
  }

  /** The format of the bundle that a folder is, with everything inside belonging to it, by its contents. */
  ofBundle(folder: string, formats?: readonly PluginFormat[]): NamedFormat | undefined {
    return this.ofManifest(folder, formats) ?? this.ofContents(folder, formats);
  }

  /** The format of the bundle that a folder is by its name, if it also has the contents of a bundle. */
  ofContents(folder: string, formats?: readonly PluginFormat[]): NamedFormat | undefined {
    const named = this.ofName(folder);
    const isAsked = named !== undefined && (formats === undefined || formats.includes(named.format));
    return isAsked && exists(joinPath(folder, "Contents")) ? named : undefined;
  }
}
