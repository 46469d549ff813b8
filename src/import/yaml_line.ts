const TAB = 0x09;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const SPACE = 0x20;
const COMMENT = 0x23;
const DASH = 0x2d;
const COLON = 0x3a;

/** Keeps every character, so that a place in a text can be converted to a place in the file. */
const DECODER = new TextDecoder("utf-8", { ignoreBOM: true });

/** A line of YAML, as far as that can be told without the lines around it. */
export class YamlLine {
  /** Includes the line break. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Place of its first character that is not a space, in bytes from the start of the file. */
  readonly offset: number;
  /** The number of spaces before it. */
  readonly indentation: number;
  /** Whether it is empty or a comment. */
  readonly isBlank: boolean;
  /** Whether it begins an element of a list. */
  readonly isElement: boolean;
  /** Whether it begins a member of the document's object. */
  readonly isMember: boolean;

  constructor(bytes: Uint8Array<ArrayBuffer>, start: number) {
    let indentation = 0;
    while (bytes[indentation] === SPACE) indentation++;
    const first = bytes[indentation];
    this.bytes = bytes;
    this.offset = start + indentation;
    this.indentation = indentation;
    this.isBlank = isSpace(first) || first === COMMENT;
    this.isElement = first === DASH && isSpace(bytes[indentation + 1]);
    const isValueOfName = first === COLON && isSpace(bytes[indentation + 1]);
    this.isMember = indentation === 0 && !this.isBlank && !this.isElement && !isValueOfName;
  }

  /** Without the white space around it. */
  text(): string {
    return DECODER.decode(this.bytes).trim();
  }
}

/** The lines of a piece of a file, with the place of its first byte there. */
export function* yamlLines(piece: Uint8Array<ArrayBuffer>, offset: number): Generator<YamlLine> {
  let at = offset === 0 && startsWithByteOrderMark(piece) ? 3 : 0;
  while (at < piece.length) {
    const newline = piece.indexOf(NEWLINE, at);
    const end = newline < 0 ? piece.length : newline + 1;
    yield new YamlLine(piece.subarray(at, end), offset + at);
    at = end;
  }
}

function startsWithByteOrderMark([first, second, third]: Uint8Array): boolean {
  return first === 0xef && second === 0xbb && third === 0xbf;
}

/** White space or the end of the line. */
function isSpace(byte: number | undefined): boolean {
  return byte === undefined || byte === SPACE || byte === TAB || byte === NEWLINE || byte === RETURN;
}
