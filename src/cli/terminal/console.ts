import type { Environment } from "../../scan/files/search_system.ts";
import { Output, OutputClosed } from "./output.ts";

/** What a command has to do with the world: where its answer goes, where its messages go, and the environment. */
export interface Console {
  /** The answer, and nothing else. */
  readonly stdout: Output;
  /** Messages and progress; nothing is lost to a program that does not read them. */
  readonly stderr: Output;
  readonly environment: Environment;
  /** Columns of the terminal now; it may be resized. */
  readonly columns: () => number;
  /** Lines of the terminal now. */
  readonly rows: () => number;
}

/** The size of terminals that do not tell theirs. */
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

/** 0 without a terminal, and from terminals that do not know. */
function terminalSize(): { columns: number; rows: number } {
  const streams = [Deno.stdout, Deno.stderr, Deno.stdin];
  return streams.some((stream) => stream.isTerminal()) ? Deno.consoleSize() : { columns: 0, rows: 0 };
}

/** Writes a message at once; that nobody can read it is no reason to stop. */
export async function writeMessage(stderr: Output, text: string): Promise<void> {
  try {
    await stderr.write(text);
    await stderr.flush();
  } catch (error) {
    if (!(error instanceof OutputClosed)) throw error;
  }
}
