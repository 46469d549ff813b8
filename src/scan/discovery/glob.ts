/** One step of a pattern. */
type Step =
  | { readonly kind: "text"; readonly text: string }
  /** `*`, within one name. */
  | { readonly kind: "star" }
  /** `**`, over any number of folders. */
  | { readonly kind: "stars" }
  /** `?`, one character of a name. */
  | { readonly kind: "one" }
  /** `[a-z]` or `[!a-z]`. */
  | { readonly kind: "set"; readonly isNegated: boolean; readonly ranges: readonly [string, string][] };

/** Most patterns that the braces of one pattern may stand for. */
const MAXIMUM_ALTERNATIVES = 1000;

/** Longest pattern, as long as a path can be; no person nests a thousand braces. */
const MAXIMUM_LENGTH = 4096;

/**
 * A pattern of a shell: `*` and `?` within a name, `**` over folders, `[a-z]`,
 * `[!a-z]`, `{this,that}`, and `\` before a character that is meant itself.
 *
 * A pattern without a slash is about the name of a file or folder, wherever it
 * lies; one with a slash about the whole path, and a relative one about its end.
 * Matching takes time in proportion to pattern times path, whatever they are.
 */
export class Glob {
  readonly #alternatives: readonly (readonly Step[])[];
  readonly #ignoresCase: boolean;

  /** @throws {SyntaxError} for an empty or very long pattern, or one whose brackets do not close; the message follows "it is". */
  constructor(pattern: string, os: typeof Deno.build.os = Deno.build.os) {
    this.#ignoresCase = os === "windows" || os === "darwin";
    const unified = os === "windows" ? pattern.replaceAll("\\", "/") : pattern;
    const text = unified.length > 1 && unified.endsWith("/") ? unified.slice(0, -1) : unified;
    if (text === "") throw new SyntaxError("it is empty");
    if (text.length > MAXIMUM_LENGTH) {
      throw new SyntaxError(`it has more than ${MAXIMUM_LENGTH} characters`);
    }
    const alternatives = expandBraces(text);
    if (alternatives.length > MAXIMUM_ALTERNATIVES) throw new SyntaxError("it has too many alternatives");
    this.#alternatives = alternatives.map((alternative) => parseSteps(this.#fold(anchored(alternative))));
  }

  /** Whether the pattern is about this absolute path. */
  matches(path: string): boolean {
    const folded = this.#fold(path);
    return this.#alternatives.some((steps) => matchesSteps(steps, folded));
  }

  #fold(text: string): string {
    return this.#ignoresCase ? text.replaceAll("\\", "/").toLowerCase() : text;
  }
}

/** Makes every pattern one about the whole path. */
function anchored(pattern: string): string {
  return pattern.startsWith("/") || /^[A-Za-z]:\//.test(pattern) ? pattern : `**/${pattern}`;
}

/** `a{b,c}d` as `abd` and `acd`; braces can stand within braces. */
function expandBraces(pattern: string): string[] {
  const open = findUnescaped(pattern, "{", 0);
  if (open < 0) return [pattern];
  const parts: string[] = [];
  let depth = 0;
  let start = open + 1;
  for (let at = open; at < pattern.length; at++) {
    const character = pattern[at];
    if (character === "\\") at++;
    else if (character === "{") depth++;
    else if (character === "," && depth === 1) {
      parts.push(pattern.slice(start, at));
      start = at + 1;
    } else if (character === "}" && --depth === 0) {
      parts.push(pattern.slice(start, at));
      return joined(pattern.slice(0, open), parts, pattern.slice(at + 1));
    }
  }
  throw new SyntaxError('it has a "{" without "}"');
}

function joined(before: string, parts: readonly string[], after: string): string[] {
  const all: string[] = [];
  for (const part of parts) {
    all.push(...expandBraces(before + part + after));
    if (all.length > MAXIMUM_ALTERNATIVES) break;
  }
  return all;
}

function findUnescaped(pattern: string, wanted: string, from: number): number {
  for (let at = from; at < pattern.length; at++) {
    if (pattern[at] === "\\") at++;
    else if (pattern[at] === wanted) return at;
  }
  return -1;
}

function parseSteps(pattern: string): Step[] {
  const steps: Step[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at]!;
    if (character === "*") {
      const isDouble = pattern[at + 1] === "*";
      steps.push({ kind: isDouble ? "stars" : "star" });
      if (isDouble) at += pattern[at + 2] === "/" ? 2 : 1;
    } else if (character === "?") steps.push({ kind: "one" });
    else if (character === "[") {
      const end = pattern.indexOf("]", at + 2);
      if (end < 0) throw new SyntaxError('it has a "[" without "]"');
      steps.push(parseSet(pattern.slice(at + 1, end)));
      at = end;
    } else {
      if (character === "\\" && at + 1 < pattern.length) at++;
      steps.push({ kind: "text", text: pattern[at]! });
    }
  }
  return steps;
}

function parseSet(content: string): Step {
  const isNegated = content.startsWith("!") || content.startsWith("^");
  const characters = isNegated ? content.slice(1) : content;
  const ranges: [string, string][] = [];
  for (let at = 0; at < characters.length; at++) {
    const isRange = characters[at + 1] === "-" && at + 2 < characters.length;
    ranges.push([characters[at]!, characters[isRange ? at + 2 : at]!]);
    if (isRange) at += 2;
  }
  return { kind: "set", isNegated, ranges };
}

/** Follows all ways through the steps at once: the places in the pattern that the path so far can have led to. */
function matchesSteps(steps: readonly Step[], path: string): boolean {
  let places = withSkipped(steps, new Set([0]), true);
  for (const character of path) {
    const next = new Set<number>();
    for (const place of places) {
      const step = steps[place];
      if (step === undefined) continue;
      if (step.kind === "stars" || (step.kind === "star" && character !== "/")) next.add(place);
      else if (step.kind !== "star" && accepts(step, character)) next.add(place + 1);
    }
    places = withSkipped(steps, next, character === "/");
  }
  return places.has(steps.length);
}

/** Stars can stand for nothing; `**` ends where a name begins, or at the very end. */
function withSkipped(steps: readonly Step[], places: Set<number>, isNameStart: boolean): Set<number> {
  for (const place of places) {
    const step = steps[place];
    const isLast = place === steps.length - 1;
    if (step?.kind === "star" || (step?.kind === "stars" && (isNameStart || isLast))) places.add(place + 1);
  }
  return places;
}

function accepts(step: Exclude<Step, { kind: "star" | "stars" }>, character: string): boolean {
  if (step.kind === "text") return step.text === character;
  if (character === "/") return false;
  if (step.kind === "one") return true;
  return step.isNegated !== step.ranges.some(([first, last]) => first <= character && character <= last);
}
