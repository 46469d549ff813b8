import type { ExportPart } from "../model/daws/daw.ts";
import type { ExportedContent, ExportedPlugin } from "../model/daws/exported_plugin.ts";
import type { DawFile, PlannedFile } from "./daw_file.ts";

/** What is asked of an export. */
export interface ExportWish {
  readonly content: ExportedContent;
  readonly parts: ReadonlySet<ExportPart>;
  /** Whether the content has all plugins, so that what earlier exports said of others is taken back. */
  readonly hasAllPlugins: boolean;
  /** Whether it has all collections. */
  readonly hasAllCollections: boolean;
}

/** A plugin that a host cannot be told about. */
export interface SkippedPlugin {
  readonly plugin: ExportedPlugin;
  readonly reason: string;
}

/** What an export does to the files of a host. */
export interface ExportPlan {
  /** Files that change, or that have something of ours. */
  readonly files: readonly PlannedFile[];
  readonly skipped: readonly SkippedPlugin[];
}

/** Plugins of which a host is told in none of their formats. */
export function leftOut(
  skipped: readonly SkippedPlugin[],
  { plugins }: ExportedContent,
): SkippedPlugin[] {
  const without = new Set(skipped.map(({ plugin: { id } }) => id));
  const told = new Set(plugins.flatMap(({ id, product }) => without.has(id) ? [] : product ?? []));
  return skipped.filter(({ plugin: { product } }) => product === undefined || !told.has(product));
}

/** A file that keeps its bytes. */
export function sameFile({ path, bytes, owned }: DawFile): PlannedFile {
  return { path, before: bytes, after: bytes, owned: [...owned] };
}

/** Whether a plan leaves a file as it is. */
export function isSame({ before, after }: Pick<PlannedFile, "before" | "after">): boolean {
  if (before === undefined || after === undefined) return before === after;
  return before.length === after.length && before.every((byte, index) => byte === after[index]);
}

/** The words that hosts show with a plugin: its category, its tags and, where they have nothing else, the rest. */
export interface Word {
  readonly part: ExportPart;
  readonly text: string;
}

/** The names of the collections of each plugin, by its public id. */
export function collectionsByPlugin(
  { collections }: ExportedContent,
): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const { name, plugins } of collections) {
    for (const { id } of plugins) names.set(id, [...names.get(id) ?? [], name]);
  }
  return names;
}
