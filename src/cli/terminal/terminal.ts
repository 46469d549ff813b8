import type { Environment } from "../../scan/files/search_system.ts";
import type { Output } from "./output.ts";

/** Plain ASCII, like most texts; it needs no Unicode tables. */
const PLAIN = /^[\x20-\x7e]*$/;

/** Joiners and the like, which change how letters look and are invisible themselves. */
const INVISIBLE_JOINERS = /[\u{ad}\u{200c}\u{200d}\u{feff}\u{e0000}-\u{e007f}]/gv;

/**
 * Characters that could move the cursor, reverse the text, break the line or
 * hide: control and format characters, lone surrogates, separators, and those
 * that are invisible by default. Variation selectors stay: emoji need them.
 */
const UNSAFE = String
  .raw`[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}[\p{Default_Ignorable_Code_Point}--\p{Variation_Selector}]]`;

/** Compiled from {@linkcode UNSAFE} on demand: loading its tables takes longer than the rest of a start. */
let unsafe: RegExp | undefined;

/**
 * Workflow commands, which GitHub obeys in the output of a step: `::error::` at
 * the beginning of a line, and the older `##[error]` anywhere in it. Any text
 * may end up at the beginning of a line.
 *
 * See https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
 */
const WORKFLOW_COMMAND = /^\s*::|##\[/;

/**
 * Makes text from a plugin, a path or the system safe to print: one line, with
 * nothing that a terminal or a build server would act on. Dangerous characters
 * become visible, or are replaced by characters that look alike.
 */
export function printable(text: string): string {
  const isPlain = PLAIN.test(text);
  if (isPlain && !WORKFLOW_COMMAND.test(text)) return text;
  return withoutCommands(isPlain ? text : withoutControls(text));
}

function withoutControls(text: string): string {
  unsafe ??= new RegExp(UNSAFE, "gv");
  return text.replace(INVISIBLE_JOINERS, "").replace(unsafe, visible);
}

function withoutCommands(text: string): string {
  return text.replace(/^(\s*)::/, "$1∷").replaceAll("##[", "##［");
}

/** `␛` and the like for control characters, `<U+202E>` for those without a picture of their own. */
function visible(character: string): string {
  const code = character.codePointAt(0)!;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return "␡";
  if (code >= 0xd800 && code <= 0xdfff) return "\u{fffd}";
  return `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
}

/**
 * Families of terminals that obey the few sequences of colors and a live view. Most names
 * have a suffix, like `xterm-256color`.
 */
const KNOWN_TERMINALS =
  /^(alacritty|ansi|apple|contour|cygwin|dtterm|eterm|foot|ghostty|gnome|iterm|kitty|konsole|linux|mintty|mlterm|ms-terminal|nsterm|putty|rio|rxvt|screen|st|terminator|tmux|vscode|vt[1-9]\d\d|vte|wezterm|xterm|zellij)([-+.].*)?$/i;

/** Whether the terminal is one that obeys the sequences of colors and a live view, as `TERM` says. */
export function isKnownTerminal(environment: Environment): boolean {
  const term = environment("TERM") ?? "";
  // The console of Windows knows them, and programs there do not get the variable.
  return KNOWN_TERMINALS.test(term) || (term === "" && Deno.build.os === "windows");
}

/**
 * Whether an output gets color: as `PLUGINARY_COLOR` says, which `--color` also
 * sets; otherwise never with `NO_COLOR`, always with `CLICOLOR_FORCE`, and on a
 * terminal that is known. See no-color.org and bixense.com/clicolors.
 */
export function hasColor(output: Output, environment: Environment): boolean {
  const choice = environment("PLUGINARY_COLOR");
  if (choice === "always" || choice === "never") return choice === "always";
  if ((environment("NO_COLOR") ?? "") !== "") return false;
  if ((environment("CLICOLOR_FORCE") ?? "0") !== "0") return true;
  return output.isTerminal && isKnownTerminal(environment) && environment("CLICOLOR") !== "0";
}

/** Marks up text, or leaves it as it is. */
export type Style = (text: string) => string;

/** The codes that begin and end each style. */
const STYLE_CODES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

/** The name of a style. */
export type StyleName = keyof typeof STYLE_CODES;

/** All styles that the program uses. */
export type Styles = Readonly<Record<StyleName, Style>>;

/** The styles of an output without color, which do nothing. */
export const NO_STYLES: Styles = makeStyles(() => (text) => text);

const TERMINAL_STYLES: Styles = makeStyles(([on, off]) => (text) => `\x1b[${on}m${text}\x1b[${off}m`);

/** The styles for an output; they do nothing where it gets no color. */
export function stylesFor(output: Output, environment: Environment): Styles {
  return hasColor(output, environment) ? TERMINAL_STYLES : NO_STYLES;
}

function makeStyles(make: (codes: readonly [on: number, off: number]) => Style): Styles {
  const entries = Object.entries(STYLE_CODES).map(([name, codes]) => [name, make(codes)]);
  return Object.fromEntries(entries) as Styles;
}
