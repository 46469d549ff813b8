import { catalogPath } from "../../catalog/catalog_path.ts";
import { usageError } from "../../model/usage_error.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { Console } from "../terminal/console.ts";
import { exitOnInterrupt } from "../terminal/interrupt.ts";
import { hasColor, isKnownTerminal } from "../terminal/terminal.ts";
import { Browser } from "./browser.ts";
import { OpenCatalogs } from "./open_catalogs.ts";
import { Screen } from "./screen/screen.ts";

/** Runs `pluginary browse`. */
export async function runBrowse(
  this: ProgramContext,
  _flags: Record<never, never>,
  ...words: string[]
): Promise<void> {
  const { console } = this;
  requireTerminal(console);
  // An error of the catalog is told on the usual screen.
  using catalogs = await OpenCatalogs.at(catalogPath(console.environment));
  using _interrupt = exitOnInterrupt();
  using screen = new Screen(console, { hasColor: hasColor(console.stdout, console.environment) });
  const browser = new Browser(catalogs, screen, words.join(" "));
  this.process.exitCode = await browser.run();
}

/** @throws {PluginaryError} `usage`. */
function requireTerminal({ stdout, environment }: Console): void {
  const hint = 'Use "pluginary search" in scripts and pipes';
  if (!Deno.stdin.isTerminal()) {
    throw usageError("Cannot browse: standard input is not a terminal", hint);
  }
  if (!stdout.isTerminal) throw usageError("Cannot browse: standard output is not a terminal", hint);
  if (!isKnownTerminal(environment)) {
    const term = environment("TERM") ?? "";
    throw usageError(
      `Cannot browse: the terminal "${term}" is not known to have a cursor that moves`,
      'Set TERM to the name of your terminal, such as xterm-256color, or use "pluginary search"',
    );
  }
}
