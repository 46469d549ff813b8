import type { CommandContext, StricliProcess } from "@stricli/core";
import type { Console } from "../terminal/console.ts";

/** What every command gets as `this`. */
export interface ProgramContext extends CommandContext {
  /** A command that ends with another exit code than 0 sets it here. */
  readonly process: StricliProcess;
  /** Where it reads and writes. */
  readonly console: Console;
}
