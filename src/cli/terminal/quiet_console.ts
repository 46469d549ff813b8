import type { Console } from "./console.ts";
import { Output } from "./output.ts";

/** The console for `--quiet`: it drops messages and progress, and nobody can be asked a question. */
export function quietConsole(console: Console): Console {
  return { ...console, stderr: new Output(NOWHERE) };
}

const NOWHERE = {
  write: (bytes: Uint8Array) => Promise.resolve(bytes.length),
  isTerminal: () => false,
};
