import {
  type ArdourStatus,
  readArdourStatus,
  writeArdourStatus,
} from "../file_formats/daws/ardour_statuses.ts";
import {
  ardourKey,
  ardourTag,
  type ArdourTagsChange,
  ArdourTagsFile,
  asOneElement,
  EMPTY_ARDOUR_TAGS,
} from "../file_formats/daws/ardour_tags.ts";
import { categoryTitle } from "../model/daws/category_title.ts";
import type { ExportedPlugin } from "../model/daws/exported_plugin.ts";
import { type DawFile, dawFileError, dawText, inDawFile, type PlannedFile } from "./daw_file.ts";
import {
  collectionsByPlugin,
  type ExportPlan,
  type ExportWish,
  type SkippedPlugin,
  type Word,
} from "./export_plan.ts";
import { OwnedMarks } from "../model/daws/owned_marks.ts";
import { plannedText } from "./planned_text.ts";

/** Ardour's two files, and the tags that came with it. */
export interface ArdourFiles {
  /** `plugin_tags` of the user. */
  readonly tags: DawFile;
  /** `plugin_statuses` of the user. */
  readonly statuses: DawFile;
  /** The text of the `plugin_tags` that Ardour's package has; empty if it is not known. */
  readonly supplied: string;
}

/** How Ardour names a plugin. */
interface NamedPlugin {
  readonly plugin: ExportedPlugin;
  readonly collections: readonly string[];
  readonly type: string;
  readonly id: string;
}

/**
 * Plans an export to Ardour: categories, tags and collections become tags,
 * favorites and hidden plugins statuses. A plugin that gets its first tag of the
 * user keeps those that came with Ardour, which would be lost otherwise.
 *
 * @throws {PluginaryError} `daw-file` for a file that is damaged.
 */
export function planArdour({ tags, statuses, supplied }: ArdourFiles, wish: ExportWish): ExportPlan {
  const skipped: SkippedPlugin[] = [];
  const collections = collectionsByPlugin(wish.content);
  const named = wish.content.plugins.flatMap((plugin): NamedPlugin[] => {
    const name = nameOf(plugin);
    if (typeof name !== "string") return [{ plugin, collections: collections.get(plugin.id) ?? [], ...name }];
    if (isMentioned(plugin, collections, wish)) skipped.push({ plugin, reason: name });
    return [];
  });
  return { files: [planTags(tags, supplied, named, wish), planStatuses(statuses, named, wish)], skipped };
}

/** @returns The reason where Ardour has no name for it. */
function nameOf({ format, nativeId }: ExportedPlugin): Pick<NamedPlugin, "type" | "id"> | string {
  switch (format) {
    case "lv2":
      return { type: "LV2", id: nativeId };
    case "ladspa":
      return { type: "LADSPA", id: nativeId.split(":", 1)[0]! };
    case "vst3":
      return { type: "VST3", id: nativeId };
    case "au":
      return { type: "AudioUnit", id: nativeId.split(":").map(decimal).join("-") };
    default:
      return `Ardour does not load ${format.toUpperCase()} plugins`;
  }
}

/** A code of four characters as a number. */
function decimal(code: string): string {
  return String([...code].reduce((number, character) => number * 256 + character.charCodeAt(0), 0));
}

/** Whether there is anything to say of a plugin. */
function isMentioned(
  plugin: ExportedPlugin,
  collections: ReadonlyMap<string, readonly string[]>,
  wish: ExportWish,
): boolean {
  return wordsOf({ plugin, collections: collections.get(plugin.id) ?? [] }, wish).length > 0 ||
    statusOf(plugin, wish) !== undefined;
}

/** The tags that a plugin gets. */
function wordsOf(
  { plugin, collections }: Pick<NamedPlugin, "plugin" | "collections">,
  { parts }: ExportWish,
): Word[] {
  const words: Word[] = [
    ...plugin.category === undefined
      ? []
      : [{ part: "categories" as const, text: categoryTitle(plugin.category) }],
    ...plugin.tags.map((text) => ({ part: "tags" as const, text })),
    ...collections.map((text) => ({ part: "collections" as const, text })),
  ];
  return words.filter(({ part }) => parts.has(part)).map(({ part, text }) => ({
    part,
    text: ardourTag(text),
  }));
}

function planTags(
  file: DawFile,
  supplied: string,
  plugins: readonly NamedPlugin[],
  wish: ExportWish,
): PlannedFile {
  const text = dawText(file);
  const current = inDawFile(file.path, () => new ArdourTagsFile(text));
  const factory = new ArdourTagsFile(supplied).plugins;
  const owned = new OwnedMarks(file.owned);
  // Several LADSPA plugins can have one number.
  const wanted = Map.groupBy(plugins, ({ type, id }) => ardourKey(type, id));
  const known = (["word", "plugin", "set"] as const).flatMap((kind) => owned.keys(kind));
  const changes: ArdourTagsChange[] = [];
  for (const key of new Set([...wanted.keys(), ...known])) {
    const here = wanted.get(key) ?? [];
    if (here.length === 0 && !wish.hasAllPlugins) continue;
    const change = changeOf({ key, here, current, factory, owned }, wish);
    if (change !== undefined) changes.push(change);
  }
  const changed = changes.length === 0 ? text : current.withChanges(changes);
  if (text === "" && changed !== "") owned.add("text", "new");
  if (current.isOneElement && changed !== text) owned.add("root", "one element");
  const single = owned.has("root", "one element") ? asOneElement(changed) : changed;
  if (single !== changed) owned.delete("root", "one element");
  const isEmpty = changed === EMPTY_ARDOUR_TAGS && owned.delete("text", "new");
  return plannedText(file, text, isEmpty ? "" : single, owned);
}

/** A plugin in Ardour's files, with all formats and labels of that name. */
interface TaggedPlugin {
  readonly key: string;
  readonly here: readonly NamedPlugin[];
  readonly current: ArdourTagsFile;
  readonly factory: ArdourTagsFile["plugins"];
  readonly owned: OwnedMarks;
}

function changeOf(
  { key, here, current, factory, owned }: TaggedPlugin,
  wish: ExportWish,
): ArdourTagsChange | undefined {
  const there = current.plugins.get(key);
  const isOurs = owned.has("plugin", key);
  const old = there?.tags ?? [];
  let tags = [...old];
  const words = new Map(here.flatMap((named) => wordsOf(named, wish)).map((word) => [word.text, word]));
  for (const [part, word] of owned.said("word", key)) {
    const isKept = !takesBack(part as Word["part"], wish) || words.has(word!);
    if (isKept) continue;
    tags = tags.filter((tag) => tag !== word);
    owned.delete("word", key, part!, word!);
  }
  const supplied = there === undefined && words.size > 0 ? factory.get(key)?.tags ?? [] : [];
  for (const tag of supplied) tags.push(tag);
  for (const [text, { part }] of words) {
    if (tags.includes(text)) continue;
    tags.push(text);
    owned.add("word", key, part, text);
  }
  const hasOwn = owned.said("word", key).length > 0;
  const [first] = here;
  const { type, id } = there ?? first ?? { type: "", id: "" };
  const name = there?.name ?? first?.plugin.name ?? "";
  const isOnlySupplied = tags.every((tag) => owned.has("supplied", key, tag));
  if (isOurs && words.size === 0 && !hasOwn && isOnlySupplied) {
    owned.delete("plugin", key);
    for (const [tag] of owned.said("supplied", key)) owned.delete("supplied", key, tag!);
    return there === undefined ? undefined : { type, id, name, tags: undefined, userSet: undefined };
  }
  // Tags of Ardour's own that were the user's only while ours were among them.
  const [was] = hasOwn || there === undefined ? [] : owned.said("set", key);
  if (was !== undefined) {
    owned.delete("set", key, ...was);
    for (const [tag] of owned.said("supplied", key)) owned.delete("supplied", key, tag!);
  }
  const isSame = tags.length === old.length && tags.every((tag, index) => tag === old[index]);
  if (was === undefined && isSame) return undefined;
  if (there === undefined) {
    owned.add("plugin", key);
    for (const tag of supplied) owned.add("supplied", key, tag);
  } else if (there.userSet !== "1" && hasOwn) {
    owned.add("set", key, ...there.userSet === undefined ? [] : [there.userSet]);
    for (const tag of old) owned.add("supplied", key, tag);
  }
  return { type, id, name, tags, userSet: was === undefined ? "1" : was[0] };
}

/** Whether what earlier exports have said of a part is taken back where it is not said now. */
function takesBack(part: Word["part"], { parts, hasAllCollections }: ExportWish): boolean {
  return parts.has(part) && (part !== "collections" || hasAllCollections);
}

function planStatuses(file: DawFile, plugins: readonly NamedPlugin[], wish: ExportWish): PlannedFile {
  const text = dawText(file);
  if (text !== "" && !text.endsWith("\n")) {
    throw dawFileError(file.path, "its last line has no end, so it is cut off");
  }
  const owned = new OwnedMarks(file.owned);
  const wanted = new Map(plugins.flatMap(({ type, id, plugin }): [string, ArdourStatus][] => {
    const status = statusOf(plugin, wish);
    return status === undefined ? [] : [[ardourKey(type, id), status]];
  }));
  const names = new Map(plugins.map(({ type, id }) => [ardourKey(type, id), { type, id }]));
  const lines = text.split(/(?<=\n)/).filter((line) => line !== "");
  const seen = new Set<string>();
  const changed = lines.flatMap((line) => {
    const read = readArdourStatus(line.replace(/\r?\n$/, ""));
    if (read === undefined) return [line];
    const key = ardourKey(read.type, read.id);
    if (seen.has(key)) return [line];
    seen.add(key);
    const status = wanted.get(key);
    if (status === read.status) return [line];
    if (status !== undefined) {
      const [ours] = owned.said("line", key);
      if (ours !== undefined) owned.delete("line", key, ...ours);
      if (ours !== undefined) owned.add("line", key, status);
      else if (owned.said("was", key).length === 0) owned.add("was", key, read.status);
      return [line.replace(read.status, status)];
    }
    return takenBack(line, { key, status: read.status }, owned, wish, names);
  });
  for (const [key, status] of wanted) {
    if (seen.has(key)) continue;
    owned.add("line", key, status);
    changed.push(`${writeArdourStatus({ ...names.get(key)!, status })}\n`);
  }
  return plannedText(file, text, changed.join(""), owned);
}

/** A line about which nothing is said any more: as it was before the first export. */
function takenBack(
  line: string,
  { key, status }: { key: string; status: ArdourStatus },
  owned: OwnedMarks,
  wish: ExportWish,
  names: ReadonlyMap<string, unknown>,
): string[] {
  const part = status === "Hidden" ? "hidden" : "favorites";
  if (!wish.parts.has(part) || (!wish.hasAllPlugins && !names.has(key))) return [line];
  if (owned.delete("line", key, status)) return [];
  const [before] = owned.said("was", key);
  if (before === undefined) return [line];
  owned.delete("was", key, ...before);
  return [line.replace(status, before[0]!)];
}

function statusOf({ isFavorite, isHidden }: ExportedPlugin, { parts }: ExportWish): ArdourStatus | undefined {
  if (isHidden && parts.has("hidden")) return "Hidden";
  return isFavorite && parts.has("favorites") ? "Favorite" : undefined;
}
