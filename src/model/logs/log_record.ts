import { LOG_LEVELS, type LogLevel } from "./log_level.ts";

/** One line of a log. */
export interface LogRecord {
  /** ISO 8601, in UTC. */
  readonly time: string;
  readonly level: LogLevel;
  /** The part of the program that wrote it, like `scan`. */
  readonly category: string;
  readonly message: string;
  /** The process that wrote it: several may write to one log. */
  readonly pid: number;
  /** The facts behind the message, for programs. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Reads a line of a log; `undefined` for one that is damaged, such as the last one before a loss of power. */
export function parseLogRecord(line: string): LogRecord | undefined {
  const value = parsed(line);
  return isLogRecord(value) ? value : undefined;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Without a schema, whose library would take longer to load than a log to read. */
function isLogRecord(value: unknown): value is LogRecord {
  if (!isObject(value)) return false;
  const { time, level, category, message, pid, properties } = value;
  return typeof time === "string" && !Number.isNaN(Date.parse(time)) &&
    LOG_LEVELS.some((known) => known === level) && typeof category === "string" &&
    typeof message === "string" && typeof pid === "number" && isObject(properties);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
