import type { DatabaseSync } from "node:sqlite";
import { nameKey } from "../../model/curation/names.ts";
import { compareBytes } from "../../platform/paths.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { closestWord } from "../../model/search/closest_word.ts";
import { type LibraryPreset, listLibrary } from "./library_preset.ts";
import { listedId } from "./listed_rows.ts";
import { type LibraryVersion, readVersions } from "./library_version.ts";

/** A preset, and the version that was named with it. */
export interface PresetReference {
  readonly preset: LibraryPreset;
  /** The last one unless a number was named. */
  readonly version: LibraryVersion;
  /** Whether a number was named. */
  readonly isNumbered: boolean;
}

/** Shortest beginning of an id that stands for it. */
const SHORTEST_ID = 4;

/**
 * Finds a preset of the library by its id, the beginning of its id, or its
 * name in any case.
 *
 * @param options With `withDeleted`, a deleted one is found if no other is.
 * @throws {PluginaryError} `preset-not-found` or `preset-ambiguous`, with the presets that may be meant.
 */
export function getLibraryPreset(
  db: DatabaseSync,
  reference: string,
  { withDeleted = false }: { readonly withDeleted?: boolean } = {},
): LibraryPreset {
  const present = listLibrary(db);
  const isAmongDeleted = withDeleted && matching(present, reference).length === 0;
  const all = isAmongDeleted ? listLibrary(db, { withDeleted }) : present;
  const found = matching(all, reference);
  if (found.length === 1) return found[0]!;
  throw found.length === 0 ? notFound(all, reference) : ambiguous(found, reference);
}

/**
 * Finds a version by `PRESET@NUMBER`, or the last one by `PRESET`.
 *
 * @throws {PluginaryError} as {@linkcode getLibraryPreset}, and `preset-not-found` for a version that there is not.
 */
export function getVersion(db: DatabaseSync, reference: string): PresetReference {
  const [, name, digits] = /^(.+)@(\d{1,9})$/s.exec(reference) ?? [];
  // The name itself can end like that.
  const isNumbered = name !== undefined && matching(listLibrary(db), reference).length === 0;
  const preset = getLibraryPreset(db, isNumbered ? name : reference);
  const versions = readVersions(db, preset.rowId);
  const version = isNumbered ? versions.find(({ number }) => number === Number(digits)) : versions[0];
  if (version !== undefined) return { preset, version, isNumbered };
  throw new PluginaryError(
    "preset-not-found",
    `Cannot find version ${digits} of "${preset.name}": it has ${versions.length}`,
    `"pluginary preset log ${preset.uuid.slice(0, 8)}" shows its versions`,
  );
}

function matching(all: readonly LibraryPreset[], reference: string): LibraryPreset[] {
  const key = nameKey(reference);
  const byId = all.filter(({ uuid }) => uuid === key);
  if (byId.length > 0) return byId;
  const byName = all.filter(({ name }) => nameKey(name) === key);
  if (byName.length > 0 || key.length < SHORTEST_ID) return byName;
  // Lists of all presets have another id.
  return all.filter((preset) => preset.uuid.startsWith(key) || listedId(preset).startsWith(key));
}

function notFound(all: readonly LibraryPreset[], reference: string): PluginaryError {
  const closest = closestWord(reference, all.map(({ name }) => name));
  return new PluginaryError(
    "preset-not-found",
    `There is no preset "${reference}" in the library`,
    closest === undefined
      ? '"pluginary preset list" shows those that there are, and "pluginary preset capture" adds one'
      : `Did you mean "${closest}"?`,
  );
}

function ambiguous(found: readonly LibraryPreset[], reference: string): PluginaryError {
  const inOrder = found.toSorted((a, b) => compareBytes(a.pluginName, b.pluginName));
  const named = inOrder.map(({ uuid, pluginName, pluginId }) =>
    `"${uuid.slice(0, 8)}" (${pluginName}, ${pluginId.slice(0, pluginId.indexOf(":")).toUpperCase()})`
  );
  return new PluginaryError(
    "preset-ambiguous",
    `Cannot tell which preset "${reference}" is: ${found.length} are called so`,
    `Name one of them: ${named.join(", ")}`,
    { candidates: inOrder.map(({ uuid, name, pluginName }) => ({ id: uuid, name, vendor: pluginName })) },
  );
}
