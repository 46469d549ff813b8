import type {
  ImportedFailure,
  ImportedParameter,
  ImportedRecord,
  SkipCode,
} from "../model/imported_record.ts";
import { MAXIMUM_TEXT_BYTES } from "../model/plugin.ts";
import { PLUGIN_FORMATS, type PluginFormat } from "../model/plugin_format.ts";
import { cleanText } from "../model/text.ts";
import { legacyParameter } from "./legacy_parameter.ts";

/** An object of a JSON file whose fields have not been checked. */
export type RawRecord = Readonly<Record<string, unknown>>;

/** Information about a record from outside it. */
export interface RecordContext {
  /** Its name in the file. */
  readonly key?: string | undefined;
  /** When it was added, if the file says so. */
  readonly addedAt?: string | undefined;
  readonly updatedAt: string;
}

/** The record, or why it was skipped. */
export type Reading<T> = { readonly record: T } | { readonly skip: SkipCode };

/** Most parameters that are read of one record. */
const MAXIMUM_PARAMETERS = 100_000;

/** Whether a value is an object with fields. */
export function isRawRecord(value: unknown): value is RawRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The kind of a record; `undefined` if it is unknown. */
export function kindOfRecord(value: unknown): "plugin" | "failure" | undefined {
  if (!isRawRecord(value)) return undefined;
  const hasType = "type" in value || "plugin_type" in value;
  if (!hasType || !("path" in value)) return undefined;
  return "error" in value && !("params" in value) ? "failure" : "plugin";
}

/** Reads a plugin's record of any variant. */
export function readPluginRecord(raw: RawRecord, context: RecordContext): Reading<ImportedRecord> {
  const type = textOf(raw["plugin_type"]) || textOf(raw["type"]);
  const format = formatOf(type);
  if (format === undefined) return { skip: "unknown-format" };
  const location = locationOf(raw["path"]);
  const isKeyedById = isIdOf(type, context.key) || isIdOf(type, raw["id"]);
  const name = textOf(raw["name"]) || textOf(raw["name_in_file"]) ||
    (isKeyedById ? "" : textOf(context.key)) ||
    stemOf(raw, location);
  if (name === "") return { skip: "no-name" };
  const { metadata: rawMetadata } = raw;
  const metadata = isRawRecord(rawMetadata) ? rawMetadata : {};
  const codes = nativeIdOf(type, raw);
  return {
    record: {
      legacyId: legacyIdOf(type, raw, context.key, stemOf(raw, location) || name),
      isKeyedById,
      format,
      ...(format === "au" && codes !== undefined ? { nativeId: codes } : {}),
      name,
      ...optionalText("vendor", raw["manufacturer"], raw["vendor_name"]),
      ...optionalText("version", metadata["version"]),
      ...optionalBoolean("isInstrument", metadata["is_instrument"]),
      rawCategories: textOf(metadata["category"]).split("|").map((word) => word.trim()).filter((word) =>
        word !== ""
      ),
      ...(location === undefined ? {} : { location }),
      parameters: parametersOf(raw["parameters"] ?? raw["params"]),
      ...(context.addedAt === undefined ? {} : { addedAt: context.addedAt }),
      updatedAt: context.updatedAt,
    },
  };
}

/** Reads an entry of the list of failures. */
export function readFailure(raw: RawRecord, { key, updatedAt }: RecordContext): Reading<ImportedFailure> {
  const format = formatOf(textOf(raw["type"]) || textOf(raw["plugin_type"]));
  if (format === undefined) return { skip: "unknown-format" };
  const location = locationOf(raw["path"]);
  if (location === undefined) return { skip: "unknown-location" };
  const message = textOf(raw["error"]) || "Failed in an earlier program";
  return { record: { name: textOf(key) || location, format, location, message, at: updatedAt } };
}

/** `aufx` and its siblings are Audio Units; the other formats have their own names. */
export function formatOf(type: string): PluginFormat | undefined {
  const name = type.toLowerCase();
  if (/^au(fx|mu|mf|mi|gn|pn|ox)?$/.test(name)) return "au";
  return PLUGIN_FORMATS.find((format) => format === name);
}

/** Clean text. Some versions turned texts of digits into numbers. */
function textOf(value: unknown): string {
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? cleanText(value, MAXIMUM_TEXT_BYTES).text : "";
}

function optionalText<Name extends string>(name: Name, ...values: unknown[]): { [K in Name]?: string } {
  const text = values.map(textOf).find((candidate) => candidate !== "");
  return (text === undefined ? {} : { [name]: text }) as { [K in Name]?: string };
}

/** Some versions wrote `"True"` and `"False"`. */
function optionalBoolean<Name extends string>(name: Name, value: unknown): { [K in Name]?: boolean } {
  const text = String(value).toLowerCase();
  const known = text === "true" || text === "1" ? true : text === "false" || text === "0" ? false : undefined;
  return (known === undefined ? {} : { [name]: known }) as { [K in Name]?: boolean };
}

/** A normalized path; `undefined` for anything else. */
function locationOf(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const { text, isCut } = cleanText(pathOfUrl(value), MAXIMUM_TEXT_BYTES);
  // Without its control characters or its end, it would be a different path.
  if (isCut || text !== pathOfUrl(value).trim()) return undefined;
  if (!/^(\/|[A-Za-z]:[\\/]|\\\\)/.test(text)) return undefined;
  return text.length > 1 ? text.replace(/[\\/]+$/, "") || text.slice(0, 1) : text;
}

/** Audio Units were listed by URL. */
function pathOfUrl(text: string): string {
  if (!text.startsWith("file://")) return text;
  const path = text.slice("file://".length).replace(/^localhost(?=\/)/, "");
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return path;
  }
}

/** Type, subtype and manufacturer of an Audio Unit, four characters each, spaces included. */
function nativeIdOf(type: string, raw: RawRecord): string | undefined {
  const codes = [type, raw["plugin_code"], raw["vendor_code"]].map((code) =>
    typeof code === "number" ? String(code) : code
  );
  return codes.every(isCode) ? codes.join(":") : undefined;
}

function isCode(value: unknown): value is string {
  return typeof value === "string" && /^[^\p{Cc}\p{Cs}]{4}$/u.test(value);
}

/** Whether a text is an id of that type, like `vst3/Demo EQ`. */
function isIdOf(type: string, value: unknown): value is string {
  return typeof value === "string" && value.length > type.length + 1 && value.startsWith(`${type}/`);
}

function legacyIdOf(type: string, raw: RawRecord, key: string | undefined, stem: string): string {
  const known = [raw["id"], key].find((value) => isIdOf(type, value));
  return cleanText(known === undefined ? `${type}/${stem}` : String(known), MAXIMUM_TEXT_BYTES).text;
}

/** The file's name without its extension, which only some variants have in `filename`. */
function stemOf(raw: RawRecord, location: string | undefined): string {
  const name = textOf(raw["filename"]) || (location ?? "").split(/[\\/]/).at(-1)!;
  return name.replace(/\.(vst3|component|appex|vst|dll|so|lv2|clap)$/i, "");
}

function parametersOf(value: unknown): ImportedParameter[] {
  if (!isRawRecord(value)) return [];
  return Object.keys(value).slice(0, MAXIMUM_PARAMETERS).map((key) => legacyParameter(key, value[key]));
}
