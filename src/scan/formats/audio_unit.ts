import { type ListedPlugin, MAXIMUM_TEXT_BYTES } from "../../model/plugin.ts";
import { cleanText } from "../../model/text.ts";
import { type FoundModule, unloadable } from "./found_module.ts";
import { infoPlistPath, type PropertyListParser, readInfoPlist } from "../files/info_plist.ts";
import { isFile } from "../files/file_system.ts";
import { inspectMacBundle } from "./mac_bundle.ts";
import type { PropertyListDict, PropertyListValue } from "../files/property_list_value.ts";

/** Most plugins of a bundle that its reason names. */
const MAXIMUM_NAMES = 5;

/** Longest name there, in bytes of UTF-8. */
const MAXIMUM_NAME_BYTES = 200;

/** Most classes that are taken from one bundle. */
const MAXIMUM_CLASSES = 10_000;

/**
 * Looks at a folder that is called like an Audio Unit. No build loads these
 * yet, so a good one is listed and left alone.
 *
 * @param parse Reads property lists, where this system loads bundles of macOS.
 * @returns `undefined` for a plain folder, to be searched like any other.
 */
export function inspectAudioUnit(
  location: string,
  parse: PropertyListParser | undefined,
): FoundModule | undefined {
  const module = inspectMacBundle("au", location, parse);
  if (module === undefined || module.reason !== undefined) return module;
  const message = "Is an Audio Unit, which this build does not load";
  const { architectures, warnings = [] } = module;
  return { ...unloadable("au", location, "format-not-built", message, architectures), warnings };
}

/**
 * Adds to the reason why an Audio Unit is not loaded which plugins it declares,
 * on any system; its Info.plist tells without running it.
 */
export async function nameAudioUnits(module: FoundModule): Promise<FoundModule> {
  const { reason } = module;
  if (reason === undefined || !isFile(infoPlistPath(module.location))) return module;
  const { parsePropertyList } = await import("../files/property_list.ts");
  const { dict, warnings } = readInfoPlist(module.location, parsePropertyList);
  const names = declaredAudioUnits(dict).map(({ vendor, name }) => vendor ? `${vendor}: ${name}` : name);
  const known = new Set(module.warnings?.map(({ message }) => message));
  const all = [...module.warnings ?? [], ...warnings.filter(({ message }) => !known.has(message))];
  const message = names.length === 0 ? reason.message : `${reason.message}; it has ${listOf(names)}`;
  return { ...module, reason: { ...reason, message }, ...(all.length === 0 ? {} : { warnings: all }) };
}

function listOf(names: readonly string[]): string {
  const quoted = names.slice(0, MAXIMUM_NAMES)
    .map((name) => `"${cleanText(name, MAXIMUM_NAME_BYTES).text}"`).join(", ");
  const more = names.length - MAXIMUM_NAMES;
  return more > 0 ? `${quoted} and ${more} more` : quoted;
}

/**
 * The Audio Units that a bundle declares under `AudioComponents`, in its order.
 * Those without the three codes of four characters are left out: they have no id.
 */
export function declaredAudioUnits(info: PropertyListDict): ListedPlugin[] {
  const components = info.get("AudioComponents");
  if (!Array.isArray(components)) return [];
  return components.slice(0, MAXIMUM_CLASSES).flatMap((component) =>
    component instanceof Map ? declared(component) : []
  );
}

function declared(component: PropertyListDict): ListedPlugin[] {
  const codes = ["type", "subtype", "manufacturer"].map((key) => component.get(key));
  if (!codes.every(isCode)) return [];
  const nativeId = codes.join(":");
  const full = textOf(component.get("name")) || nativeId;
  // By Apple's convention names begin with the vendor's.
  const [, vendor, name] = /^(.+?):\s*(.+)$/.exec(full) ?? [];
  const version = versionOf(component.get("version"));
  const tags = component.get("tags");
  return [{
    nativeId,
    ...(vendor === undefined || full === nativeId ? { name: full } : { name: name!, vendor }),
    ...(version === undefined ? {} : { version }),
    rawCategories: Array.isArray(tags) ? tags.map(textOf).filter((tag) => tag !== "") : [],
  }];
}

/** Whether a value is a code as four characters. */
function isCode(value: PropertyListValue | undefined): value is string {
  return typeof value === "string" && /^[^\p{Cc}\p{Cs}]{4}$/u.test(value);
}

function textOf(value: PropertyListValue | undefined): string {
  return typeof value === "string" ? cleanText(value, MAXIMUM_TEXT_BYTES).text : "";
}

/** Apple packs a version into 32 bits: 16 for the first number, 8 for each of the others. */
function versionOf(value: PropertyListValue | undefined): string | undefined {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > 0xffffffff) {
    return undefined;
  }
  return `${value >>> 16}.${value >>> 8 & 0xff}.${value & 0xff}`;
}
