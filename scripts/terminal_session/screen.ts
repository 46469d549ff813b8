/** How a character looks. */
export interface CharacterStyle {
  readonly isBold: boolean;
  readonly isDim: boolean;
  /** Unset for the color of the terminal. */
  readonly color?: TerminalColor;
}

/** The colors that the program uses, by the codes of ECMA-48. */
const COLORS = { 31: "red", 32: "green", 33: "yellow", 34: "blue", 35: "magenta", 36: "cyan" } as const;

/** One of the colors that a terminal's theme defines. */
export type TerminalColor = (typeof COLORS)[keyof typeof COLORS];

/** Neighbouring characters of a line that look the same. */
export interface Span {
  readonly text: string;
  readonly style: CharacterStyle;
}

interface Cell {
  readonly character: string;
  readonly style: CharacterStyle;
}

const PLAIN: CharacterStyle = { isBold: false, isDim: false };

const BLANK: Cell = { character: " ", style: PLAIN };

/** Modes of wrapping at the margin, the cursor, pasting and drawing at once: none of them changes a character. */
const INVISIBLE_MODES = ["?7", "?25", "?2004", "?2026"];

/** A control sequence, a control character, or text. */
// deno-lint-ignore no-control-regex
const TOKEN = /\x1b\[([?\d;]*)([A-Za-z])|([\x00-\x1f\x7f])|([^\x00-\x1f\x7f]+)/gy;

/**
 * What a terminal shows after a program has written to it: lines of any length,
 * without those that were erased. Knows the sequences that the program uses,
 * and no others.
 */
export class TerminalScreen {
  readonly #lines: Cell[][] = [[]];
  #row = 0;
  #column = 0;
  #style = PLAIN;

  /** Shows everything that was written, from the beginning. */
  static showing(written: string): TerminalScreen {
    const screen = new TerminalScreen();
    screen.#write(written);
    return screen;
  }

  /** The lines as text, without blanks at their ends and empty lines at the end. */
  get text(): string[] {
    const lines = this.#lines.map((cells) => cells.map(({ character }) => character).join("").trimEnd());
    return lines.slice(0, lines.findLastIndex((line) => line !== "") + 1);
  }

  /** The same lines with the looks of their characters. */
  get spans(): Span[][] {
    return this.text.map((text, row) => spansOf(this.#lines[row]!.slice(0, [...text].length)));
  }

  #write(written: string): void {
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < written.length) {
      const from = TOKEN.lastIndex;
      const token = TOKEN.exec(written);
      if (token === null) {
        throw new SyntaxError(`Unknown sequence ${JSON.stringify(written.slice(from, from + 20))}`);
      }
      const [, parameters, final, control, text] = token;
      if (final !== undefined) this.#obey(parameters!, final);
      else if (control !== undefined) this.#move(control);
      else for (const character of text!) this.#put(character);
    }
  }

  #put(character: string): void {
    const line = this.#line();
    while (line.length < this.#column) line.push(BLANK);
    line[this.#column++] = { character, style: this.#style };
  }

  #move(control: string): void {
    if (control === "\n") {
      this.#row++;
      this.#column = 0;
    } else if (control === "\r") {
      this.#column = 0;
    } else {
      throw new SyntaxError(`Unknown control character ${JSON.stringify(control)}`);
    }
  }

  #obey(parameters: string, final: string): void {
    const [first = 0] = parameters.split(";").map(Number);
    switch (final) {
      case "m":
        return parameters.split(";").forEach((code) => this.#restyle(Number(code)));
      case "A":
        this.#row = Math.max(0, this.#row - Math.max(1, first));
        return;
      case "G":
        this.#column = Math.max(1, first) - 1;
        return;
      case "J":
        if (first !== 0) break;
        this.#line().length = Math.min(this.#line().length, this.#column);
        this.#lines.length = this.#row + 1;
        return;
      case "K":
        if (first === 2) this.#line().length = 0;
        else if (first === 0) this.#line().length = Math.min(this.#line().length, this.#column);
        else break;
        return;
      case "h":
      case "l":
        if (INVISIBLE_MODES.includes(parameters)) return;
    }
    throw new SyntaxError(`Unknown sequence "ESC [ ${parameters}${final}"`);
  }

  #restyle(code: number): void {
    if (code === 0) this.#style = PLAIN;
    else if (code === 1) this.#style = { ...this.#style, isBold: true };
    else if (code === 2) this.#style = { ...this.#style, isDim: true };
    else if (code === 22) this.#style = { ...this.#style, isBold: false, isDim: false };
    else if (code === 39) this.#style = { isBold: this.#style.isBold, isDim: this.#style.isDim };
    else if (code in COLORS) this.#style = { ...this.#style, color: COLORS[code as keyof typeof COLORS] };
    else throw new SyntaxError(`Unknown style ${code}`);
  }

  #line(): Cell[] {
    while (this.#lines.length <= this.#row) this.#lines.push([]);
    return this.#lines[this.#row]!;
  }
}

function spansOf(cells: readonly Cell[]): Span[] {
  const spans: { text: string; style: CharacterStyle }[] = [];
  for (const { character, style } of cells) {
    const last = spans.at(-1);
    if (last !== undefined && isSame(last.style, style)) last.text += character;
    else spans.push({ text: character, style });
  }
  return spans;
}

function isSame(a: CharacterStyle, b: CharacterStyle): boolean {
  return a.isBold === b.isBold && a.isDim === b.isDim && a.color === b.color;
}
