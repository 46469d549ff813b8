import { catalogPath } from "../../catalog/catalog_path.ts";
import { logFiles } from "../../log/log_files.ts";
import { ProgramLog } from "../../log/program_log.ts";
import { DEFAULT_LOG_LEVEL, LOG_LEVELS } from "../../model/logs/log_level.ts";
import { SecretFilter } from "../../model/logs/secret_filter.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { PROGRAM_VERSION } from "../command_line/program_version.ts";
import { spokenValue } from "../command_line/spoken_options.ts";
import { argumentsOf, type TypedLine } from "../command_line/typed_line.ts";
import { durationText } from "../output/duration_text.ts";
import { type Console, writeMessage } from "../terminal/console.ts";
import { printable } from "../terminal/terminal.ts";

/** The log of one call of the program: how it began, what its command says, and how it ended. */
export class CommandLog {
  /** Where the command itself writes. */
  readonly log: ProgramLog;
  readonly #console: Console;
  readonly #startedAt = performance.now();
  #hasEnded = false;

  private constructor(log: ProgramLog, console: Console) {
    this.log = log;
    this.#console = console;
  }

  /**
   * Opens the log and writes the first record.
   *
   * @param line The line with its configuration.
   * @param console Of the command, which may want no messages.
   * @returns `undefined` with `--log-level off`, and for a user without a home.
   */
  static open(line: TypedLine, console: Console): CommandLog | undefined {
    const { environment } = console;
    const choice = spokenValue(line.parts, "logLevel") ?? DEFAULT_LOG_LEVEL;
    // Another value is refused when the command is parsed.
    const level = LOG_LEVELS.find((known) => known === choice);
    const files = logFiles(environment);
    if (level === undefined || files === undefined) return undefined;
    const log = new ProgramLog(files, level, new SecretFilter(Deno.env.toObject()));
    log.logger("program").info("Started: pluginary {line}", {
      line: argumentsOf(line).join(" "),
      version: PROGRAM_VERSION,
      deno: Deno.version.deno,
      os: Deno.build.os,
      arch: Deno.build.arch,
      catalog: placeOfCatalog(environment),
      level,
    });
    return new CommandLog(log, console);
  }

  /** Records an error that ends the command. */
  fail(error: unknown): void {
    const logger = this.log.logger("program");
    if (error instanceof PluginaryError) {
      logger.error("{code}: {text}", { code: error.code, text: error.message, hint: error.hint });
    } else {
      logger.error("Internal error: {text}", { text: String(error), stack: stackOf(error) });
    }
  }

  /** Writes the last record, and tells a person why others are missing. */
  async end(exitCode: number): Promise<void> {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    const durationMs = Math.round(performance.now() - this.#startedAt);
    this.log.logger("program").info("Ended with exit code {exitCode} after {took}", {
      exitCode,
      took: durationText(durationMs),
      durationMs,
    });
    const { problem } = this.log;
    this.log[Symbol.dispose]();
    if (problem === undefined) return;
    await writeMessage(
      this.#console.stderr,
      `warning: ${printable(problem)}\n  "pluginary doctor" says what to do\n`,
    );
  }
}

/** The stacks of an error and of its causes. */
function stackOf(error: unknown): string {
  const stacks: string[] = [];
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    stacks.push(cause.stack ?? String(cause));
  }
  return stacks.join("\n");
}

function placeOfCatalog(environment: Console["environment"]): string | undefined {
  try {
    return catalogPath(environment);
  } catch (error) {
    // The command will say so if it needs one.
    if (error instanceof PluginaryError) return undefined;
    throw error;
  }
}
