import { fromBase64 } from "../byte_text.ts";
import type { StateProperty } from "../../model/presets/plugin_state.ts";
import { nativeIdOf, type WrittenFile, type WrittenPreset } from "./written_preset.ts";

const PREFIXES = {
  atom: "http://lv2plug.in/ns/ext/atom#",
  dcterms: "http://purl.org/dc/terms/",
  lv2: "http://lv2plug.in/ns/lv2core#",
  pset: "http://lv2plug.in/ns/ext/presets#",
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  state: "http://lv2plug.in/ns/ext/state#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
} as const;

/** The file with the values; the manifest says where they are. */
const VALUES = "preset.ttl";

const MANIFEST = "manifest.ttl";

/** The files of a bundle that is written here. */
export const BUNDLE_FILES: readonly string[] = [MANIFEST, VALUES];

/** Writes the two files of a bundle with one LV2 preset. */
export function writeLv2Bundle(preset: WrittenPreset): WrittenFile[] {
  const { name, author, description, plugin, state } = preset;
  if (state.format !== "lv2") return [];
  const head = [
    "a pset:Preset",
    `lv2:appliesTo ${uri(nativeIdOf(plugin))}`,
    `rdfs:label ${literal(name)}`,
  ];
  const ports = Object.entries(state.ports).map(([symbol, value]) =>
    `[\n\t\tlv2:symbol ${literal(symbol)} ;\n\t\tpset:value ${number(value)}\n\t]`
  );
  const properties = state.properties.map((property) => `\t\t${uri(property.key)} ${valueText(property)}`);
  return [
    { path: MANIFEST, bytes: turtle(`<${VALUES}>`, [...head, `rdfs:seeAlso <${VALUES}>`]) },
    {
      path: VALUES,
      bytes: turtle("<>", [
        ...head,
        ...author === "" ? [] : [`dcterms:creator ${literal(author)}`],
        ...description === "" ? [] : [`rdfs:comment ${literal(description)}`],
        ...ports.length === 0 ? [] : [`lv2:port ${ports.join(" , ")}`],
        ...properties.length === 0 ? [] : [`state:state [\n${properties.join(" ;\n")}\n\t]`],
      ]),
    },
  ];
}

function turtle(subject: string, statements: readonly string[]): Uint8Array<ArrayBuffer> {
  const prefixes = Object.entries(PREFIXES).map(([name, uri]) => `@prefix ${name}: <${uri}> .\n`).join("");
  return new TextEncoder().encode(`${prefixes}\n${subject}\n\t${statements.join(" ;\n\t")} .\n`);
}

/** The value of a property by its type, as LV2's own library writes it (sratom.c). */
function valueText({ type, value }: StateProperty): string {
  const bytes = fromBase64(value);
  const view = new DataView(bytes.buffer);
  const text = () => new TextDecoder().decode(bytes).replace(/\0+$/, "");
  const isOf = (name: string, size?: number) =>
    type === PREFIXES.atom + name && (size === undefined || bytes.length === size);
  if (isOf("String")) return literal(text());
  // The number of a URI is kept as the URI itself.
  if (isOf("URI") || isOf("URID")) return uri(text());
  if (isOf("Path")) return `${literal(text())}^^atom:Path`;
  if (isOf("Int", 4)) return `"${view.getInt32(0, true)}"^^xsd:int`;
  if (isOf("Long", 8)) return `"${view.getBigInt64(0, true)}"^^xsd:long`;
  if (isOf("Float", 4)) return `"${real(view.getFloat32(0, true))}"^^xsd:float`;
  if (isOf("Double", 8)) return `"${real(view.getFloat64(0, true))}"^^xsd:double`;
  if (isOf("Bool", 4)) return view.getInt32(0, true) === 0 ? "false" : "true";
  const vector = isOf("Vector") && bytes.length >= 8 ? vectorText(view) : undefined;
  if (vector !== undefined) return vector;
  const data = `"${value}"^^xsd:base64Binary`;
  return isOf("Chunk") ? data : `[\n\t\t\ta ${uri(type)} ;\n\t\t\trdf:value ${data}\n\t\t]`;
}

/** The types of numbers, by the numbers that our LV2 host has for their URIs (lv2_urids.cpp). */
const ELEMENT_TYPES = new Map(
  ["Int", "Long", "Float", "Double", "Bool"].map((name) => [fnv1a(`${PREFIXES.atom}${name}`), name]),
);

/** A vector as other hosts can read it, whose numbers for URIs differ; `undefined` for one of other things than numbers. */
function vectorText(view: DataView): string | undefined {
  const type = ELEMENT_TYPES.get(view.getUint32(4, true));
  const size = view.getUint32(0, true);
  const body = new Uint8Array(view.buffer, view.byteOffset + 8, view.byteLength - 8);
  if (type === undefined || size === 0 || body.length === 0 || body.length % size !== 0) return undefined;
  const elements = Array.from(
    { length: body.length / size },
    (_, i) =>
      valueText({
        key: "",
        type: PREFIXES.atom + type,
        flags: 0,
        value: body.slice(i * size, (i + 1) * size).toBase64(),
      }),
  );
  return `[\n\t\t\ta atom:Vector ;\n\t\t\tatom:childType atom:${type} ;\n\t\t\trdf:value ( ${
    elements.join(" ")
  } )\n\t\t]`;
}

function fnv1a(text: string): number {
  const bytes = new TextEncoder().encode(text);
  return bytes.reduce((hash, byte) => Math.imul(hash ^ byte, 16_777_619) >>> 0, 2_166_136_261);
}

/** A decimal or a double; without a point it would be an integer. */
function number(value: number): string {
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

function real(value: number): string {
  if (Number.isFinite(value)) return number(value);
  return Number.isNaN(value) ? "NaN" : value > 0 ? "INF" : "-INF";
}

function literal(text: string): string {
  const escaped = text.toWellFormed().replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r").replaceAll("\t", "\\t").replaceAll(/\p{Cc}/gu, " ");
  return `"${escaped}"`;
}

/** Signs that a URI in angles cannot have are written by their numbers. */
function uri(text: string): string {
  return `<${text.replaceAll(/[\s<>"{}|\\^`]|\p{Cc}/gu, (sign) => encodeURIComponent(sign))}>`;
}
