import type { CommandContext, RouteMap, StricliProcess } from "@stricli/core";
import type { Console } from "../terminal/console.ts";

/** The `this` of every command. */
export interface ProgramContext extends CommandContext {
  /** A command sets its exit code here if that is not 0. */
  readonly process: StricliProcess;
  /** Its streams and environment. */
  readonly console: Console;
  /** The command tree as far as these words need it: one command, or all where none is named. */
  readonly commandTree: (words: readonly string[]) => Promise<RouteMap<ProgramContext>>;
}
