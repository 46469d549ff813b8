import { PluginaryError } from "../../model/pluginary_error.ts";
import { closestWord } from "../../model/search/closest_word.ts";
import { isCommand } from "./command_target.ts";
import { kebabCase } from "./kebab_case.ts";
import type { CalledLine } from "./typed_line.ts";

/** The hint for a misspelt word: the nearest known one; `undefined` when none is near. */
export function didYouMean(typed: string, words: readonly string[]): string | undefined {
  const closest = closestWord(typed, words);
  return closest === undefined ? undefined : `Did you mean "${closest}"?`;
}

/** Suggests a command where a group has taken the misspelt name of one for a path: `scan histroy`. */
export function suggestCommand(error: unknown, { target, words, parts }: CalledLine): unknown {
  if (!(error instanceof PluginaryError) || error.code !== "path-not-found" || isCommand(target)) {
    return error;
  }
  const names = target.getAllEntries().filter(({ hidden }) => !hidden)
    .map(({ name }) => kebabCase(name.original));
  const typed = parts.find(({ option }) => option === undefined)?.text ?? "";
  const closest = closestWord(typed, names);
  if (closest === undefined) return error;
  const command = ["pluginary", ...words, closest].join(" ");
  return new PluginaryError(error.code, error.message, `Did you mean "${command}"?`, { cause: error });
}
