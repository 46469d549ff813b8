import type { CalledLine } from "../command_line/command_target.ts";
import type { Console } from "../terminal/console.ts";
import { stylesFor } from "../terminal/terminal.ts";
import { kebabCase } from "../command_line/kebab_case.ts";
import { helpPage } from "./help_page.ts";

/** Prints the help page of the command or group that a line is about. */
export async function printHelp(
  { target, command }: Pick<CalledLine, "target" | "command">,
  console: Console,
): Promise<void> {
  const styles = stylesFor(console.stdout, console.environment);
  const columns = console.stdout.isTerminal ? console.columns() : undefined;
  await console.stdout.write(helpPage(target, ["pluginary", ...command.map(kebabCase)], styles, columns));
}
