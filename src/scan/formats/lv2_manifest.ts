const RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const PLUGIN_CLASS = "http://lv2plug.in/ns/lv2core#Plugin";
const DYNAMIC_NAMESPACE = "http://lv2plug.in/ns/ext/dynmanifest#";
const DYNAMIC_CLASS = `${DYNAMIC_NAMESPACE}DynManifest`;

/** How deep brackets may be nested; real manifests need two. */
const MAXIMUM_DEPTH = 100;

/** The facts in a manifest about its bundle. */
export interface ManifestContent {
  /** It has no statement at all. */
  readonly isEmpty: boolean;
  /** It names plugins, or cannot be read, in which case the worker has to say why. */
  readonly hasPlugins: boolean;
  /** It names a library that lists plugins by code. */
  readonly isDynamic: boolean;
}

/**
 * Reads from a bundle's manifest whether there are plugins in it, so that
 * specifications and presets are told apart without starting a worker.
 *
 * It follows the grammar of Turtle (https://www.w3.org/TR/turtle/#sec-grammar)
 * and leaves names unresolved that it does not need.
 */
export function readManifest(text: string): ManifestContent {
  const reader = new ManifestReader(text);
  try {
    const isEmpty = reader.readAll() === 0;
    return { isEmpty, hasPlugins: reader.hasPlugins, isDynamic: reader.isDynamic };
  } catch (error) {
    // A RangeError comes of a single text that is too long for the regular expressions.
    const isUnreadable = error instanceof NotTurtle || error instanceof RangeError;
    if (isUnreadable) return { isEmpty: false, hasPlugins: true, isDynamic: false };
    throw error;
  }
}

/** Ends the reading of a text that is not Turtle. */
class NotTurtle extends Error {}

type Token =
  | { readonly kind: "iri"; readonly iri: string }
  | { readonly kind: "name"; readonly prefix: string; readonly local: string }
  | { readonly kind: "literal" }
  | { readonly kind: "word"; readonly word: string }
  /** One of `. ; , [ ] ( ) ^^`. */
  | { readonly kind: "mark"; readonly mark: string }
  | { readonly kind: "end" };

/** Follows the statements of one manifest. */
class ManifestReader {
  readonly #tokens: Generator<Token, undefined>;
  readonly #prefixes = new Map<string, string>();
  #token: Token;
  #depth = 0;
  /** Whether a plugin has been named so far. */
  hasPlugins = false;
  /** Whether a library that lists plugins has been named so far. */
  isDynamic = false;
  /** Few manifests name such a library, and those of hundreds of plugins need not be read to their end. */
  readonly #mayBeDynamic: boolean;

  constructor(text: string) {
    this.#tokens = tokens(text);
    this.#mayBeDynamic = text.includes(DYNAMIC_NAMESPACE);
    this.#token = { kind: "end" };
  }

  /** Reads until all is known. @returns The number of statements. */
  readAll(): number {
    let statements = 0;
    for (this.#next(); this.#token.kind !== "end" && !this.#isDone(); statements++) this.#statement();
    return statements;
  }

  #isDone(): boolean {
    return this.hasPlugins && (this.isDynamic || !this.#mayBeDynamic);
  }

  #next(): Token {
    const last = this.#token;
    this.#token = this.#tokens.next().value ?? { kind: "end" };
    return last;
  }

  #isMark(mark: string): boolean {
    return this.#token.kind === "mark" && this.#token.mark === mark;
  }

  #expectMark(mark: string): void {
    if (!this.#isMark(mark)) throw new NotTurtle();
    this.#next();
  }

  #statement(): void {
    if (this.#token.kind === "word" && isDirective(this.#token.word)) return this.#directive();
    const isBlank = this.#isMark("[");
    this.#term();
    if (!(isBlank && this.#isMark("."))) this.#predicates();
    this.#expectMark(".");
  }

  #directive(): void {
    const { word } = this.#next() as Extract<Token, { kind: "word" }>;
    const isPrefix = word.toLowerCase().endsWith("prefix");
    const name = isPrefix ? this.#next() : undefined;
    const target = this.#next();
    if (target.kind !== "iri") throw new NotTurtle();
    if (name !== undefined) {
      if (name.kind !== "name" || name.local !== "") throw new NotTurtle();
      this.#prefixes.set(name.prefix, target.iri);
    }
    if (word.startsWith("@")) this.#expectMark(".");
  }

  #predicates(): void {
    for (;;) {
      const isType = this.#isType(this.#verb());
      do this.#object(isType); while (this.#take(","));
      if (!this.#take(";")) return;
      while (this.#take(";"));
      if (this.#isMark(".") || this.#isMark("]")) return;
    }
  }

  #take(mark: string): boolean {
    if (!this.#isMark(mark)) return false;
    this.#next();
    return true;
  }

  #verb(): Token {
    const token = this.#next();
    if (token.kind === "iri" || token.kind === "name") return token;
    if (token.kind === "word" && token.word === "a") return token;
    throw new NotTurtle();
  }

  #isType(verb: Token): boolean {
    return verb.kind === "word" || this.#resolve(verb) === `${RDF}type`;
  }

  #resolve(token: Token): string | undefined {
    if (token.kind === "iri") return token.iri;
    if (token.kind !== "name") return undefined;
    const base = this.#prefixes.get(token.prefix);
    if (base === undefined && token.prefix !== "_") throw new NotTurtle();
    return base === undefined ? undefined : base + token.local;
  }

  #object(isType: boolean): void {
    if (this.#token.kind === "literal") return this.#literal();
    if (this.#token.kind === "word") {
      if (!isPlainLiteral(this.#token.word)) throw new NotTurtle();
      this.#next();
      return;
    }
    if (isType) this.#type(this.#resolve(this.#token));
    this.#term();
  }

  #type(name: string | undefined): void {
    if (name === PLUGIN_CLASS) this.hasPlugins = true;
    if (name === DYNAMIC_CLASS) this.isDynamic = true;
  }

  #literal(): void {
    this.#next();
    if (this.#token.kind === "word" && this.#token.word.startsWith("@")) this.#next();
    else if (this.#take("^^") && this.#resolve(this.#next()) === undefined) throw new NotTurtle();
  }

  /** A name, a blank node with its statements, or a list. */
  #term(): void {
    if (this.#depth++ > MAXIMUM_DEPTH) throw new NotTurtle();
    if (this.#take("[")) {
      if (!this.#isMark("]")) this.#predicates();
      this.#expectMark("]");
    } else if (this.#take("(")) {
      while (!this.#isMark(")")) this.#object(false);
      this.#next();
    } else {
      const token = this.#next();
      if (token.kind !== "iri" && token.kind !== "name") throw new NotTurtle();
      this.#resolve(token);
    }
    this.#depth--;
  }
}

function isDirective(word: string): boolean {
  return word === "@prefix" || word === "@base" || /^(prefix|base)$/i.test(word);
}

function isPlainLiteral(word: string): boolean {
  return word === "true" || word === "false" || /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(word);
}

/** The tokens that stand at a place, each in one step from there; no expression can match in more than one way. */
const TOKENS = {
  space: /(?:[\t\n\r ]+|#[^\n\r]*)+/y,
  // deno-lint-ignore no-control-regex
  iri: /<([^\u0000-\u0020<>"{}|^`]*)>/y,
  longString: /"""(?:"?"?(?:[^"\\]|\\[^]))*"""|'''(?:'?'?(?:[^'\\]|\\[^]))*'''/y,
  string: /"(?:[^"\\\n\r]|\\[^\n\r])*"|'(?:[^'\\\n\r]|\\[^\n\r])*'/y,
  name:
    /([\p{L}_][\p{L}\p{N}_.\-·]*)?:((?:[\p{L}\p{N}_:\-·]|%[0-9A-Fa-f]{2}|\\[!-~]|\.(?=[.\p{L}\p{N}_:%\\\-·]))*)/yu,
  number: /[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y,
  word: /@?[A-Za-z]+(?:-[A-Za-z0-9]+)*/y,
  mark: /\^\^|[.;,[\]()]/y,
} as const;

function* tokens(text: string): Generator<Token, undefined> {
  let at = 0;
  const match = (expression: RegExp): RegExpExecArray | null => {
    expression.lastIndex = at;
    const found = expression.exec(text);
    if (found !== null) at = expression.lastIndex;
    return found;
  };
  for (match(TOKENS.space); at < text.length; match(TOKENS.space)) {
    const iri = match(TOKENS.iri);
    const name = iri ?? match(TOKENS.name);
    if (iri !== null) yield { kind: "iri", iri: unescapeIri(iri[1]!) };
    else if (name !== null) yield { kind: "name", prefix: name[1] ?? "", local: unescapeLocal(name[2]!) };
    else if (match(TOKENS.longString) ?? match(TOKENS.string)) yield { kind: "literal" };
    else yield wordOrMark(match);
  }
  return undefined;
}

function wordOrMark(match: (expression: RegExp) => RegExpExecArray | null): Token {
  const word = match(TOKENS.number) ?? match(TOKENS.word);
  if (word !== null) return { kind: "word", word: word[0] };
  const mark = match(TOKENS.mark);
  if (mark === null) throw new NotTurtle();
  return { kind: "mark", mark: mark[0] };
}

function unescapeIri(iri: string): string {
  if (!iri.includes("\\")) return iri;
  return iri.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|[^])/g, (_, short?: string, long?: string) => {
    const code = Number.parseInt(short ?? long ?? "", 16);
    if (!(code <= 0x10ffff)) throw new NotTurtle();
    return String.fromCodePoint(code);
  });
}

function unescapeLocal(local: string): string {
  return local.replace(/\\([!-~])/g, "$1");
}
