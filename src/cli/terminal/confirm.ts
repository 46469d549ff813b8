import { PluginaryError } from "../../model/pluginary_error.ts";
import { type Console, writeMessage } from "./console.ts";

/**
 * Asks a person to confirm an action.
 *
 * @param question A function is called only if the question is asked.
 * @throws {PluginaryError} `confirmation-needed` when the answer is no, or nobody can be asked.
 */
export async function confirm(
  question: string | (() => Promise<string>),
  isSure: boolean,
  { stderr }: Console,
): Promise<void> {
  if (isSure) return;
  const text = typeof question === "string" ? question : await question();
  const isAsked = Deno.stdin.isTerminal() && stderr.isTerminal;
  if (isAsked) {
    await writeMessage(stderr, `${text} [y/N] `);
    if (/^y(es)?$/i.test((await readLine()).trim())) return;
  }
  throw new PluginaryError(
    "confirmation-needed",
    isAsked ? "Nothing was changed" : `Cannot ask for confirmation: ${text}`,
    'Use "--yes" to skip the question',
  );
}

/** Reads a line: a terminal hands out one line at a time. */
async function readLine(): Promise<string> {
  const bytes = new Uint8Array(256);
  const count = await Deno.stdin.read(bytes);
  return new TextDecoder().decode(bytes.subarray(0, count ?? 0));
}
