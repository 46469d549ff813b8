import { checkLine } from "../command_line/check_line.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { didYouMean } from "../command_line/did_you_mean.ts";
import { usageError } from "../../model/usage_error.ts";
import type { OutputFlags } from "../output/output_options.ts";
import { withOutput } from "../output/with_output.ts";
import { findCalled, readLine } from "../command_line/typed_line.ts";
import { HELP_TOPICS } from "./help_topics.ts";
import { printHelp } from "./print_help.ts";

/** Prints the help of a command, of a topic, or of the whole program. */
export async function runHelp(
  this: ProgramContext,
  flags: Pick<OutputFlags, "noPager" | "color">,
  ...words: string[]
): Promise<void> {
  await withOutput(flags, this.console, async (console) => {
    const [name] = words;
    const topic = name !== undefined && Object.hasOwn(HELP_TOPICS, name) ? HELP_TOPICS[name] : undefined;
    if (topic !== undefined && words.length === 1) return await console.stdout.write(`${topic.text}\n`);
    const root = await this.commandTree(words);
    const called = findCalled(root, readLine(words));
    if (words.length > 0 && called.words.length === 0) {
      throw unknownWord(words[0]!, root.getAllEntries().map((entry) => entry.name.original));
    }
    await checkLine(root, called);
    await printHelp(called, console);
  });
}

function unknownWord(word: string, commands: readonly string[]): Error {
  const hint = didYouMean(word, [...commands, ...Object.keys(HELP_TOPICS)]);
  return usageError(
    `Unknown command or topic "${word}"`,
    hint ?? 'Run "pluginary --help" to list commands and topics',
  );
}
