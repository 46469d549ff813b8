import type { Console } from "../terminal/console.ts";
import { machineFormat, type OutputFlags, type StreamFlags } from "./output_options.ts";

/** Names of standard output. It is not opened by them, which needs rights that the program does not have. */
const STANDARD_OUTPUT = ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];

/**
 * Lets a command print where the options say: on standard output, through a
 * pager, or to a file that appears complete or not at all.
 *
 * The file is opened first, so that a long command does not fail at its end.
 *
 * @param print Prints everything on the console that it is given.
 * @throws {PluginaryError} `output-not-writable`.
 */
export async function withOutput(
  flags: OutputFlags & StreamFlags,
  console: Console,
  print: (console: Console) => Promise<void>,
): Promise<void> {
  if (flags.output !== undefined && !STANDARD_OUTPUT.includes(flags.output)) {
    const { printToFile } = await import("./print_to_file.ts");
    return await printToFile(flags.output, console, print);
  }
  const isPaged = console.stdout.isTerminal && !flags.noPager && machineFormat(flags) === undefined;
  if (!isPaged) return await print(console);
  const { printPaged } = await import("../terminal/pager.ts");
  await printPaged(console, print);
}
