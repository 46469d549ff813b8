import { PluginaryError } from "../../model/pluginary_error.ts";
import { closestWord } from "../../model/search/closest_word.ts";
import { shellWord } from "../terminal/shell_word.ts";
import { SEE_HELP } from "../../model/usage_error.ts";
import { type CalledLine, commandOf, isCommand } from "./command_target.ts";
import { kebabCase } from "./kebab_case.ts";
import { argumentWords } from "./spoken_options.ts";

/** Suggests what was meant by an argument that a command refuses, or a complete line where one is missing. */
export function suggestCommand(error: unknown, called: CalledLine): unknown {
  if (!(error instanceof PluginaryError)) return error;
  const command = meantCommand(error, called);
  const example = exampleFor(error, called);
  const hint = command !== undefined
    ? `Did you mean "${command}"?`
    : example !== undefined
    ? `Example: ${example}`
    : undefined;
  if (hint === undefined) return error;
  return new PluginaryError(error.code, error.message, hint, { cause: error });
}

/** The first example on the help page of a command that lacks an argument. */
function exampleFor({ message, hint }: PluginaryError, { target }: CalledLine): string | undefined {
  if (!message.startsWith("Missing argument") || hint !== SEE_HELP) return undefined;
  return /^ {2}(pluginary .*?)(?: {2}|$)/m.exec(commandOf(target)?.fullDescription ?? "")?.[1];
}

function meantCommand({ code, message }: PluginaryError, called: CalledLine): string | undefined {
  const isUnexpected = message.startsWith("Unexpected argument");
  if (isUnexpected && `${called.command}` === "list") {
    return `pluginary search ${argumentWords(called).map(shellWord).join(" ")}`;
  }
  return isUnexpected || code === "path-not-found" ? misspeltCommand(called) : undefined;
}

/** The command whose misspelt name a group has taken for an argument: `scan histroy`. */
function misspeltCommand({ target, words, parts }: CalledLine): string | undefined {
  if (isCommand(target)) return undefined;
  const names = target.getAllEntries().filter(({ hidden }) => !hidden)
    .map(({ name }) => kebabCase(name.original));
  const typed = parts.find(({ option }) => option === undefined)?.text ?? "";
  const closest = closestWord(typed, names);
  return closest === undefined ? undefined : ["pluginary", ...words, closest].join(" ");
}
