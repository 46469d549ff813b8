import type { Environment } from "../../scan/files/search_system.ts";
import type { Output } from "./output.ts";

/** Most texts, which need no tables of Unicode. */
const PLAIN = /^[\x20-\x7e]*$/;

/** Joiners and the like: they change how letters look and cannot be seen themselves. */
const INVISIBLE_JOINERS = /[\u{ad}\u{200c}\u{200d}\u{feff}\u{e0000}-\u{e007f}]/gv;

/**
 * What could move the cursor, turn the direction of the text, break the line or
 * hide: control and format characters, surrogates without partner, separators,
 * and what is invisible by default. Variation selectors stay, emoji need them.
 */
const UNSAFE = String
  .raw`[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}[\p{Default_Ignorable_Code_Point}--\p{Variation_Selector}]]`;

/** Made of {@linkcode UNSAFE} when it is needed: reading its tables takes longer than the rest of a start. */
let unsafe: RegExp | undefined;

/**
 * What GitHub obeys in the output of a step: `::error::` where a line begins,
 * and the older `##[error]` anywhere in it. Any text could come to stand where
 * a line begins.
 *
 * See https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
 */
const WORKFLOW_COMMAND = /^\s*::|##\[/;

/**
 * Makes text from a plugin, a path or the system fit to be printed: one line,
 * and nothing that a terminal or a build server obeys. What is dangerous
 * becomes visible, or a sign that looks like it.
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

/** `␛` for a control character, `<U+202E>` for what has no picture of its own. */
function visible(character: string): string {
  const code = character.codePointAt(0)!;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return "␡";
  if (code >= 0xd800 && code <= 0xdfff) return "\u{fffd}";
  return `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
}

/**
 * Whether a stream gets colour: never with `NO_COLOR`, always with
 * `CLICOLOR_FORCE`, else on a terminal that is not dumb. See no-color.org and
 * bixense.com/clicolors.
 */
export function hasColor(output: Output, environment: Environment): boolean {
  if ((environment("NO_COLOR") ?? "") !== "") return false;
  if ((environment("CLICOLOR_FORCE") ?? "0") !== "0") return true;
  return output.isTerminal && environment("TERM") !== "dumb" && environment("CLICOLOR") !== "0";
}

/** Marks up text, or leaves it as it is. */
export type Style = (text: string) => string;

/** The few styles that the program uses. */
export interface Styles {
  readonly bold: Style;
  readonly red: Style;
  readonly yellow: Style;
}

/** The styles for a stream, which do nothing where it gets no colour. */
export function stylesFor(output: Output, environment: Environment): Styles {
  const isOn = hasColor(output, environment);
  const style = (on: number, off: number): Style => (text) => isOn ? `\x1b[${on}m${text}\x1b[${off}m` : text;
  return { bold: style(1, 22), red: style(31, 39), yellow: style(33, 39) };
}
