import { catalogPath } from "../../../catalog/catalog_path.ts";
import { inOperation } from "../../../catalog/curation/operations.ts";
import type { CurationWriter } from "../../../catalog/curation/registers.ts";
import {
  deletePreset,
  forgetPreset,
  notePreset,
  renamePreset,
  tagPreset,
  untagPreset,
} from "../../../catalog/library/change_library.ts";
import { getLibraryPreset } from "../../../catalog/library/find_library_preset.ts";
import { updateListedRows } from "../../../catalog/library/listed_rows.ts";
import { type LibraryPreset, readLibraryPreset } from "../../../catalog/library/library_preset.ts";
import { openCatalog, openForReading } from "../../../catalog/open_catalog.ts";
import type { Catalog } from "../../../catalog/sqlite/catalog.ts";
import { indexPresetChanges } from "../../../catalog/presets/index_preset_changes.ts";
import { parseName, parseTag } from "../../../model/curation/names.ts";
import { parseNote } from "../../../model/curation/note.ts";
import type { PresetChangeDocument } from "../../../model/documents/presets/library_documents.ts";
import type { ProgramContext } from "../../command_line/command_context.ts";
import { countText } from "../../output/count_text.ts";
import type { OutputFlags } from "../../output/output_options.ts";
import { printAnswer } from "../../output/print_answer.ts";
import { confirm } from "../../terminal/confirm.ts";
import { shellWord } from "../../terminal/shell_word.ts";
import { listedPreset } from "./listed_preset.ts";
import type { PresetDeleteFlags, PresetTagFlags } from "./preset_flags.ts";

/** What a command has done to a preset. */
interface PresetChange {
  readonly headline: string;
  readonly added?: readonly string[];
  readonly removed?: readonly string[];
}

/** Runs `pluginary preset tag`. */
export async function runPresetTag(
  this: ProgramContext,
  { remove: isRemoved = false, ...flags }: PresetTagFlags,
  reference: string,
  ...words: string[]
): Promise<void> {
  const tags = words.map(parseTag);
  await changePreset(this, flags, "tag", reference, (_db, writer, preset) => {
    if (isRemoved) {
      const removed = untagPreset(writer, preset, tags);
      return { removed, headline: tagLine(removed, preset, "Took", "from", "has no such tag") };
    }
    const added = tagPreset(writer, preset, tags);
    return { added, headline: tagLine(added, preset, "Gave", "to", "has these tags already") };
  });
}

function tagLine(
  tags: readonly string[],
  { name }: LibraryPreset,
  verb: string,
  preposition: string,
  otherwise: string,
): string {
  if (tags.length === 0) return `"${name}" ${otherwise}`;
  return `${verb} ${tags.map((tag) => `"${tag}"`).join(", ")} ${preposition} "${name}"`;
}

/** Runs `pluginary preset note`. */
export async function runPresetNote(
  this: ProgramContext,
  flags: OutputFlags,
  reference: string,
  text: string,
): Promise<void> {
  const note = parseNote(text);
  await changePreset(this, flags, "note", reference, (_db, writer, preset) => {
    notePreset(writer, preset, note);
    return {
      headline: note === "" ? `"${preset.name}" has no note now` : `Noted for "${preset.name}": ${note}`,
    };
  });
}

/** Runs `pluginary preset rename`. */
export async function runPresetRename(
  this: ProgramContext,
  flags: OutputFlags,
  reference: string,
  typed: string,
): Promise<void> {
  const name = parseName(typed, "preset");
  await changePreset(this, flags, "rename", reference, (db, writer, preset) => {
    renamePreset(db, writer, preset, name);
    return { headline: `Renamed "${preset.name}" to "${name}"` };
  });
}

/** Runs `pluginary preset delete`. */
export async function runPresetDelete(
  this: ProgramContext,
  { forever: isForever = false, yes: isSure = false, ...flags }: PresetDeleteFlags,
  reference: string,
): Promise<void> {
  if (isForever) return await deleteForever(this, flags, reference, isSure);
  await changePreset(this, flags, "delete", reference, (_db, writer, preset) => {
    deletePreset(writer, preset);
    return {
      removed: [preset.name],
      headline: `Deleted "${preset.name}" (${
        countText(preset.version, "version")
      }); "pluginary undo" brings it back`,
    };
  });
}

async function deleteForever(
  { console }: ProgramContext,
  flags: OutputFlags,
  reference: string,
  isSure: boolean,
): Promise<void> {
  const path = catalogPath(console.environment);
  const preset = await presetIn(path, reference);
  const versions = countText(preset.version, "version");
  await confirm(`Delete "${preset.name}" of ${preset.pluginName} with ${versions} forever?`, isSure, console);
  using catalog = await openCatalog(path);
  await catalog.write((db) => forgetPreset(db, preset));
  await indexPresetChanges(catalog);
  const document: PresetChangeDocument = {
    ...head("delete", { ...preset, isDeleted: true }),
    added: [],
    removed: [preset.name],
  };
  await printAnswer(
    { document, text: [`Deleted "${preset.name}" and its ${versions} forever`] },
    flags,
    console,
  );
}

async function presetIn(path: string, reference: string): Promise<LibraryPreset> {
  using catalog = await openForReading(path);
  return await catalog.read((db) => getLibraryPreset(db, reference, { withDeleted: true }));
}

/** Changes a preset so that it can be taken back, and prints the change. */
async function changePreset(
  { console, words }: ProgramContext,
  flags: OutputFlags,
  command: PresetChangeDocument["command"],
  reference: string,
  change: (db: Catalog["db"], writer: CurationWriter, preset: LibraryPreset) => PresetChange,
): Promise<void> {
  using catalog = await openCatalog(catalogPath(console.environment));
  const { preset, headline, added = [], removed = [] } = await catalog.write((db) =>
    inOperation(db, words.map(shellWord).join(" "), new Date(), (writer) => {
      const { uuid, ...before } = getLibraryPreset(db, reference);
      const changed = change(db, writer, { uuid, ...before });
      updateListedRows(db, [uuid]);
      return { ...changed, preset: readLibraryPreset(db, uuid)! };
    })
  );
  await indexPresetChanges(catalog);
  const document: PresetChangeDocument = {
    ...head(command, preset),
    added: [...added],
    removed: [...removed],
  };
  await printAnswer({ document, text: [headline] }, flags, console);
}

function head(
  command: PresetChangeDocument["command"],
  preset: LibraryPreset,
): Pick<PresetChangeDocument, "schema" | "schemaVersion" | "command" | "preset"> {
  return { schema: "preset-change", schemaVersion: 1, command, preset: listedPreset(preset) };
}
