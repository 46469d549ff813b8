/** The words of a line up to the cursor, without their quotes. */
export interface TypedWords {
  /** The words behind the program's name that are complete. */
  readonly words: readonly string[];
  /** The beginning of the word that is being typed; may be empty. */
  readonly current: string;
}

/** Bash's line up to the cursor, and where in a word it ends. */
export interface BashLine extends TypedWords {
  /** The quote that is open at the end. */
  readonly quote: "" | "'" | '"';
  /** The length of the current word's text up to the open quote or the last break; bash keeps that part. */
  readonly kept: number;
}

/** How a shell quotes. */
interface Quoting {
  /** Characters that a backslash protects inside of single quotes. */
  readonly inSingle: string;
  /** And of double quotes. */
  readonly inDouble: string;
}

const BASH: Quoting = { inSingle: "", inDouble: '"$`\\' };
const FISH: Quoting = { inSingle: "'\\", inDouble: '"$\\' };

/** Characters that end one command and begin the next. */
const BETWEEN_COMMANDS = ";|&(`\n";

/**
 * Reads bash's line up to the cursor.
 *
 * @param breaks The value of `COMP_WORDBREAKS`: bash replaces only the text behind the last of these characters.
 */
export function readBashLine(line: string, breaks: string): BashLine {
  return new LineReader(line, BASH, breaks).read();
}

/** Reads fish's line up to the cursor. */
export function readFishLine(line: string): TypedWords {
  return new LineReader(line, FISH, "").read();
}

/** Takes a line apart as a shell does, without expanding anything. */
class LineReader {
  readonly #line: string;
  readonly #quoting: Quoting;
  readonly #breaks: string;
  #at = 0;
  #words: string[] = [];
  /** The word that is being read; `undefined` between words. */
  #word: string | undefined;
  #quote: BashLine["quote"] = "";
  #kept = 0;
  /** Whether the word is the target of `<` or `>`, which is no argument. */
  #isRedirected = false;

  constructor(line: string, quoting: Quoting, breaks: string) {
    this.#line = line;
    this.#quoting = quoting;
    this.#breaks = breaks;
  }

  read(): BashLine {
    while (this.#at < this.#line.length) {
      const char = this.#line[this.#at++]!;
      if (this.#quote === "") this.#readPlain(char);
      else this.#readQuoted(char);
    }
    return {
      words: behindProgram(this.#words),
      current: this.#word ?? "",
      quote: this.#quote,
      kept: this.#kept,
    };
  }

  #readQuoted(char: string): void {
    const { inSingle, inDouble } = this.#quoting;
    const next = this.#line[this.#at];
    const isProtected = next !== undefined && (this.#quote === "'" ? inSingle : inDouble).includes(next);
    if (char === "\\" && isProtected) this.#add(this.#line[this.#at++]!);
    else if (char === this.#quote) this.#quote = "";
    else this.#add(char);
  }

  #readPlain(char: string): void {
    if (char === "\\") {
      const next = this.#line[this.#at++];
      // A line that goes on in the next one.
      if (next !== undefined && next !== "\n") this.#add(next);
    } else if (char === "'" || char === '"') {
      this.#add("");
      this.#kept = this.#word!.length;
      this.#quote = char;
    } else if (char === " " || char === "\t") {
      this.#endWord();
    } else if (BETWEEN_COMMANDS.includes(char)) {
      this.#endWord();
      this.#words = [];
    } else if (char === "<" || char === ">") {
      // The number of a stream belongs to the redirection.
      if (/^\d+$/.test(this.#word ?? "")) this.#word = undefined;
      this.#endWord();
      this.#isRedirected = true;
    } else {
      this.#add(char);
      if (this.#breaks.includes(char)) this.#kept = this.#word!.length;
    }
  }

  #add(text: string): void {
    this.#word = (this.#word ?? "") + text;
  }

  #endWord(): void {
    if (this.#word === undefined) return;
    if (!this.#isRedirected) this.#words.push(this.#word);
    this.#isRedirected = false;
    this.#word = undefined;
    this.#kept = 0;
  }
}

/** The words behind the program's name, which `sudo`, `command` or `NAME=value` can precede. */
function behindProgram(words: readonly string[]): string[] {
  const named = words.findIndex((word) => /(^|[\\/])pluginary(\.exe)?$/.test(word));
  const first = words.findIndex((word) => !/^\w+=/.test(word));
  return words.slice((named < 0 ? first : named) + 1);
}
