import { COMMAND_NAMES, runApp } from "../app.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { HELP_TOPICS } from "./help_topics.ts";
import type { OutputFlags } from "../output/output_options.ts";
import { didYouMean } from "../command_line/did_you_mean.ts";
import { usageError } from "../../model/usage_error.ts";
import { withOutput } from "../output/with_output.ts";

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
    if (name !== undefined && !COMMAND_NAMES.includes(name)) throw unknownWord(name);
    await runApp([...words, "--help"], console);
  });
}

function unknownWord(word: string): Error {
  const hint = didYouMean(word, [...COMMAND_NAMES, ...Object.keys(HELP_TOPICS)]);
  return usageError(
    `Unknown command or topic "${word}"`,
    hint ?? 'Run "pluginary --help" to see commands and topics',
  );
}
