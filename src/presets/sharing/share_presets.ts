import { getVersion } from "../../catalog/library/find_library_preset.ts";
import { listLibrary } from "../../catalog/library/library_preset.ts";
import { readVersions } from "../../catalog/library/library_version.ts";
import { readShared, toShare } from "../../catalog/library/shared_contents.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import type { SharedManifest, SharedPreset } from "../../model/presets/shared_presets.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { type ContentToShare, describeContent, writeArchive } from "./write_archive.ts";

/** The presets to share, and what to say with them. */
export interface ShareRequest {
  /** As for `preset log`, each with a version or without; empty for all of the library. */
  readonly references: readonly string[];
  /** Whether earlier versions go along. */
  readonly withHistory: boolean;
  /** Empty for nobody. */
  readonly author: string;
  readonly note: string;
  /** The license text; empty for none. */
  readonly license: string;
  readonly toolVersion: string;
}

/** What was shared. */
export interface ShareReport {
  readonly presets: number;
  readonly versions: number;
}

/**
 * Writes presets of the library as one file, from one state of the catalog.
 *
 * @param write Takes the file's bytes as they come.
 * @throws {PluginaryError} `preset-not-found` or `preset-ambiguous`.
 */
export async function sharePresets(
  catalog: Catalog,
  request: ShareRequest,
  write: (bytes: Uint8Array) => Promise<void>,
): Promise<ShareReport> {
  const presets = await catalog.read((db) => chosenPresets(db, request));
  const { author, note, license, toolVersion } = request;
  const manifest: SharedManifest = {
    schema: "shared-presets",
    schemaVersion: 1,
    createdAt: new Date().toISOString(),
    tool: { name: "pluginary", version: toolVersion },
    author,
    note,
    ...(license === "" ? {} : { license: describeContent(new TextEncoder().encode(license)) }),
    presets,
  };
  await writeArchive(manifest, { license, contents: contentsOf(catalog, presets) }, write);
  return {
    presets: presets.length,
    versions: presets.reduce((sum, { versions }) => sum + versions.length, 0),
  };
}

function chosenPresets(db: Catalog["db"], { references, withHistory }: ShareRequest): SharedPreset[] {
  const chosen = references.length > 0
    ? references.map((reference) => getVersion(db, reference))
    : listLibrary(db).map((preset) => ({ preset, version: undefined, isNumbered: false }));
  if (chosen.length === 0) {
    throw new PluginaryError(
      "preset-not-found",
      "There is no preset in the library",
      '"pluginary preset capture" adds one',
    );
  }
  const byId = new Map<string, SharedPreset>();
  for (const { preset, version, isNumbered } of chosen) {
    const all = readVersions(db, preset.rowId);
    const versions = isNumbered && version !== undefined ? [version] : withHistory ? all : all.slice(0, 1);
    const shared = toShare(db, preset, versions);
    const named = byId.get(preset.uuid);
    // A preset can be named several times, each with a version.
    byId.set(preset.uuid, named === undefined ? shared : joined(named, shared));
  }
  return [...byId.values()];
}

function joined(one: SharedPreset, other: SharedPreset): SharedPreset {
  const numbers = new Set(one.versions.map(({ number }) => number));
  const versions = [...one.versions, ...other.versions.filter(({ number }) => !numbers.has(number))];
  return { ...one, versions: versions.sort((a, b) => a.number - b.number) };
}

/** Nothing changes a content, so each can be read on its own. */
function* contentsOf({ db }: Catalog, presets: readonly SharedPreset[]): Generator<ContentToShare> {
  const told = new Set<string>();
  for (const { versions } of presets) {
    for (const { state, texts } of versions) {
      for (const content of texts === undefined ? [state] : [state, texts]) {
        if (told.has(content.sha256)) continue;
        told.add(content.sha256);
        yield { ...content, read: () => readShared(db, content) };
      }
    }
  }
}
