import type { CommandContext, RouteMap, StricliProcess } from "@stricli/core";
import type { Console } from "../terminal/console.ts";

/** What every command gets as `this`. */
export interface ProgramContext extends CommandContext {
  /** A command that ends with another exit code than 0 sets it here. */
  readonly process: StricliProcess;
  /** Where it reads and writes. */
  readonly console: Console;
  /** The command tree as far as these arguments need it: one command, or all where none is named. */
  readonly commandTree: (args: readonly string[]) => Promise<RouteMap<ProgramContext>>;
}
