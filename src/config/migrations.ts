import { camelCase } from "./setting_name.ts";
import { type JsoncNode, type JsoncObject, parseJsonc } from "./jsonc_tree.ts";

/** The version of files that this program writes. */
export const CONFIG_VERSION = 1;

/** A change to a text: `content` replaces `length` units from `offset`. */
export interface TextChange {
  readonly offset: number;
  readonly length: number;
  readonly content: string;
}

/** A file's text in the newest version, and the way back. */
export interface MigratedText {
  readonly text: string;
  /** Unset when the text is not an object, or only comments. */
  readonly tree?: JsoncObject;
  /** Whether it contains no value at all. */
  readonly isEmpty: boolean;
  /** The version that the text had. */
  readonly version: number;
  /** Converts an offset of the new text to one of the old text. */
  readonly originalOffset: (offset: number) => number;
}

/** The step from each version to the next, indexed by the older one. */
const MIGRATIONS: readonly ((tree: JsoncObject) => TextChange[])[] = [nameVersion];

/**
 * Migrates a file's text to the newest version; text of this version or a newer
 * one stays unchanged. Comments and layout are kept.
 *
 * @throws {JsoncError} when the text is not JSON with comments.
 */
export function migrateText(text: string): MigratedText {
  const node = parseJsonc(text);
  let tree = objectOf(node);
  const version = versionOf(tree);
  const undo: TextChange[][] = [];
  let current = text;
  for (let from = version; tree !== undefined && from < CONFIG_VERSION; from++) {
    const changes = MIGRATIONS[from]!(tree).toSorted((a, b) => a.offset - b.offset);
    current = applyChanges(current, changes);
    undo.push(changes);
    tree = objectOf(parseJsonc(current));
  }
  const originalOffset = (offset: number) =>
    undo.reduceRight((at, changes) => offsetBefore(at, changes), offset);
  const isEmpty = node === undefined;
  return { text: current, ...(tree === undefined ? {} : { tree }), isEmpty, version, originalOffset };
}

/** The version that a file declares; 0 for files from before versions existed. */
export function versionOf(tree: JsoncObject | undefined): number {
  const value = tree?.properties.find(({ key }) => key.value === "version")?.value;
  if (value === undefined) return 0;
  const isVersion = value.kind === "scalar" && Number.isSafeInteger(value.value) && Number(value.value) >= 1;
  // Anything else is a wrong value of the current "version", and reported as one.
  return isVersion ? Number(value.value) : CONFIG_VERSION;
}

/** Makes changes, which are in order and do not overlap. */
export function applyChanges(text: string, changes: readonly TextChange[]): string {
  let result = "";
  let at = 0;
  for (const { offset, length, content } of changes) {
    result += text.slice(at, offset) + content;
    at = offset + length;
  }
  return result + text.slice(at);
}

function objectOf(node: JsoncNode | undefined): JsoncObject | undefined {
  return node?.kind === "object" ? node : undefined;
}

/** 0 to 1: options could be written as on the command line, `fail-on`, and there was no version. */
function nameVersion(tree: JsoncObject): TextChange[] {
  const start = tree.offset + 1;
  const isEmpty = tree.properties.length === 0;
  const first = { offset: start, length: 0, content: `\n  "version": 1${isEmpty ? "\n" : ","}` };
  return [first, ...camelCaseNames(tree)];
}

function camelCaseNames(tree: JsoncObject): TextChange[] {
  return tree.properties.flatMap(({ key, value }) => {
    const below = value.kind === "object" ? camelCaseNames(value) : [];
    const name = camelCase(key.value);
    if (name === key.value) return below;
    return [{ offset: key.offset, length: key.length, content: JSON.stringify(name) }, ...below];
  });
}

function offsetBefore(offset: number, changes: readonly TextChange[]): number {
  let shift = 0;
  for (const { offset: start, length, content } of changes) {
    const newStart = start + shift;
    if (offset < newStart) break;
    // Every offset inside new text leads back to the start of the change.
    if (offset < newStart + content.length) return start;
    shift += content.length - length;
  }
  return offset - shift;
}
