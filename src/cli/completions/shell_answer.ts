import { printable } from "../terminal/terminal.ts";
import type { Completion, Proposal } from "./proposal.ts";
import type { BashLine } from "./typed_words.ts";

/** Longest meaning of a proposal, in characters. */
const LONGEST_ABOUT = 80;

/**
 * The answer that the script for bash reads: how to go on, then a line for each
 * proposal, with bash's own quotes. bash would insert them as they are.
 */
export function bashAnswer(completion: Completion, { quote, kept }: BashLine): string {
  const words = completion.proposals.map(({ value }) =>
    quotedForBash((completion.prefix + value).slice(kept), quote)
  );
  return lines([manner(completion), ...words]);
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
