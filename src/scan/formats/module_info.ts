import JSON5 from "json5";
import * as v from "valibot";
import type { ListedPlugin } from "../../model/plugin.ts";

/** Longest `moduleinfo.json` that is read; one of 1,000 classes has some 600 kB, and JSON5 is read slowly. */
export const MAXIMUM_MODULE_INFO_BYTES = 1024 * 1024;

/** Most classes that are taken from one file. */
const MAXIMUM_CLASSES = 10_000;

/** How deep its brackets may be nested; the format needs five. */
const MAXIMUM_DEPTH = 32;

/** Category of the classes that are plugins; others are their controllers and the like. */
const PLUGIN_CATEGORY = "Audio Module Class";

/** A class as its module's file tells it, before anything is loaded. */
export interface DeclaredPlugin extends ListedPlugin {
  /** Paths of pictures, as they stand in the file. */
  readonly snapshots: readonly string[];
}

/** The contents of a `moduleinfo.json`. */
export interface ModuleInfo {
  readonly plugins: readonly DeclaredPlugin[];
  /** Ids of the plugins that a class takes the place of, by its native id. */
  readonly replaces: ReadonlyMap<string, readonly string[]>;
}

/** A `moduleinfo.json` that cannot be used; the message follows "it". */
export class ModuleInfoError extends Error {
  override readonly name = "ModuleInfoError";
}

/** A class id in text form, the same on every system; some writers put lower-case letters, dashes or braces. */
const classId = v.pipe(
  v.string(),
  v.transform((text) => text.replaceAll(/[{}-]/g, "").toUpperCase()),
  v.regex(/^[0-9A-F]{32}$/),
);

const classSchema = v.object({
  CID: classId,
  Category: v.string(),
  Name: v.string(),
  Vendor: v.optional(v.string()),
  Version: v.optional(v.string()),
  "Sub Categories": v.fallback(v.array(v.string()), []),
  Snapshots: v.fallback(v.array(v.object({ Path: v.string() })), []),
});

const compatibilitySchema = v.object({ New: classId, Old: v.array(classId) });

const moduleInfoSchema = v.object({
  "Factory Info": v.fallback(
    v.object({ Vendor: v.optional(v.string()), URL: v.optional(v.string()) }),
    {},
  ),
  Compatibility: v.fallback(v.array(v.unknown()), []),
  Classes: v.pipe(v.array(v.unknown()), v.maxLength(MAXIMUM_CLASSES)),
});

/**
 * Reads a `moduleinfo.json`: JSON5 with the keys of the VST3 SDK.
 *
 * Classes that cannot be read are left out; the factory has the last word anyway.
 *
 * @throws {ModuleInfoError} for invalid JSON5, too deep nesting, or another kind of object.
 */
export function parseModuleInfo(text: string): ModuleInfo {
  const info = v.safeParse(moduleInfoSchema, parseJson5(text));
  if (!info.success) throw new ModuleInfoError('lacks a list of "Classes"');
  const { "Factory Info": factory, Classes, Compatibility } = info.output;
  const plugins = Classes
    .flatMap((item) => valueOf(v.safeParse(classSchema, item)))
    .filter((item) => item.Category === PLUGIN_CATEGORY)
    .map((item) => declared(item, factory));
  return { plugins, replaces: readCompatibility(Compatibility) };
}

/** One or no value, to be flattened. */
function valueOf<T>(result: { success: true; output: T } | { success: false; output: unknown }): T[] {
  return result.success ? [result.output] : [];
}

function parseJson5(text: string): unknown {
  if (nestingOf(text) > MAXIMUM_DEPTH) throw new ModuleInfoError("is nested too deep");
  try {
    return JSON5.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new ModuleInfoError(`is not JSON5: ${error.message}`);
    throw error;
  }
}

/** Upper bound on the depth of a text's brackets: those in texts and comments count as well. */
function nestingOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of text) {
    if (character === "[" || character === "{") deepest = Math.max(deepest, ++depth);
    else if (character === "]" || character === "}") depth--;
  }
  return deepest;
}

function declared(
  item: v.InferOutput<typeof classSchema>,
  factory: { Vendor?: string | undefined; URL?: string | undefined },
): DeclaredPlugin {
  const vendor = item.Vendor || factory.Vendor;
  return {
    nativeId: item.CID,
    name: item.Name,
    ...(vendor === undefined ? {} : { vendor }),
    ...(item.Version === undefined ? {} : { version: item.Version }),
    ...(factory.URL ? { url: factory.URL } : {}),
    rawCategories: item["Sub Categories"],
    snapshots: item.Snapshots.map(({ Path }) => Path),
  };
}

function readCompatibility(entries: readonly unknown[]): Map<string, string[]> {
  const replaces = new Map<string, string[]>();
  for (const { New, Old } of entries.flatMap((entry) => valueOf(v.safeParse(compatibilitySchema, entry)))) {
    const known = replaces.get(New) ?? [];
    replaces.set(New, [...new Set([...known, ...Old.map(replacedId)])]);
  }
  return replaces;
}

/**
 * A class id of the form that Steinberg's SDK gives to successors of VST2
 * plugins, "VST", the old id and the start of the name, stands for the VST2
 * plugin; any other for an older VST3 class.
 */
function replacedId(id: string): string {
  if (!id.startsWith("565354")) return `vst3:${id}`;
  return `vst2:${Number.parseInt(id.slice(6, 14), 16) | 0}`;
}
