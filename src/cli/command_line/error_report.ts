import { PluginaryError } from "../../model/pluginary_error.ts";
import { type Console, writeMessage } from "../terminal/console.ts";
import { coloredConsole } from "./spoken_options.ts";
import type { ErrorDocument } from "../../model/documents/error_document.ts";
import { jsonText } from "../output/json_text.ts";
import { OutputClosed } from "../terminal/output.ts";
import { printable, stylesFor } from "../terminal/terminal.ts";
import { hasOption, type TypedLine } from "./typed_line.ts";

/**
 * Prints an error for people on standard error and, where machine output was
 * asked for, as a document on standard output. Returns the exit code.
 *
 * @param line The line as typed, since a wrong option may be why nothing was parsed.
 */
export async function printError(error: unknown, line: TypedLine, plainConsole: Console): Promise<number> {
  const console = coloredConsole(plainConsole, line);
  const { code, message, hint, candidates } = error instanceof PluginaryError ? error : internalError(error);
  const isDebugging = (console.environment("PLUGINARY_DEBUG") ?? "0") !== "0";
  const { red } = stylesFor(console.stderr, console.environment);
  const lines = [`${red("pluginary:")} ${printable(message)}`];
  if (hint !== undefined) lines.push(`  ${printable(hint)}`);
  if (isDebugging) lines.push(...stackOf(error));
  const found = candidates === undefined ? {} : { candidates: candidates.map((one) => ({ ...one })) };
  await writeDocument({ code, message, ...(hint === undefined ? {} : { hint }), ...found }, line, console);
  await writeMessage(console.stderr, `${lines.join("\n")}\n`);
  return code === "usage" || code === "configuration" ? 2 : 1;
}

async function writeJson(document: ErrorDocument, console: Console): Promise<void> {
  const print = ({ stdout }: Console) => stdout.write(`${jsonText(document)}\n`);
  if (!console.stdout.isTerminal) return await print(console);
  const { printLaidOut } = await import("../output/json_layout.ts");
  await printLaidOut(console, print);
}

function internalError(error: unknown): PluginaryError {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new PluginaryError(
    "internal",
    `Cannot go on because of an internal error: ${reason}`,
    "Please report it with the output of PLUGINARY_DEBUG=1",
  );
}

function stackOf(error: unknown): string[] {
  const lines: string[] = [];
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    lines.push(...(cause.stack ?? String(cause)).split("\n").map(printable));
  }
  return lines;
}

async function writeDocument(
  error: ErrorDocument["error"],
  line: TypedLine,
  console: Console,
): Promise<void> {
  const { stdout } = console;
  const document: ErrorDocument = { schema: "error", schemaVersion: 1, error };
  try {
    if (hasOption(line, "--json")) await writeJson(document, console);
    else if (hasOption(line, "--ndjson")) {
      await stdout.write(`${jsonText({ event: "error", ...document })}\n`);
    }
    await stdout.flush();
  } catch (failure) {
    // A closed or broken standard output is either the error being reported, or no longer read.
    if (!(failure instanceof OutputClosed || failure instanceof PluginaryError)) throw failure;
  }
}
