import { XMLParser, XMLValidator } from "fast-xml-parser";
import { readArdourStatus } from "../../file_formats/daws/ardour_statuses.ts";
import { ardourKey } from "../../file_formats/daws/ardour_tags.ts";
import type { PluginName, SaidFile, SaidPlugin } from "../../model/curation/said_plugin.ts";
import { expandXmlEntities } from "../../scan/files/xml_entities.ts";
import type { ExportedThings } from "./exported_things.ts";
import { CurationFileError, foreignTags, wholeLines } from "./file_text.ts";

/** Options of {@linkcode readArdourTags}. */
export interface ArdourOptions {
  /** Whether tags that came with Ardour are read as well. */
  readonly all: boolean;
  readonly exported: ExportedThings;
}

/** Reads Ardour's `plugin_tags`. */
export function readArdourTags(text: string, { all, exported }: ArdourOptions): SaidFile {
  const elements = elementsOf(text);
  let suppliedOnly = 0;
  const plugins = elements.flatMap((element): SaidPlugin[] => {
    const [type, id] = [attribute(element, "type"), attribute(element, "id")];
    if (type === "" || id === "") throw new CurationFileError("a plugin has no type or no id");
    if (!all && attribute(element, "user-set") !== "1") {
      suppliedOnly++;
      return [];
    }
    const shown = attribute(element, "name") || id;
    const words = attribute(element, "tags").split(/\s+/).filter((word) => word !== "");
    const own = exported.without(words, (word) => isExported(exported, ardourKey(type, id), word));
    if (own.length === 0 && words.length > 0) return [];
    return [{ plugin: ardourName(type, id), shown, tags: foreignTags(own) }];
  });
  return {
    source: "ardour",
    plugins,
    tags: [],
    suppliedOnly,
    exported: exported.count,
    isExact: false,
  };
}

/** Whether an export has written a tag, or has made one of Ardour's own look like one of the user. */
function isExported({ marks }: ExportedThings, key: string, tag: string): boolean {
  return marks.said("word", key).some(([, word]) => word === tag) || marks.has("supplied", key, tag);
}

type Attributes = Readonly<Record<string, unknown>>;

/** The document's own entities are never expanded. */
function elementsOf(text: string): Attributes[] {
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw new CurationFileError(valid.err.msg, valid.err.line);
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "",
    parseAttributeValue: false,
    processEntities: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
    isArray: (name) => name === "Plugin",
    maxNestedTags: 8,
  });
  let document: Record<string, unknown>;
  try {
    document = parser.parse(text);
  } catch (error) {
    if (error instanceof Error) throw new CurationFileError(error.message);
    throw error;
  }
  const root = document["PluginTags"];
  if (root === undefined) throw new CurationFileError('it has no element "PluginTags"');
  const { Plugin: plugins = [] } = typeof root === "object" ? root as { Plugin?: unknown[] } : {};
  return plugins.map((plugin) => typeof plugin === "object" ? plugin as Attributes : {});
}

function attribute(element: Attributes, name: string): string {
  const value = element[name];
  if (typeof value !== "string") return "";
  return expandXmlEntities(value, (reference) => new CurationFileError(`unknown entity "${reference}"`));
}

/** Whether a text begins as `plugin_statuses` does. */
export function isArdourStatuses(text: string): boolean {
  return readArdourStatus(text.split("\n", 1)[0]!.replace(/\r$/, "")) !== undefined;
}

/** Reads Ardour's `plugin_statuses`. A normal or concealed plugin says nothing: nobody has chosen that. */
export function readArdourStatuses(text: string, exported: ExportedThings): SaidFile {
  const lines = wholeLines(text).flatMap((line, index) =>
    line === "" ? [] : readArdourStatus(line) ?? fail("a format, a status and an id are expected", index + 1)
  );
  const own = exported.without(
    lines,
    ({ type, status, id }) => exported.marks.has("line", ardourKey(type, id), status),
  );
  const plugins = own.flatMap(({ type, status, id }): SaidPlugin[] => {
    const said = { plugin: ardourName(type, id), shown: `${type} ${id}` };
    if (status === "Favorite") return [{ ...said, isFavorite: true }];
    return status === "Hidden" ? [{ ...said, isHidden: true }] : [];
  });
  return {
    source: "ardour",
    plugins,
    tags: [],
    suppliedOnly: 0,
    exported: exported.count,
    isExact: false,
  };
}

function fail(reason: string, line: number): never {
  throw new CurationFileError(reason, line);
}

function ardourName(type: string, id: string): PluginName {
  if (type === "LV2") return { by: "native id", format: "lv2", nativeId: id };
  if (type === "LADSPA") return { by: "number", number: id };
  if (type === "VST3") return { by: "native id", format: "vst3", nativeId: id.toUpperCase() };
  if (type !== "AudioUnit" && type !== "AU") return { by: "nothing" };
  const codes = audioUnitCodes(id);
  return codes === undefined
    ? { by: "nothing" }
    : { by: "native id", format: "au", nativeId: codes.join(":") };
}

/** Type, subtype and manufacturer: three decimal numbers, or four characters each. */
function audioUnitCodes(id: string): string[] | undefined {
  const codes = /^(.{4})-(.{4})-(.{4})$/s.exec(id);
  if (codes !== null && !/^\d+-\d+-\d+$/.test(id)) return codes.slice(1);
  const numbers = /^(\d{1,10})-(\d{1,10})-(\d{1,10})$/.exec(id);
  return numbers?.slice(1).map((number) => fourCharacters(Number(number)));
}

function fourCharacters(code: number): string {
  return String.fromCharCode(code >>> 24, (code >>> 16) & 0xff, (code >>> 8) & 0xff, code & 0xff);
}
