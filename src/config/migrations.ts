import { camelCase } from "./setting_name.ts";
import { type JsoncNode, type JsoncObject, parseJsonc } from "./jsonc_tree.ts";

/** The version of files that this program writes. */
export const CONFIG_VERSION = 1;

/** A change of a text: `length` units from `offset` on become `content`. */
export interface TextChange {
  readonly offset: number;
  readonly length: number;
  readonly content: string;
}

/** A file's text in the newest version, and the way back. */
export interface MigratedText {
  readonly text: string;
  /** Unset when the text is something else, or nothing but comments. */
  readonly tree?: JsoncObject;
  /** It has no value at all. */
  readonly isEmpty: boolean;
  /** The version that the text had. */
  readonly version: number;
  /** Where what stands at an offset of the new text stood in the old one. */
  readonly originalOffset: (offset: number) => number;
}

/** What makes each version of a file the next one, by the version that it had. */
const MIGRATIONS: readonly ((tree: JsoncObject) => TextChange[])[] = [nameVersion];

/**
 * Brings a file's text to the newest version; one of this version or a newer
 * one stays as it is. Comments and everything else in it stay where they are.
 *
 * @throws {JsoncError} when it is no JSON with comments.
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

/** The version that a file says it has; one that says none is of the time before there were versions. */
export function versionOf(tree: JsoncObject | undefined): number {
  const value = tree?.properties.find(({ key }) => key.value === "version")?.value;
  if (value === undefined) return 0;
  const isVersion = value.kind === "scalar" && Number.isSafeInteger(value.value) && Number(value.value) >= 1;
  // Anything else is a wrong value of today's "version", and told as such.
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
    // Inside of what is new there is only its start.
    if (offset < newStart + content.length) return start;
    shift += content.length - length;
  }
  return offset - shift;
}
