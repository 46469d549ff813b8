import { LOG_LEVEL_CHOICES } from "../../model/logs/log_level.ts";

/** The option of every command that logs. */
export interface LogFlags {
  /** Read by the program, which opens the log before the command runs. */
  readonly logLevel?: (typeof LOG_LEVEL_CHOICES)[number];
}

/** The definition of {@linkcode LogFlags}; a command that has it is logged. */
export const LOG_OPTIONS = {
  logLevel: {
    kind: "enum",
    values: LOG_LEVEL_CHOICES,
    placeholder: "LEVEL",
    brief: "Log what is at least this important (default info)",
    optional: true,
  },
} as const;
