/** Levels of a log record, from the least to the most important. */
export const LOG_LEVELS = ["debug", "info", "warning", "error"] as const;

/** How important a log record is. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Values of `--log-level`: the least important level that is written, or `off` for none. */
export const LOG_LEVEL_CHOICES = [...LOG_LEVELS, "off"] as const;

/** The level that is written unless the user chooses another. */
export const DEFAULT_LOG_LEVEL: LogLevel = "info";

/** Whether a level is at least as important as another. */
export function isAtLeast(level: LogLevel, least: LogLevel): boolean {
  return LOG_LEVELS.indexOf(level) >= LOG_LEVELS.indexOf(least);
}
