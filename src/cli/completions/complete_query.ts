import { PLUGIN_FORMATS } from "../../model/plugin_format.ts";
import { behind, type Completion, listed, plain, type Proposal } from "./proposal.ts";
import { catalogWords, categories, states, type ValueRequest } from "./value_request.ts";

/** The fields of a search and their meanings; a test compares them with those that a search knows. */
export const QUERY_WORDS: Readonly<Record<string, string>> = {
  name: "Words in the name",
  vendor: "Words in the vendor",
  format: "Plugin formats, like vst3,clap",
  category: "Categories, like eq,comp",
  parameter: "A parameter of this name",
  preset: "A preset of this name",
  id: "Text in the plugin id",
  path: "Text in the path",
  is: "A state, like missing",
  tag: "A tag, with those below it",
  collection: "A collection, or one above it",
  rating: "Your rating, like 4 or 3+",
  note: "Text in your note",
  used: "Places in your projects, like 10+ or 0",
  parameters: "Number of parameters, like 50+",
  added: "First found, like 30d or 2026-01-31+",
  updated: "Last changed, like 30d",
  scanned: "Last scanned, like 30d",
};

/** Proposes the last word of a search: a field, the value of one, or the name of a plugin. */
export async function completeQuery(request: ValueRequest): Promise<Completion> {
  const [, before = "", field, word = ""] = /^(.*\s)?(-?\w+:)?(.*)$/s.exec(request.typed) ?? [];
  const last = { ...request, typed: word };
  if (field === undefined) return behind(before, plain(await anyWords(last)));
  return behind(before + field, await completeField(field.replace(/^-|:$/g, ""), last));
}

/** After the sign, perhaps behind a dash, only a saved search can stand. */
const SAVED = /^(-?)@/;

async function anyWords(request: ValueRequest): Promise<Proposal[]> {
  const [sign] = SAVED.exec(request.typed) ?? [];
  if (sign !== undefined) {
    return (await catalogWords("saved", request)).map((one) => ({ ...one, value: sign + quoted(one.value) }));
  }
  const fields = Object.entries(QUERY_WORDS)
    .map(([field, about]) => ({ value: `${field}:`, about, isOpen: true }));
  if (request.typed === "") return fields;
  return [...fields, ...(await catalogWords("plugin", request)).map(inOneWord)];
}

async function completeField(field: string, request: ValueRequest): Promise<Completion> {
  const { typed } = request;
  switch (field) {
    case "name":
      return plain((await catalogWords("plugin", request)).map(inOneWord));
    case "vendor":
    case "manufacturer":
      return plain((await catalogWords("vendor", request)).map(inOneWord));
    case "format":
      return listed(typed, PLUGIN_FORMATS.map((value) => ({ value })));
    case "category":
    case "cat":
      return listed(typed, await categories());
    case "tag":
    case "collection":
      return plain((await catalogWords(field, request)).map((one) => ({ ...one, value: quoted(one.value) })));
    case "is":
      return plain(await states());
    case "path":
    case "location":
      return { ...plain([]), paths: "files" };
    default:
      return plain([]);
  }
}

/** The name of a tag, a collection or a saved search as a search has it. */
function quoted(name: string): string {
  return /[\s()]/.test(name) ? `"${name}"` : name;
}

/** A search takes spaces for the ends of words, and quotes and parentheses for its own; signs join words. */
function inOneWord({ value, ...rest }: Proposal): Proposal {
  return { ...rest, value: value.replace(/[\s"'()]+/g, "-").replace(/^-+|-+$/g, "") };
}
