import { type Console, systemConsole } from "./terminal/console.ts";
import { OutputClosed } from "./terminal/output.ts";
import { hasOption, readLine, type TypedLine } from "./command_line/typed_line.ts";
import type { CommandObserver } from "./app.ts";
import type { CommandLog } from "./logging/command_log.ts";

/** Options of a command line that only asks for the version. */
const VERSION_OPTIONS = ["--version", "-V", "-v", "--json"];

/** The hidden command that the completions of shells call. */
const COMPLETE_COMMAND = "__complete";

/**
 * Runs the program with these arguments, writes all output and returns the exit
 * code: 0 done, 1 failed, 2 wrong usage, 3 done but with failures that
 * `--fail-on` names, 128 plus the signal's number when interrupted.
 */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const console = systemConsole();
  if (args[0] === COMPLETE_COMMAND) return await completeLine(args.slice(1), console);
  // Replaced by the configured line once that is known: the configuration can ask for errors as JSON.
  let line = readLine(args);
  let log: CommandLog | undefined;
  const observer = {
    configured: (configured: TypedLine) => line = configured,
    logged: (opened: CommandLog) => log = opened,
  };
  const endBadly = async (error: unknown) => {
    if (!(error instanceof OutputClosed)) log?.fail(error);
    const exitCode = await reportError(error, line, console);
    await log?.end(exitCode);
    return exitCode;
  };
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    endBadly(event.reason).then(Deno.exit);
  });
  try {
    const exitCode = await runProgram(line, console, observer);
    await console.stdout.flush();
    await log?.end(exitCode);
    return exitCode;
  } catch (error) {
    return await endBadly(error);
  }
}

/** Reports why the hidden argument was refused and returns the exit code. */
export async function reportRefusal(error: Error): Promise<number> {
  return await reportError(error, readLine([]), systemConsole());
}

/** Answers a shell. Errors are silent, since they would appear in the line that somebody types. */
async function completeLine(args: readonly string[], console: Console): Promise<number> {
  try {
    if (!Deno.env.get("HOME")) await (await import("./home.ts")).provideHome();
    const { commandTree } = await import("./app.ts");
    const { runComplete } = await import("./completions/run_complete.ts");
    await runComplete(args, { commandTree, environment: console.environment }, console.stdout);
    await console.stdout.flush();
    return 0;
  } catch (error) {
    if ((console.environment("PLUGINARY_DEBUG") ?? "0") === "0") return 1;
    return await reportError(error, readLine([]), console);
  }
}

async function runProgram(
  line: TypedLine,
  console: Console,
  observer: CommandObserver,
): Promise<number> {
  if (isVersionQuestion(line)) {
    // Answered without the command tree, since scripts and package managers ask often.
    const { printVersion } = await import("./version/version.ts");
    await printVersion(console, { isJson: hasOption(line, "--json") });
    return 0;
  }
  if (!Deno.env.get("HOME")) await (await import("./home.ts")).provideHome();
  const { runApp } = await import("./app.ts");
  return await runApp(line, console, observer);
}

function isVersionQuestion(line: TypedLine): boolean {
  const isAlone = line.rest.length === 0 && line.parts.every(({ text }) => VERSION_OPTIONS.includes(text));
  return isAlone && hasOption(line, "--version", "-V", "-v");
}

async function reportError(error: unknown, line: TypedLine, console: Console): Promise<number> {
  if (error instanceof OutputClosed) return 0;
  try {
    const { printError } = await import("./command_line/error_report.ts");
    return await printError(error, line, console);
  } catch (failure) {
    return reportPlainly(failure, error);
  }
}

/**
 * The last resort when reporting an error fails. It needs no other module and
 * never throws, since its own errors would have to be reported in turn.
 */
function reportPlainly(failure: unknown, error: unknown): number {
  if (failure instanceof OutputClosed) return 1;
  const line = `pluginary: ${lineOf(error)} (reporting the error failed too: ${lineOf(failure)})\n`;
  try {
    Deno.stderr.writeSync(new TextEncoder().encode(line));
  } catch (closed) {
    // Nobody can read it any more; the exit code remains.
    if (!(closed instanceof Error)) throw closed;
  }
  return 1;
}

function lineOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  // Without line breaks, control characters and commands to build servers.
  return text.replaceAll(/[\p{Cc}\p{Cf}]+/gu, " ").replaceAll("##[", "##［");
}
