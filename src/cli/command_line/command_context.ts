import type { CommandContext, RouteMap, StricliProcess } from "@stricli/core";
import type { Console } from "../terminal/console.ts";
import type { ProgramLog } from "../../log/program_log.ts";

/** The `this` of every command. */
export interface ProgramContext extends CommandContext {
  /** A command sets its exit code here if that is not 0. */
  readonly process: StricliProcess;
  /** Its streams and environment. */
  readonly console: Console;
  /** The arguments as typed. */
  readonly words: readonly string[];
  /** The log of this call; unset for commands that do not log, and where the log is off. */
  readonly log?: ProgramLog | undefined;
  /** The command tree as far as these words need it: one command, or all where none is named. */
  readonly commandTree: (words: readonly string[]) => Promise<RouteMap<ProgramContext>>;
}
