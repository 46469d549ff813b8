import { checkArguments } from "../command_line/check_arguments.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { findTarget } from "../command_line/command_target.ts";
import { didYouMean } from "../command_line/did_you_mean.ts";
import { usageError } from "../../model/usage_error.ts";
import type { OutputFlags } from "../output/output_options.ts";
import { withOutput } from "../output/with_output.ts";
import { HELP_TOPICS } from "./help_topics.ts";
import { printHelp } from "./print_help.ts";

/** Prints the help of a command, of a topic, or of the whole program. */
export async function runHelp(
  this: ProgramContext,
  flags: Pick<OutputFlags, "noPager">,
  ...words: string[]
): Promise<void> {
  await withOutput(flags, this.console, async (console) => {
    const [name] = words;
    const topic = name !== undefined && Object.hasOwn(HELP_TOPICS, name) ? HELP_TOPICS[name] : undefined;
    if (topic !== undefined && words.length === 1) return await console.stdout.write(`${topic.text}\n`);
    const root = await this.commandTree(words);
    const commands = root.getAllEntries().map((entry) => entry.name.original);
    if (name !== undefined && !commands.includes(name)) throw unknownWord(name, commands);
    await checkArguments(root, [...words, "--help"]);
    const found = findTarget(root, words);
    await printHelp(found.target, found.words, console);
  });
}

function unknownWord(word: string, commands: readonly string[]): Error {
  const hint = didYouMean(word, [...commands, ...Object.keys(HELP_TOPICS)]);
  return usageError(
    `Unknown command or topic "${word}"`,
    hint ?? 'Run "pluginary --help" to list commands and topics',
  );
}
