import type { Environment } from "../../scan/files/search_system.ts";
import { Output, OutputClosed } from "./output.ts";

/** A command's connection to the outside: its two outputs, the environment and the terminal's size. */
export interface Console {
  /** The answer, and nothing else. */
  readonly stdout: Output;
  /** Messages and progress; programs can ignore them without losing anything. */
  readonly stderr: Output;
  readonly environment: Environment;
  /** Current columns of the terminal, which may be resized. */
  readonly columns: () => number;
  /** Current lines of the terminal. */
  readonly rows: () => number;
}

/** The size of a terminal that does not report its own. */
const DEFAULT_COLUMNS = 80;
const DEFAULT_ROWS = 24;

/** The console of this process. */
export function systemConsole(): Console {
  const environment = (name: string) => Deno.env.get(name);
  return {
    stdout: new Output(Deno.stdout),
    stderr: new Output(Deno.stderr),
    environment,
    columns: () => terminalSize().columns || Number(environment("COLUMNS")) || DEFAULT_COLUMNS,
    rows: () => terminalSize().rows || Number(environment("LINES")) || DEFAULT_ROWS,
  };
}

/** Zeros without a terminal, and from terminals that do not know their size. */
function terminalSize(): { columns: number; rows: number } {
  const streams = [Deno.stdout, Deno.stderr, Deno.stdin];
  return streams.some((stream) => stream.isTerminal()) ? Deno.consoleSize() : { columns: 0, rows: 0 };
}

/** Writes a message at once, and goes on when nobody can read it: the work matters more. */
export async function writeMessage(stderr: Output, text: string): Promise<void> {
  try {
    await stderr.write(text);
    await stderr.flush();
  } catch (error) {
    const isUnreadable = error instanceof OutputClosed ||
      (error instanceof Error && "code" in error && error.code === "output-not-writable");
    if (!isUnreadable) throw error;
  }
}
