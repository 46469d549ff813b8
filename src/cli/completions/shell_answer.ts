import { printable } from "../terminal/terminal.ts";
import type { Completion, Proposal } from "./proposal.ts";
import type { BashLine } from "./typed_words.ts";

/** Longest meaning of a proposal, in characters. */
const LONGEST_ABOUT = 80;

/**
 * The answer that the script for bash reads: how to go on, then a line for each
 * proposal, with bash's own quotes. bash would insert them as they are.
 */
export function bashAnswer(completion: Completion, { current, quote, kept }: BashLine): string {
  const words = completion.proposals.map(({ value }) => (completion.prefix + value).slice(kept));
  const safe = inOneSpelling(words, current.slice(kept));
  return lines([manner(completion), ...safe.map((word) => quotedForBash(word, quote))]);
}

/**
 * bash replaces what is typed by the beginning that all words have in common,
 * with regard to case. Where that is shorter, only words stay that are spelt as
 * typed, or else as the first one.
 */
function inOneSpelling(words: readonly string[], typed: string): readonly string[] {
  const common = commonLength(words);
  if (common === 0 || common >= typed.length) return words;
  const spelling = words.some((word) => word.startsWith(typed)) ? typed : words[0]!.slice(0, typed.length);
  return words.filter((word) => word.startsWith(spelling));
}

function commonLength(words: readonly string[]): number {
  const [first = "", ...others] = words;
  let length = first.length;
  for (const other of others) {
    while (!other.startsWith(first.slice(0, length))) length--;
  }
  return length;
}

/** The answer that the script for zsh reads: how to go on, the prefix, then `o` or `w`, the word, its new part and its meaning. */
export function zshAnswer(completion: Completion): string {
  const words = completion.proposals.map((proposal) =>
    [
      proposal.isOpen ? "o" : "w",
      completion.prefix + proposal.value,
      printable(proposal.value),
      aboutOf(proposal),
    ].join("\t")
  );
  return lines([manner(completion), completion.prefix, ...words]);
}

/** The answer that the script for fish reads: how to go on, then words with their meanings, as fish takes them. */
export function fishAnswer(completion: Completion): string {
  const words = completion.proposals.map((proposal) =>
    [completion.prefix + proposal.value, aboutOf(proposal)].join("\t")
  );
  return lines([manner(completion), ...words]);
}

/** The answer that the script for PowerShell reads: JSON in ASCII, since its consoles have different encodings. */
export function powershellAnswer(completion: Completion): string {
  const proposals = completion.proposals.map((proposal) => {
    const word = completion.prefix + proposal.value;
    return { text: quotedForPowershell(word), label: printable(word), about: aboutOf(proposal) || word };
  });
  return lines([JSON.stringify({ manner: manner(completion), proposals }).replace(/[^ -~]/g, escaped)]);
}

/** `files` and `folders` are the shell's to complete; no space follows `open` words. */
function manner({ proposals, paths }: Completion): "words" | "open" | "files" | "folders" {
  if (proposals.length === 0) return paths ?? "words";
  return proposals.some(({ isOpen }) => isOpen) ? "open" : "words";
}

function aboutOf({ about = "" }: Proposal): string {
  const text = printable(about);
  return text.length <= LONGEST_ABOUT ? text : `${[...text].slice(0, LONGEST_ABOUT - 1).join("")}…`;
}

/** The text as bash takes it literally, inside of an open quote where there is one. */
export function quotedForBash(text: string, quote: BashLine["quote"]): string {
  switch (quote) {
    case "'":
      return text.replaceAll("'", "'\\''");
    case '"':
      // A backslash before "!" would stay, and without one it would be a command of the history.
      return text.replace(/["$`\\]/g, "\\$&").replaceAll("!", `"'!'"`);
    case "":
      return text.replace(/[^\w.,/:=@%+\u{80}-\u{10ffff}-]/gu, "\\$&");
  }
}

/** PowerShell takes typographic quotation marks for its own as well. */
export function quotedForPowershell(text: string): string {
  if (/^[\w./:=+-]+$/.test(text)) return text;
  return `'${text.replace(/['‘’‚‛]/g, "$&$&")}'`;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join("");
}
