import { nameKey, parseName, parseTag } from "./names.ts";
import { parseNote } from "./note.ts";
import { itemOfField, tagOfField } from "./plugin_field.ts";
import { PluginaryError } from "../pluginary_error.ts";
import { BEST_RATING } from "./rating.ts";
import { CURATION_KINDS, type CurationKind, type Register } from "./register.ts";

/** Later times would soon have five digits for the year, and texts would no longer compare as times do. */
const FIRST_TIME_REFUSED = "9000";

/** The longest target or field, in UTF-16 units. */
const MAXIMUM_KEY_LENGTH = 4096;

/** The longest value as JSON, in UTF-16 units. */
const MAXIMUM_VALUE_LENGTH = 1024 * 1024;

/** A category, which can be one of a later version. */
const CATEGORY = /^[a-z0-9-]{1,64}$/;

const HEX_COLOR = /^#[0-9a-f]{6}$/i;

/** Whether a text is a time as registers have it: in UTC with milliseconds, and one that there is. */
export function isRegisterTime(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text) || text >= FIRST_TIME_REFUSED) return false;
  const time = new Date(text);
  return !Number.isNaN(time.getTime()) && time.toISOString() === text;
}

/** A register as files have it: the value is JSON itself, `null` once it has been taken back. */
export interface WrittenRegister {
  readonly owner: string;
  readonly kind: string;
  readonly target: string;
  readonly field: string;
  readonly value?: unknown;
  readonly updatedAt: string;
  readonly writer: string;
}

/**
 * Reads a register of a file, which can have been written by anyone.
 *
 * @returns The register, or the reason why it is not one, to follow "it".
 */
export function readRegister(written: WrittenRegister): Register | string {
  const { owner, kind, target, field, value = null, updatedAt, writer } = written;
  if (!CURATION_KINDS.includes(kind as CurationKind)) return `is of the unknown kind "${kind.slice(0, 40)}"`;
  if (!isRegisterTime(updatedAt)) return `has the invalid time "${updatedAt.slice(0, 40)}"`;
  if ([owner, target, field, writer].some((text) => text === "" || text.length > MAXIMUM_KEY_LENGTH)) {
    return "has a text that is empty or too long";
  }
  const tag = tagOfField(field);
  if (!isKeyOf(kind as CurationKind, target) || (tag !== undefined && !isKeyOf("tag", tag))) {
    return `is about an invalid name "${target.slice(0, 40)}" or has one in "${field.slice(0, 40)}"`;
  }
  const json = JSON.stringify(value);
  if (json.length > MAXIMUM_VALUE_LENGTH) return "has a value that is too long";
  if (value !== null && !isValue(kind as CurationKind, field, value)) {
    return `has an invalid value of "${field.slice(0, 40)}"`;
  }
  return {
    owner,
    kind: kind as CurationKind,
    target,
    field,
    value: value === null ? null : json,
    updatedAt,
    writer,
  };
}

/** As {@linkcode readRegister}, for a register of another catalog, whose value is the text of JSON. */
export function checkRegister(register: Register): Register | string {
  let value: unknown = null;
  try {
    if (register.value !== null) value = JSON.parse(register.value);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return `has a value of "${register.field.slice(0, 40)}" that is not JSON`;
  }
  return readRegister({ ...register, value });
}

/** Whether a field can have this value; those of later versions are not known and can have any. */
function isValue(kind: CurationKind, field: string, value: unknown): boolean {
  if (kind === "plugin") {
    if (field === "favorite" || field === "hidden" || tagOfField(field) !== undefined) return value === true;
    if (field === "rating") {
      return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= BEST_RATING;
    }
    if (field === "category") return typeof value === "string" && CATEGORY.test(value);
  }
  if (field === "note") return typeof value === "string" && isAccepted(parseNote, value);
  if (kind === "plugin") return true;
  if (kind === "preset") return isValueOfPreset(field, value);
  if (field === "name") return typeof value === "string" && isName(kind, value);
  if (itemOfField(field) !== undefined) return typeof value === "number" && Number.isFinite(value);
  if (field === "color") return typeof value === "string" && HEX_COLOR.test(value);
  return !["alias", "query", "parent"].includes(field) || typeof value === "string";
}

function isValueOfPreset(field: string, value: unknown): boolean {
  if (field === "deleted") return value === true;
  const tag = tagOfField(field);
  if (tag !== undefined) return typeof value === "string" && isName("tag", value) && nameKey(value) === tag;
  return field !== "name" || (typeof value === "string" && isName("preset", value));
}

/** Whether a target is a plugin's id, or a name as it is compared. */
function isKeyOf(kind: CurationKind, target: string): boolean {
  return kind === "plugin" || (isName(kind, target) && nameKey(target) === target);
}

function isName(kind: CurationKind, name: string): boolean {
  return isAccepted(kind === "tag" ? parseTag : (text) => parseName(text, kind), name);
}

/** Whether a text is one that a person could have typed, and is written as it would be stored. */
function isAccepted(parse: (text: string) => string, text: string): boolean {
  try {
    return parse(text) === text;
  } catch (error) {
    if (error instanceof PluginaryError) return false;
    throw error;
  }
}
