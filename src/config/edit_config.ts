import { JsoncError, type JsoncObject, type JsoncProperty, parseJsonc } from "./jsonc_tree.ts";
import { applyChanges, CONFIG_VERSION, type TextChange } from "./migrations.ts";

/** The content of a new file. */
export const NEW_CONFIG_TEXT = `{\n  "version": ${CONFIG_VERSION}\n}\n`;

/**
 * Writes a value into a file's text. Everything else stays as it is, except
 * comments inside a value that is replaced.
 *
 * Nothing around the new text is reformatted: the package's own editing does
 * that, and can cut off the end of a comment.
 *
 * @param path Names of objects from the outermost, then the name of the value.
 * @param value JSON.
 * @throws {JsoncError} when the text, or a value on the path, is not an object.
 */
export function setInText(text: string, path: readonly string[], value: unknown): string {
  const tree = parseJsonc(text);
  if (tree === undefined) return setInText(`${text}${text === "" ? "" : lineEndOf(text)}{}`, path, value);
  let parent = asObject(tree);
  for (const [index, name] of path.entries()) {
    const property = findProperty(parent, name);
    const rest = path.slice(index);
    if (property === undefined) return applyChanges(text, insertion(text, parent, rest, value));
    if (rest.length === 1) return applyChanges(text, [replacement(text, property, value)]);
    parent = asObject(property.value);
  }
  return text;
}

/**
 * Removes a value from a file's text. An object that becomes empty stays, and
 * so do all comments outside the value.
 *
 * @returns `undefined` when the value is not set.
 * @throws {JsoncError} when the text is not JSON with comments.
 */
export function unsetInText(text: string, path: readonly string[]): string | undefined {
  let object = parseJsonc(text);
  for (const [index, name] of path.entries()) {
    const property = object?.kind === "object" ? findProperty(object, name) : undefined;
    if (object?.kind !== "object" || property === undefined) return undefined;
    if (index === path.length - 1) return applyChanges(text, removal(text, object.properties, property));
    object = property.value;
  }
  return undefined;
}

function asObject(node: JsoncProperty["value"]): JsoncObject {
  if (node.kind === "object") return node;
  throw new JsoncError("expected an object", node.offset);
}

/** Of properties with the same name, the last one counts. */
function findProperty({ properties }: JsoncObject, name: string): JsoncProperty | undefined {
  return properties.findLast(({ key }) => key.value === name);
}

function replacement(text: string, { key, value: old }: JsoncProperty, value: unknown): TextChange {
  const content = jsonText(value, text, indentationAt(text, key.offset));
  return { offset: old.offset, length: old.length, content };
}

/** On a line of its own, after everything in the object, comments included. */
function insertion(
  text: string,
  parent: JsoncObject,
  [name, ...below]: readonly string[],
  value: unknown,
): TextChange[] {
  const eol = lineEndOf(text);
  const outer = indentationAt(text, parent.offset);
  const last = parent.properties.at(-1);
  const inner = last !== undefined && startsLine(text, last.key.offset)
    ? indentationAt(text, last.key.offset)
    : outer + unitOf(text);
  const nested = below.reduceRight((json: unknown, one) => ({ [one]: json }), value);
  const brace = parent.offset + parent.length - 1;
  // Only JSON's white space: other kinds can end a comment.
  const at = text.slice(0, brace).replace(/[ \t\r\n]+$/, "").length;
  const content = `${eol}${inner}${JSON.stringify(name)}: ${jsonText(nested, text, inner)}`;
  const end = text.slice(at, brace).includes("\n") ? "" : eol + outer;
  const line = { offset: at, length: 0, content: content + end };
  if (last === undefined || last.commaOffset !== undefined) return [line];
  return [{ offset: last.value.offset + last.value.length, length: 0, content: "," }, line];
}

/** Also removes its comma, or the one before if it is the last. */
function removal(text: string, properties: readonly JsoncProperty[], property: JsoncProperty): TextChange[] {
  const { key, colonOffset, value, commaOffset } = property;
  const before = properties[properties.indexOf(property) - 1]?.commaOffset;
  const spans = [[key.offset, key.offset + key.length], [colonOffset, colonOffset + 1]];
  spans.push([value.offset, value.offset + value.length]);
  if (commaOffset !== undefined) spans.push([commaOffset, commaOffset + 1]);
  const removed = joinSpans(text, spans as [number, number][]).map((span) => removedSpan(text, span));
  if (commaOffset !== undefined || before === undefined) return removed;
  return [{ offset: before, length: 1, content: "" }, ...removed];
}

/** Joins spans that are separated by white space only. */
function joinSpans(text: string, spans: readonly [number, number][]): [number, number][] {
  const joined: [number, number][] = [];
  for (const [start, end] of spans) {
    const last = joined.at(-1);
    if (last !== undefined && text.slice(last[1], start).trim() === "") last[1] = end;
    else joined.push([start, end]);
  }
  return joined;
}

/** Also removes a line that would be left empty, and spaces that would be left at the start of a line. */
function removedSpan(text: string, [start, end]: [number, number]): TextChange {
  if (!startsLine(text, start)) return { offset: start, length: end - start, content: "" };
  const lineEnd = text.indexOf("\n", end);
  const isAlone = lineEnd >= 0 && text.slice(end, lineEnd).trim() === "";
  if (!isAlone) {
    const spaces = /^[ \t]*/.exec(text.slice(end))![0].length;
    return { offset: start, length: end + spaces - start, content: "" };
  }
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  return { offset: lineStart, length: lineEnd + 1 - lineStart, content: "" };
}

function startsLine(text: string, offset: number): boolean {
  return text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset).trim() === "";
}

/** JSON whose further lines are indented like the line where it begins. */
function jsonText(value: unknown, text: string, indentation: string): string {
  return JSON.stringify(value, null, unitOf(text)).replaceAll("\n", lineEndOf(text) + indentation);
}

/** White space at the start of the line of an offset. */
function indentationAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))![0];
}

/** The indentation of one level, taken from the first indented line. */
function unitOf(text: string): string {
  return /^( {1,8}|\t)\S/m.exec(text)?.[1] ?? "  ";
}

function lineEndOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}
