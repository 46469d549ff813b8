import { closestWord } from "./closest_word.ts";
import { FieldValueError, type SearchNode, type SearchQuery, SearchQueryError } from "./search_query.ts";
import { SEARCH_FIELDS, type SearchField } from "./search_fields.ts";
import { PLUGIN_FORMATS } from "../plugin_format.ts";
import { keyOf } from "./search_text.ts";
import {
  circleError,
  collectionReference,
  NO_SAVED_SEARCHES,
  savedReference,
  type SavedSearches,
} from "./saved_search.ts";
import { nameKey } from "../curation/names.ts";
import type { TextField } from "./text_fields.ts";

/** Most characters of a search that are read; longer pasted text is cut. */
const MOST_CHARACTERS = 4096;

/** Terms that count; the rest is left out. */
const MOST_TERMS = 24;

/** Brackets in brackets; deeper ones are no brackets. */
const MOST_DEPTH = 16;

/** Saved searches that a search can use, those that they use among them. */
const MOST_SAVED = 64;

/** A piece of a search. */
type Token =
  | { readonly type: "open" | "close" | "or" | "not"; readonly at: number }
  | { readonly type: "word" | "phrase"; readonly at: number; readonly text: string }
  | { readonly type: "saved"; readonly at: number; readonly name: string; readonly end: number }
  | {
    readonly type: "field";
    readonly at: number;
    /** As it was typed. */
    readonly name: string;
    readonly field: SearchField;
    readonly value: string;
    readonly valueAt: number;
    readonly end: number;
    readonly isPhrase: boolean;
  };

/**
 * Reads a search: words, "phrases", `field:value`, `-` before what must not
 * be, `OR` between alternatives, brackets, and `@name` for a saved search, which
 * stands there as if in brackets. Words side by side must all be there; `OR`
 * binds its two neighbours only, so `a b OR c` is a and (b or c).
 *
 * Whatever has no meaning here, like a lone quote or an unknown field, is text
 * to look for, or nothing.
 *
 * @param now The time from which ages count back.
 * @param saved The saved searches that it can use.
 * @param chain Those that it must not use, since it belongs to them.
 * @throws {SearchQueryError} only for a value that its field cannot have, and a
 *     saved search that is unknown or cannot be read.
 * @throws {PluginaryError} `query-circle` for a saved search that uses itself.
 */
export function parseSearch(
  source: string,
  now: Date = new Date(),
  saved: SavedSearches = NO_SAVED_SEARCHES,
  chain: readonly string[] = [],
): SearchQuery {
  return parseWithin(source, { now, saved, chain, uses: { count: 0 } });
}

/** A collection or saved search that a search names. */
export interface QueryName {
  readonly kind: "collection" | "saved";
  /** Its name as names are compared. */
  readonly key: string;
}

/** Whether a search names a collection or a saved search. */
export function namesInSearch(source: string, sought: QueryName): boolean {
  return placesOf(source, sought).length > 0;
}

/** Writes a new name in a search, wherever it names a collection or a saved search. */
export function renameInSearch(source: string, sought: QueryName, name: string): string {
  const reference = sought.kind === "saved" ? savedReference(name) : collectionReference(name);
  return placesOf(source, sought).reduceRight(
    (text, { at, end }) => text.slice(0, at) + reference + text.slice(end),
    source,
  );
}

function placesOf(source: string, { kind, key }: QueryName): { at: number; end: number }[] {
  if (source.length > MOST_CHARACTERS || isPath(source.trim())) return [];
  return new TokenReader(source).read().flatMap((token) => {
    if (token.type !== "saved" && token.type !== "field") return [];
    const isOfKind = token.type === "saved" ? kind === "saved" : token.name.toLowerCase() === kind;
    const name = token.type === "saved" ? token.name : token.value;
    return isOfKind && nameKey(name.trim()) === key ? [token] : [];
  });
}

/** What all parts of a search are read with. */
interface Surroundings {
  readonly now: Date;
  readonly saved: SavedSearches;
  /** The saved searches that lead to this one, the first one first. */
  readonly chain: readonly string[];
  /** Shared by the whole search. */
  readonly uses: { count: number };
}

function parseWithin(source: string, surroundings: Surroundings): SearchQuery {
  const text = source.slice(0, MOST_CHARACTERS);
  const path = text.trim();
  if (isPath(path)) {
    const node: SearchNode = { kind: "path", text: path.replace(/[\\/]+$/, "").toLowerCase() };
    return { node: { kind: "and", nodes: [node] }, notes: [] };
  }
  const reader = new TokenReader(text);
  const parser = new Parser(reader.read(), surroundings);
  const nodes = parser.readAll();
  const notes = [...reader.notes, ...parser.notes];
  if (source.length > MOST_CHARACTERS || parser.isCut) {
    notes.push(
      `Only the first ${parser.isCut ? `${MOST_TERMS} words` : `${MOST_CHARACTERS} characters`} count`,
    );
  }
  if (text.trim() !== "" && !nodes.some(saysSomething)) {
    notes.push("The search has no words to look for, so it finds nothing");
    return { node: { kind: "and", nodes: [{ kind: "nothing" }] }, notes };
  }
  return { node: { kind: "and", nodes }, notes };
}

/** The path of a plugin or a folder, in two parts or more; one with spaces ends like a plugin's file. */
function isPath(text: string): boolean {
  return /^(\/[^\s/]+\/|[a-z]:[\\/])\S+$/i.test(text) ||
    /^(\/[^/]+\/|[a-z]:[\\/]).*\.(vst3|clap|lv2|component|so|dll|dylib)[\\/]?$/i.test(text);
}

/** The beginning of a plugin's id as it is printed, with something that no word has. */
const PLUGIN_ID = new RegExp(`^(${PLUGIN_FORMATS.join("|")}):.*[0-9.:/]`);

/** Every plugin, as somebody types it who knows file names. */
const EVERYTHING = "*";

/** Signs alone, like an emoji or a lone quote, are in no index. */
function saysSomething(node: SearchNode): boolean {
  switch (node.kind) {
    case "and":
    case "or":
      return node.nodes.some(saysSomething);
    case "not":
      return node.node.kind === "text" ? keyOf(node.node.text) !== "" : saysSomething(node.node);
    case "text":
      return keyOf(node.text) !== "" || node.text === EVERYTHING;
    case "nothing":
      return false;
    default:
      return true;
  }
}

/** The note about a word for a field that could only be in a plugin's text by its letters. */
export function noLetters(word: string): string {
  return `"${word}" has no letters or digits to look for, so it finds nothing`;
}

/** Cuts a search into tokens, in one pass. */
class TokenReader {
  readonly notes: string[] = [];
  readonly #text: string;
  /** Closing brackets that have an opening one, and those. */
  readonly #brackets: ReadonlySet<number>;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#brackets = matchingBrackets(text);
  }

  read(): Token[] {
    const tokens: Token[] = [];
    while (this.#at < this.#text.length) {
      if (isSpace(this.#text[this.#at]!)) this.#at++;
      else tokens.push(this.#token());
    }
    return tokens.filter((token, index) => !isAnd(token) || index === 0 || index === tokens.length - 1);
  }

  #token(): Token {
    const at = this.#at;
    const character = this.#text[at]!;
    if (this.#brackets.has(at)) {
      this.#at++;
      return { type: character === "(" ? "open" : "close", at };
    }
    if (character === '"') return { type: "phrase", at, text: this.#quoted() };
    if (character === "-" && this.#negates(at)) {
      this.#at++;
      return { type: "not", at };
    }
    if (character === "@" && this.#namesSaved(at)) return this.#saved(at);
    return this.#word(at);
  }

  /** A sign alone is a word. */
  #namesSaved(at: number): boolean {
    const next = this.#text[at + 1];
    return next !== undefined && !isSpace(next) && !this.#brackets.has(at + 1);
  }

  #saved(at: number): Token {
    this.#at++;
    const name = this.#text[this.#at] === '"' ? this.#quoted() : this.#unquoted();
    return { type: "saved", at, name, end: this.#at };
  }

  /** A dash right before something, as the first character of a word. */
  #negates(at: number): boolean {
    const next = this.#text[at + 1];
    return next !== undefined && !isSpace(next) && next !== "-" &&
      !(next === ")" && this.#brackets.has(at + 1));
  }

  /** Up to the next quote, or to the end. */
  #quoted(): string {
    const end = this.#text.indexOf('"', this.#at + 1);
    const text = this.#text.slice(this.#at + 1, end < 0 ? undefined : end);
    this.#at = end < 0 ? this.#text.length : end + 1;
    return text;
  }

  #word(at: number): Token {
    const word = this.#unquoted();
    if (word === "OR" || word === "|" || word === "||") return { type: "or", at };
    if (PLUGIN_ID.test(word)) return this.#field(at, "id", SEARCH_FIELDS.get("id")!, word);
    const colon = word.indexOf(":");
    const field = colon < 1 ? undefined : SEARCH_FIELDS.get(word.slice(0, colon).toLowerCase());
    if (field !== undefined) return this.#field(at, word.slice(0, colon), field, word.slice(colon + 1));
    if (colon > 0) this.#noteField(word.slice(0, colon), word.slice(colon + 1));
    return { type: "word", at, text: word };
  }

  #unquoted(): string {
    const start = this.#at;
    while (this.#at < this.#text.length) {
      const character = this.#text[this.#at]!;
      if (isSpace(character) || character === '"' || this.#brackets.has(this.#at)) break;
      this.#at++;
    }
    return this.#text.slice(start, this.#at);
  }

  #field(at: number, name: string, field: SearchField, value: string): Token {
    const isPhrase = value === "" && this.#text[this.#at] === '"';
    const valueAt = at + name.length + 1;
    const whole = isPhrase ? this.#quoted() : value;
    return { type: "field", at, name, field, value: whole, valueAt, end: this.#at, isPhrase };
  }

  #noteField(name: string, value: string): void {
    if (!FIELD_NAME.test(name) || value === "" || value.startsWith("/")) return;
    const closest = closestWord(name, [...SEARCH_FIELDS.keys()]);
    const hint = closest === undefined ? "" : `; did you mean "${closest}:"?`;
    this.notes.push(`There is no field "${name}"${hint}`);
  }
}

/** What looks like the name of a field, unlike "C:" or "2:1". */
const FIELD_NAME = /^[a-z]{2,}$/i;

/** Between two terms it is redundant. */
function isAnd(token: Token): boolean {
  return token.type === "word" && token.text === "AND";
}

/** Brackets that open before a word, with the ones that close them; those in quotes are text. */
function matchingBrackets(text: string): Set<number> {
  const matched = new Set<number>();
  const open: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (character === '"') {
      const end = text.indexOf('"', at + 1);
      if (end < 0) break;
      at = end;
    } else if (character === "(" && opensGroup(text, at) && open.length < MOST_DEPTH) open.push(at);
    else if (character === ")" && open.length > 0) {
      matched.add(open.pop()!);
      matched.add(at);
    }
  }
  return matched;
}

function opensGroup(text: string, at: number): boolean {
  const before = text[at - 1];
  return before === undefined || isSpace(before) || before === "(" || before === "-";
}

function isSpace(character: string): boolean {
  return character.trim() === "";
}

/** Builds the tree, by recursive descent. */
class Parser {
  /** Whether terms were left out because there are too many. */
  isCut = false;
  readonly notes: string[] = [];
  readonly #tokens: readonly Token[];
  readonly #surroundings: Surroundings;
  #next = 0;
  #terms = 0;

  constructor(tokens: readonly Token[], surroundings: Surroundings) {
    this.#tokens = tokens;
    this.#surroundings = surroundings;
  }

  readAll(): SearchNode[] {
    const nodes: SearchNode[] = [];
    while (this.#next < this.#tokens.length) nodes.push(...this.#all());
    return nodes;
  }

  /** Up to a closing bracket, which stays. */
  #all(): SearchNode[] {
    const nodes: SearchNode[] = [];
    while (this.#next < this.#tokens.length && this.#peek() !== "close") {
      const node = this.#any();
      if (node !== undefined) nodes.push(node);
    }
    return nodes;
  }

  /** Alternatives; an OR with only one side is ignored. */
  #any(): SearchNode | undefined {
    const nodes: SearchNode[] = [];
    for (;;) {
      const node = this.#peek() === "or" ? undefined : this.#negatable();
      if (node !== undefined) nodes.push(node);
      if (this.#peek() !== "or") break;
      this.#next++;
      const following = this.#peek();
      if (following === undefined || following === "close") break;
    }
    return nodes.length > 1 ? { kind: "or", nodes } : nodes[0];
  }

  #negatable(): SearchNode | undefined {
    if (this.#peek() !== "not") return this.#primary();
    this.#next++;
    const following = this.#peek();
    if (following === undefined || following === "close" || following === "or") return undefined;
    const node = this.#primary();
    return node === undefined ? undefined : { kind: "not", node };
  }

  #primary(): SearchNode | undefined {
    const token = this.#tokens[this.#next++]!;
    switch (token.type) {
      case "open":
        return this.#group();
      case "word":
        return this.#text(token.text, { isPhrase: false });
      case "phrase":
        return this.#text(token.text, { isPhrase: true });
      case "saved":
        return this.#saved(token);
      case "field":
        return this.#field(token);
      default:
        return undefined;
    }
  }

  /** Its words count for themselves: a saved search says the same wherever it is used. */
  #saved({ at, name }: Extract<Token, { type: "saved" }>): SearchNode | undefined {
    if (!this.#hasRoom()) return undefined;
    const { saved, chain, uses } = this.#surroundings;
    const found = saved.find(name);
    if (found === undefined) throw unknownSaved(at, name, saved.names());
    const reference = savedReference(found.name);
    if (chain.includes(reference)) throw circleError([...chain, reference]);
    if (++uses.count > MOST_SAVED) {
      throw new SearchQueryError(at, `it uses more than ${MOST_SAVED} saved searches`, "Use fewer of them");
    }
    try {
      const { node, notes } = parseWithin(found.query, {
        ...this.#surroundings,
        chain: [...chain, reference],
      });
      this.notes.push(...notes.map((note) => `${note} (in ${reference})`));
      return node.nodes.length > 1 ? node : node.nodes[0];
    } catch (error) {
      if (!(error instanceof SearchQueryError)) throw error;
      throw new SearchQueryError(
        at,
        `${reference} cannot be read at character ${error.position + 1}: ${error.reason}`,
        error.hint,
      );
    }
  }

  #group(): SearchNode | undefined {
    const nodes = this.#all();
    this.#next++;
    return nodes.length > 1 ? { kind: "and", nodes } : nodes[0];
  }

  #text(
    text: string,
    { field, isPhrase }: { field?: TextField | undefined; isPhrase: boolean },
  ): SearchNode | undefined {
    if (!this.#hasRoom()) return undefined;
    return {
      kind: "text",
      ...(field === undefined ? {} : { field }),
      text,
      isPhrase,
      isPrefix: !isPhrase && text.length > 1 && text.endsWith("*"),
    };
  }

  #field(token: Extract<Token, { type: "field" }>): SearchNode | undefined {
    const { name, field, value, valueAt, isPhrase } = token;
    // An empty value may still be being typed.
    if (value === "") {
      this.notes.push(`The field "${name}:" has no value`);
      return undefined;
    }
    if (field.kind === "text") {
      if (keyOf(value) !== "") return this.#text(value, { field: field.field, isPhrase });
      this.notes.push(noLetters(`${name}:${value}`));
      return { kind: "nothing" };
    }
    if (!this.#hasRoom()) return undefined;
    const { now, chain } = this.#surroundings;
    try {
      const condition = field.parse(value, now);
      const isLink = condition.kind === "collection" && chain.length > 0;
      return isLink ? { ...condition, via: chain } : condition;
    } catch (error) {
      if (!(error instanceof FieldValueError)) throw error;
      throw new SearchQueryError(valueAt, error.message, error.hint);
    }
  }

  #hasRoom(): boolean {
    if (this.#terms++ < MOST_TERMS) return true;
    this.isCut = true;
    return false;
  }

  #peek(): Token["type"] | undefined {
    return this.#tokens[this.#next]?.type;
  }
}

function unknownSaved(at: number, name: string, names: readonly string[]): SearchQueryError {
  const closest = closestWord(name, names);
  const hint = closest === undefined
    ? `"pluginary saved list" shows them; to look for the word, write it in quotes: "@${name}"`
    : `Did you mean ${savedReference(closest)}?`;
  return new SearchQueryError(at, `there is no saved search "${name}"`, hint);
}
