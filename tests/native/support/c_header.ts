/** A parameter of a C function: its type as normalised text, `const char*`, and its name. */
export interface CParameter {
  type: string;
  name: string;
}

/** A function that a C header declares. */
export interface CFunction {
  name: string;
  result: string;
  parameters: CParameter[];
}

/** What the tests read from a C header, each in the header's order. */
export interface CHeader {
  /** Macros defined as a whole number. */
  numbers: Record<string, number>;
  /** Constants of all enumerations, with their values. */
  enumerators: Record<string, number>;
  functions: CFunction[];
}

/**
 * Reads a header of plain C declarations: functions marked with `api`, and
 * enumerations whose constants all have a value. Anything it does not
 * understand is an error, so that nothing escapes the tests.
 *
 * @throws {SyntaxError} At what is not understood.
 */
export function parseHeader(text: string, api: string): CHeader {
  const { code, numbers } = preprocess(text);
  const parser = new Parser(tokenize(code), api);
  return { numbers, ...parser.parse() };
}

/** Takes out comments, directives and what is for C++ only, and collects the macros that are numbers. */
function preprocess(text: string): { code: string; numbers: Record<string, number> } {
  const numbers: Record<string, number> = {};
  const kept: string[] = [];
  let isCplusplus = false;
  for (const line of text.replace(/\/\*[^]*?\*\//g, " ").replace(/\/\/.*/g, "").split("\n")) {
    const directive = /^\s*#\s*(\w+)\s*(.*?)\s*$/.exec(line);
    if (directive === null) {
      if (!isCplusplus) kept.push(line);
      continue;
    }
    const [, name, rest = ""] = directive;
    if (name === "ifdef" && rest === "__cplusplus") isCplusplus = true;
    else if (name === "endif") isCplusplus = false;
    const macro = /^(\w+)\s+(-?\d+)$/.exec(rest);
    if (name === "define" && macro !== null) numbers[macro[1]!] = Number(macro[2]);
  }
  return { code: kept.join("\n"), numbers };
}

function tokenize(code: string): string[] {
  const tokens: string[] = [];
  const token = /\s*([A-Za-z_]\w*|-?\d+|[{}()*,;=])/y;
  while (code.slice(token.lastIndex).trim() !== "") {
    const start = token.lastIndex;
    const match = token.exec(code);
    if (match === null) throw new SyntaxError(`Cannot read "${code.slice(start, start + 40).trim()}"`);
    tokens.push(match[1]!);
  }
  return tokens;
}

class Parser {
  readonly #tokens: readonly string[];
  readonly #api: string;
  #at = 0;

  constructor(tokens: readonly string[], api: string) {
    this.#tokens = tokens;
    this.#api = api;
  }

  parse(): Omit<CHeader, "numbers"> {
    const enumerators: Record<string, number> = {};
    const functions: CFunction[] = [];
    while (this.#at < this.#tokens.length) {
      if (this.#skip("typedef")) Object.assign(enumerators, this.#enumeration());
      else functions.push(this.#function());
    }
    return { enumerators, functions };
  }

  /** `enum { NAME = value, ... } Name;` */
  #enumeration(): Record<string, number> {
    const values: Record<string, number> = {};
    this.#expect("enum");
    this.#expect("{");
    do {
      const name = this.#name();
      this.#expect("=");
      values[name] = Number(this.#next());
    } while (this.#skip(",") && this.#tokens[this.#at] !== "}");
    this.#expect("}");
    this.#name();
    this.#expect(";");
    return values;
  }

  /** `API type name(type name, ...);` */
  #function(): CFunction {
    this.#expect(this.#api);
    const { type: result, name } = this.#declarator();
    const parameters: CParameter[] = [];
    this.#expect("(");
    if (this.#tokens[this.#at] === "void" && this.#tokens[this.#at + 1] === ")") this.#next();
    else do parameters.push(this.#declarator()); while (this.#skip(","));
    this.#expect(")");
    this.#expect(";");
    return { name, result, parameters };
  }

  /** `const type* name` */
  #declarator(): CParameter {
    let type = this.#skip("const") ? "const " : "";
    type += this.#name();
    while (this.#skip("*")) type += "*";
    return { type, name: this.#name() };
  }

  #name(): string {
    const token = this.#next();
    if (!/^[A-Za-z_]/.test(token)) throw new SyntaxError(`Expected a name, found "${token}"`);
    return token;
  }

  #expect(token: string): void {
    const found = this.#next();
    if (found !== token) throw new SyntaxError(`Expected "${token}", found "${found}"`);
  }

  #skip(token: string): boolean {
    const isThere = this.#tokens[this.#at] === token;
    if (isThere) this.#at++;
    return isThere;
  }

  #next(): string {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw new SyntaxError("Unexpected end of the header");
    return token;
  }
}
