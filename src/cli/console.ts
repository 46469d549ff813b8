import type { Environment } from "../scan/search_paths.ts";
import { Output, OutputClosed } from "./output.ts";

/** What a command has to do with the world: where its answer goes, where its messages go, and the environment. */
export interface Console {
  /** The answer, and nothing else. */
  readonly stdout: Output;
  /** Messages and progress; nothing is lost to a program that does not read them. */
  readonly stderr: Output;
  readonly environment: Environment;
}

/** The console of this process. */
export function systemConsole(): Console {
  return {
    stdout: new Output(Deno.stdout),
    stderr: new Output(Deno.stderr),
    environment: (name) => Deno.env.get(name),
  };
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
