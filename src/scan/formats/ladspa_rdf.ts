import { XMLParser } from "fast-xml-parser";
import type { ScalePoint } from "../../model/plugin.ts";
import { decodeXml } from "../files/decode_xml.ts";

const LADSPA = "http://ladspa.org/ontology#";
const RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

/** The facts about a plugin that only files of RDF have. */
export interface LadspaFacts {
  /** Local names of its classes, like "DelayPlugin". */
  readonly classes: string[];
  /** Names of values, by the index of the port. */
  readonly scalePoints: Map<string, ScalePoint[]>;
}

/** The facts about plugins by their unique ids, in decimal. */
export type LadspaKnowledge = ReadonlyMap<string, LadspaFacts>;

/** An element as the parser gives it: one key that is its name, its children below, its attributes under ":@". */
type XmlNode = Readonly<Record<string, unknown>>;

/** Prefixes of names and their meanings. */
type Namespaces = Readonly<Record<string, string>>;

/**
 * Reads a file of LRDF (RDF in XML with the words of LADSPA's ontology) and adds
 * its facts to the known ones.
 *
 * @throws {Error} for invalid XML; nothing has been added then.
 */
export function readLadspaRdf(bytes: Uint8Array, knowledge: Map<string, LadspaFacts>): void {
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: "",
    parseTagValue: false,
    parseAttributeValue: false,
  });
  const document: unknown = parser.parse(decodeXml(bytes));
  visitAll(document, {}, new RdfReader(knowledge));
}

/** Collects facts from one element after the other. */
class RdfReader {
  readonly #knowledge: Map<string, LadspaFacts>;
  /** The port that the elements below are about, as unique id and index. */
  #port: readonly [string, string] | undefined;

  constructor(knowledge: Map<string, LadspaFacts>) {
    this.#knowledge = knowledge;
  }

  see(name: string, attributes: ReadonlyMap<string, string>): void {
    const about = attributes.get(`${RDF}about`) ?? "";
    const subject = about.startsWith(LADSPA) ? about.slice(LADSPA.length) : "";
    const [id = "", port] = subject.split(".");
    if (!/^\d+$/.test(id) || (port !== undefined && !/^\d+$/.test(port))) {
      return this.#seePoint(name, attributes);
    }
    if (port !== undefined) this.#port = [id, port];
    else if (name.startsWith(LADSPA)) this.#seeClass(id, name.slice(LADSPA.length));
  }

  #seeClass(id: string, name: string): void {
    const { classes } = this.#facts(id);
    if (name.endsWith("Plugin") && name !== "Plugin" && !classes.includes(name)) classes.push(name);
  }

  #seePoint(name: string, attributes: ReadonlyMap<string, string>): void {
    const label = attributes.get(`${LADSPA}hasLabel`);
    const text = attributes.get(`${RDF}value`);
    if (name !== `${LADSPA}Point` || label === undefined || !text?.trim() || this.#port === undefined) return;
    const value = Number(text);
    if (!Number.isFinite(value)) return;
    const { scalePoints } = this.#facts(this.#port[0]);
    const points = scalePoints.get(this.#port[1]) ?? [];
    scalePoints.set(this.#port[1], points);
    if (!points.some((point) => point.value === value)) points.push({ value, label });
  }

  #facts(id: string): LadspaFacts {
    const facts = this.#knowledge.get(id) ?? { classes: [], scalePoints: new Map() };
    this.#knowledge.set(id, facts);
    return facts;
  }
}

/** Visits all elements in the order of the document; the parser has bounded their depth. */
function visitAll(nodes: unknown, outer: Namespaces, reader: RdfReader): void {
  for (const node of Array.isArray(nodes) ? nodes as XmlNode[] : []) {
    const name = Object.keys(node).find((key) => key !== ":@" && key !== "#text");
    if (name === undefined || name.startsWith("?")) continue;
    const attributes = Object.entries((node[":@"] ?? {}) as Record<string, unknown>);
    const declared = attributes
      .filter(([key]) => key.startsWith("xmlns:"))
      .map(([key, value]) => [key.slice("xmlns:".length), String(value)] as const);
    const namespaces = declared.length === 0 ? outer : { ...outer, ...Object.fromEntries(declared) };
    const resolved = attributes.map(([key, value]) => [resolve(key, namespaces), String(value)] as const);
    reader.see(resolve(name, namespaces), new Map(resolved));
    visitAll(node[name], namespaces, reader);
  }
}

function resolve(name: string, namespaces: Namespaces): string {
  const colon = name.indexOf(":");
  const prefix = name.slice(0, Math.max(0, colon));
  return Object.hasOwn(namespaces, prefix) ? namespaces[prefix] + name.slice(colon + 1) : name;
}
