import { FileFormatError } from "../file_format_error.ts";
import { textLines } from "../text_lines.ts";
import { reaperWords } from "./reaper_words.ts";

/** A block of REAPER's files: `<NAME words`, lines and other blocks, `>`. */
export interface ReaperBlock {
  /** The words of its first line, its name first; none for the whole file. */
  readonly words: readonly string[];
  /** Lines without their indentation, and blocks, in their order. */
  readonly items: readonly (string | ReaperBlock)[];
}

/** Deepest nesting; projects have about 10 levels. */
const MOST_DEPTH = 100;

/** Most characters that are kept: the Base64 of states of 96 MiB. */
const MOST_KEPT = 128 * 1024 * 1024;

/** Most blocks and lines that are kept. */
const MOST_ITEMS = 4_000_000;

/**
 * Reads a file of REAPER's (`.RPP`, `.RfxChain`, `.RPL`) into a tree.
 *
 * @param isKept Whether the lines of a block are wanted, by its words; its blocks are read all the same.
 * @throws {FileFormatError}
 */
export function readReaperTree(
  pieces: Iterable<Uint8Array>,
  isKept: (words: readonly string[]) => boolean = () => true,
): ReaperBlock {
  const root = { words: [], items: [] as (string | ReaperBlock)[], isKept: true };
  const open = [root as { words: string[]; items: (string | ReaperBlock)[]; isKept: boolean }];
  let items = 0;
  let characters = 0;
  for (const line of textLines(pieces)) {
    const text = line.trim();
    const block = open.at(-1)!;
    if (text === ">") {
      if (open.length === 1) throw new FileFormatError("invalid", "has the end of a block that never began");
      open.pop();
      continue;
    }
    if (text === "") continue;
    const isBlock = text.startsWith("<");
    if (!isBlock && !block.isKept) continue;
    items++;
    characters += text.length;
    if (items > MOST_ITEMS || characters > MOST_KEPT) {
      throw new FileFormatError("too-large", `has more than ${MOST_KEPT} characters or ${MOST_ITEMS} lines`);
    }
    if (!isBlock) {
      block.items.push(text);
      continue;
    }
    if (open.length > MOST_DEPTH) {
      throw new FileFormatError("too-large", `has more than ${MOST_DEPTH} blocks inside of each other`);
    }
    const words = reaperWords(text.slice(1));
    const inner = { words, items: [], isKept: isKept(words) };
    block.items.push(inner);
    open.push(inner);
  }
  if (open.length > 1) {
    throw new FileFormatError("truncated", `ends within ${open.length - 1} blocks of REAPER`);
  }
  return root;
}

/** The blocks directly inside of another. */
export function blocksOf(block: ReaperBlock): ReaperBlock[] {
  return block.items.filter((item) => typeof item !== "string");
}

/** The lines directly inside of a block. */
export function linesOf(block: ReaperBlock): string[] {
  return block.items.filter((item) => typeof item === "string");
}
