import { type Console, writeMessage } from "../terminal/console.ts";
import { machineFormat, outputFile, type OutputFlags, type StreamFlags } from "./output_options.ts";

/**
 * Lets a command print where the options say: on standard output, through a
 * pager, or to a file that appears complete or not at all.
 *
 * The file is opened first, so that a long command does not fail at its end.
 *
 * @param print Prints everything on the console that it is given. May return a
 *     count in words, like `3 plugins`, for the message about the file.
 * @throws {PluginaryError} `output-not-writable`.
 */
export async function withOutput(
  flags: OutputFlags & StreamFlags,
  console: Console,
  print: (console: Console) => Promise<string | void>,
): Promise<void> {
  const file = outputFile(flags);
  if (file !== undefined) return await writeFile(file, console, print);
  const printAll = async (target: Console) => void await print(target);
  if (!console.stdout.isTerminal) return await printAll(console);
  await printForPerson(flags, console, printAll);
}

/** On a terminal, JSON is laid out and paged like text; formats made for other programs are neither. */
async function printForPerson(
  flags: OutputFlags & StreamFlags,
  console: Console,
  print: (console: Console) => Promise<void>,
): Promise<void> {
  const format = machineFormat(flags);
  if (format !== undefined && format !== "json") return await print(console);
  let printAll = print;
  if (format === "json") {
    const { printLaidOut } = await import("./json_layout.ts");
    printAll = (target) => printLaidOut(target, print);
  }
  if (flags.noPager) return await printAll(console);
  const { printPaged } = await import("../terminal/pager.ts");
  await printPaged(console, printAll);
}

async function writeFile(
  file: string,
  console: Console,
  print: (console: Console) => Promise<string | void>,
): Promise<void> {
  const { printToFile } = await import("./print_to_file.ts");
  const { printable } = await import("../terminal/terminal.ts");
  let count: string | void = undefined;
  await printToFile(file, console, async (target) => {
    count = await print(target);
  });
  const what = count === undefined ? file : `${count} to ${file}`;
  await writeMessage(console.stderr, `Wrote ${printable(what)}\n`);
}
