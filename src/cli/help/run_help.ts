import { checkLine } from "../command_line/check_line.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { didYouMean } from "../command_line/did_you_mean.ts";
import { usageError } from "../../model/usage_error.ts";
import { withOutput } from "../output/with_output.ts";
import {
  type CalledLine,
  type CommandTarget,
  findCalled,
  isCommand,
} from "../command_line/command_target.ts";
import { kebabCase } from "../command_line/kebab_case.ts";
import type { Console } from "../terminal/console.ts";
import { readLine } from "../command_line/typed_line.ts";
import type { HelpFlags } from "./help_flags.ts";
import { HELP_TOPICS } from "./help_topics.ts";
import { printHelp } from "./print_help.ts";

const LIST_ALL = 'Run "pluginary --help" to list commands and topics';

/** Prints the help of a command, of a topic, or of the whole program. */
export async function runHelp(
  this: ProgramContext,
  flags: HelpFlags,
  ...words: string[]
): Promise<void> {
  await withOutput(flags, this.console, async (console) => {
    const [name] = words;
    if (flags.man) return await printManPage(words, await this.commandTree([]), console);
    const topic = name !== undefined && Object.hasOwn(HELP_TOPICS, name) ? HELP_TOPICS[name] : undefined;
    if (topic !== undefined && words.length === 1) return await console.stdout.write(`${topic.text}\n`);
    const root = await this.commandTree(words);
    const called = findCalled(root, readLine(words));
    if (words.length > 0 && called.words.length === 0) {
      throw unknownWord(words[0]!, root.getAllEntries().map((entry) => entry.name.original));
    }
    await checkLine(root, called, () => this.commandTree([]));
    if (called.parts.length > 0) throw unknownBelow(called);
    await printHelp(called, console);
  });
}

async function printManPage(words: readonly string[], root: CommandTarget, console: Console): Promise<void> {
  if (words.length > 0) throw usageError('Option "--man" cannot be combined with a WORD: it prints one page');
  const { manPage } = await import("./man_page.ts");
  await console.stdout.write(manPage(root));
}

/** A command that takes arguments would take a misspelt command for one. */
function unknownBelow({ target, parts }: CalledLine): Error {
  const word = parts[0]!.text;
  const below = isCommand(target) ? [] : target.getAllEntries().filter(({ hidden }) => !hidden);
  const names = below.map(({ name }) => kebabCase(name.original));
  return usageError(`Unknown command "${word}"`, didYouMean(word, names) ?? LIST_ALL);
}

function unknownWord(word: string, commands: readonly string[]): Error {
  const hint = didYouMean(word, [...commands, ...Object.keys(HELP_TOPICS)]);
  return usageError(`Unknown command or topic "${word}"`, hint ?? LIST_ALL);
}
