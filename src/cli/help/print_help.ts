import type { CommandTarget } from "../command_line/command_target.ts";
import type { Console } from "../terminal/console.ts";
import { stylesFor } from "../terminal/terminal.ts";
import { helpPage } from "./help_page.ts";

/**
 * Prints the help page of a command or a group of commands.
 *
 * @param words The names that lead to it.
 */
export async function printHelp(
  target: CommandTarget,
  words: readonly string[],
  console: Console,
): Promise<void> {
  const styles = stylesFor(console.stdout, console.environment);
  await console.stdout.write(helpPage(target, ["pluginary", ...words], styles));
}
