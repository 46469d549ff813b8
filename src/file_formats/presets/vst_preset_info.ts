import { readXml, type XmlListener } from "../xml/read_xml.ts";
import { xmlText } from "../xml/xml_text.ts";

/** The description in a `.vstpreset`. */
export interface VstPresetInfo {
  readonly name: string;
  readonly pluginName: string;
  readonly author: string;
  readonly description: string;
  readonly tags: readonly string[];
}

/** Attributes with tags, several of them joined by "|" (public.sdk/source/vst/vstpresetfile.h and MediaBay). */
const TAGS = [
  "MusicalCategory",
  "MusicalInstrument",
  "MusicalStyle",
  "MusicalCharacter",
  "MusicalProperties",
];

/**
 * Reads the description of a VST3 preset.
 *
 * @throws {FileFormatError}
 */
export function readVstPresetInfo(bytes: Uint8Array): VstPresetInfo {
  const values = new Map<string, string>();
  const listener: XmlListener = {
    open: (name, attributes) => {
      const id = attributes["id"];
      const value = attributes["value"];
      if (name === "Attribute" && id !== undefined && value !== undefined) values.set(id, value.trim());
      return false;
    },
    kept: () => undefined,
  };
  readXml([bytes], listener);
  const valueOf = (...ids: readonly string[]) => ids.map((id) => values.get(id)).find((value) => value) ?? "";
  const tags = TAGS.flatMap((id) => (values.get(id) ?? "").split("|")).map((tag) => tag.trim());
  return {
    name: valueOf("Name"),
    pluginName: valueOf("PlugInName"),
    author: valueOf("MediaAuthor", "Author"),
    description: valueOf("MediaComment", "Comment"),
    tags: [...new Set(tags.filter((tag) => tag !== ""))],
  };
}

/** Writes the description of a VST3 preset; what is empty is left out. */
export function writeVstPresetInfo(info: VstPresetInfo): Uint8Array<ArrayBuffer> {
  const attributes = [
    ["MediaType", "VstPreset"],
    ["PlugInName", info.pluginName],
    ["Name", info.name],
    ["MediaAuthor", info.author],
    ["MediaComment", info.description],
    ["MusicalCharacter", info.tags.join("|")],
  ];
  const lines = attributes.filter(([, value]) => value !== "").map(([id, value]) =>
    `\t<Attribute id="${id}" value="${xmlText(value!)}" type="string" flags="${
      id === "MediaType" ? "writeProtected" : ""
    }"/>\r\n`
  );
  return new TextEncoder().encode(
    `<?xml version="1.0" encoding="utf-8"?>\r\n<MetaInfo>\r\n${lines.join("")}</MetaInfo>\r\n`,
  );
}
