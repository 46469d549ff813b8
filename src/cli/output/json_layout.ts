import type { Console } from "../terminal/console.ts";
import { Output, type OutputStream } from "../terminal/output.ts";
import { type StyleName, type Styles, stylesFor } from "../terminal/terminal.ts";

/** The pieces of JSON outside of strings; a longer piece may arrive in parts. */
const PIECE = /[{}[\],:"]|\s+|[^{}[\],:"\s]+/y;

const INDENTATION = "  ";

/**
 * Prints JSON for a person: indented and, where there is color, colored.
 *
 * @param print Prints compact JSON on the console that it is given.
 */
export async function printLaidOut(
  console: Console,
  print: (console: Console) => Promise<void>,
): Promise<void> {
  const stdout = new Output(new JsonLayout(console.stdout, stylesFor(console.stdout, console.environment)));
  await print({ ...console, stdout });
  await stdout.flush();
}

/** Lays out JSON while it is written, however it is split, and keeps none of it. */
class JsonLayout implements OutputStream {
  readonly #target: Output;
  readonly #styles: Styles;
  readonly #decoder = new TextDecoder();
  /** The closing brackets of everything that is open. */
  readonly #open: string[] = [];
  /** Whether the last piece opened a list or an object: an empty one stays on its line. */
  #isEmpty = false;
  /** Whether the next string is a key. */
  #isKey = false;
  /** The style of the string that has begun. */
  #string: StyleName | undefined;
  #isEscaped = false;

  constructor(target: Output, styles: Styles) {
    this.#target = target;
    this.#styles = styles;
  }

  isTerminal(): boolean {
    return this.#target.isTerminal;
  }

  async write(bytes: Uint8Array): Promise<number> {
    await this.#target.write(this.#laidOut(this.#decoder.decode(bytes, { stream: true })));
    return bytes.length;
  }

  #laidOut(text: string): string {
    let result = "";
    let end = 0;
    for (let at = 0; at < text.length; at = end) {
      if (this.#string === undefined) {
        PIECE.lastIndex = at;
        const [piece] = PIECE.exec(text)!;
        end = at + piece.length;
        result += this.#outside(piece);
        if (piece !== '"') continue;
        this.#string = this.#isKey ? "cyan" : "green";
      }
      const style = this.#styles[this.#string];
      end = this.#endOfString(text, end);
      result += style(text.slice(at, end));
    }
    return result;
  }

  /** The offset behind the closing quote, or the end of the text where the string goes on. */
  #endOfString(text: string, start: number): number {
    for (let at = start; at < text.length; at++) {
      const isPlain = this.#isEscaped;
      this.#isEscaped = !isPlain && text[at] === "\\";
      if (isPlain || text[at] !== '"') continue;
      this.#string = undefined;
      return at + 1;
    }
    return text.length;
  }

  #outside(piece: string): string {
    if (piece === "}" || piece === "]") return this.#close();
    if (piece.trim() === "") return this.#open.length === 0 ? piece : "";
    const start = this.#isEmpty ? this.#newLine() : "";
    this.#isEmpty = false;
    return start + this.#begin(piece);
  }

  /** A piece that closes nothing; a quote comes with its string. */
  #begin(piece: string): string {
    switch (piece) {
      case "{":
      case "[":
        this.#open.push(piece === "{" ? "}" : "]");
        this.#isEmpty = true;
        this.#isKey = piece === "{";
        return piece;
      case ",":
        this.#isKey = this.#open.at(-1) === "}";
        return `,${this.#newLine()}`;
      case ":":
        this.#isKey = false;
        return ": ";
      case '"':
        return "";
      default:
        return this.#styles.yellow(piece);
    }
  }

  #close(): string {
    const bracket = this.#open.pop()!;
    const start = this.#isEmpty ? "" : this.#newLine();
    this.#isEmpty = false;
    return start + bracket;
  }

  #newLine(): string {
    return `\n${INDENTATION.repeat(this.#open.length)}`;
  }
}
