import type { Output } from "../terminal/output.ts";
import { completeWords } from "./complete_words.ts";
import type { Completion } from "./proposal.ts";
import { bashAnswer, fishAnswer, powershellAnswer, zshAnswer } from "./shell_answer.ts";
import { parseShell } from "./shells.ts";
import { readBashLine, readFishLine, type TypedWords } from "./typed_words.ts";
import type { ValueSources } from "./value_request.ts";

/**
 * Answers the script of a shell.
 *
 * @param args The shell, then what its script passes: for bash the characters
 *     that break words and the line, for zsh the words, for fish the line, for
 *     PowerShell the words encoded.
 */
export async function runComplete(
  args: readonly string[],
  sources: ValueSources,
  stdout: Output,
): Promise<void> {
  const [name = "", ...rest] = args;
  const complete = (typed: TypedWords): Promise<Completion> => completeWords(typed, sources);
  switch (parseShell(name)) {
    case "bash": {
      const line = readBashLine(rest[1] ?? "", rest[0] ?? "");
      return await stdout.write(bashAnswer(await complete(line), line));
    }
    case "zsh":
      return await stdout.write(zshAnswer(await complete(wordsAndLast(rest))));
    case "fish":
      return await stdout.write(fishAnswer(await complete(readFishLine(rest[0] ?? ""))));
    case "powershell":
      return await stdout.write(powershellAnswer(await complete(wordsAndLast(decoded(rest[0] ?? "")))));
  }
}

function wordsAndLast(words: readonly string[]): TypedWords {
  return { words: words.slice(0, -1), current: words.at(-1) ?? "" };
}

function decoded(base64: string): string[] {
  return new TextDecoder().decode(Uint8Array.fromBase64(base64)).split("\0");
}
