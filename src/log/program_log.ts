import {
  configureSync,
  getLogger,
  type Logger,
  type LogRecord as TapedRecord,
  type Sink,
} from "@logtape/logtape";
import type { LogLevel } from "../model/logs/log_level.ts";
import type { LogRecord } from "../model/logs/log_record.ts";
import type { SecretFilter } from "../model/logs/secret_filter.ts";
import { reasonOf } from "../platform/reason_of.ts";
import type { LogFiles } from "./log_files.ts";
import { RotatingFile } from "./rotating_file.ts";

export type { Logger };

/** The category above all others. */
const ROOT = "pluginary";

/** The category whose records also go to the file of failures. */
const FAILURE = "failure";

/** Most characters of a text in a record; a plugin may say more. */
const LONGEST_TEXT = 8192;

/** Characters that JSON allows and a terminal obeys: control characters beyond ASCII, and those that change the direction. */
const UNSAFE = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/**
 * The log of this process, written through LogTape.
 *
 * Nothing that happens to its files stops the program: the log then ends, and
 * {@linkcode ProgramLog.problem} is the reason.
 */
export class ProgramLog implements Disposable {
  readonly #files = new Map<string, RotatingFile>();
  readonly #secrets: SecretFilter;
  #problem: string | undefined;

  /** @param level The least important level that is written. */
  constructor({ log, failures }: LogFiles, level: LogLevel, secrets: SecretFilter) {
    this.#secrets = secrets;
    configureSync({
      reset: true,
      sinks: { log: this.#sinkFor(log), failures: this.#sinkFor(failures) },
      loggers: [
        { category: ROOT, sinks: ["log"], lowestLevel: level },
        { category: [ROOT, FAILURE], sinks: ["failures"] },
        // The library's own messages, which would go to standard error.
        { category: ["logtape", "meta"], sinks: [] },
      ],
    });
  }

  /** Why nothing is written any more; `undefined` while all is well. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** Where a part of the program writes. */
  logger(category: string): Logger {
    return getLogger([ROOT, category]);
  }

  [Symbol.dispose](): void {
    for (const file of this.#files.values()) file[Symbol.dispose]();
    this.#files.clear();
  }

  #sinkFor(path: string): Sink {
    return (record) => {
      if (this.#problem !== undefined) return;
      try {
        this.#fileAt(path).add(lineOf(this.#withoutSecrets(record)));
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        this.#problem = `Cannot write the log "${path}": ${reasonOf(error)}`;
      }
    };
  }

  #fileAt(path: string): RotatingFile {
    const open = this.#files.get(path);
    if (open !== undefined) return open;
    const file = RotatingFile.open(path);
    this.#files.set(path, file);
    return file;
  }

  #withoutSecrets({ timestamp, level, category, message, properties }: TapedRecord): LogRecord {
    return {
      time: new Date(timestamp).toISOString(),
      level: level as LogLevel,
      category: category.slice(1).join("."),
      message: this.#secrets.text(message.map(String).join("")),
      pid: Deno.pid,
      properties: this.#secrets.value(properties) as LogRecord["properties"],
    };
  }
}

/** A record as one line, harmless to any terminal. */
function lineOf(record: LogRecord): string {
  const json = JSON.stringify(record, (_name, value) => typeof value === "string" ? shortened(value) : value);
  return json.replace(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Keeps the end, which tells most. */
function shortened(text: string): string {
  return text.length <= LONGEST_TEXT ? text : `…${text.slice(-LONGEST_TEXT)}`;
}
