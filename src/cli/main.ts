import { type Console, systemConsole } from "./terminal/console.ts";
import { OutputClosed } from "./terminal/output.ts";
import { hasOption, readLine, type TypedLine } from "./command_line/typed_line.ts";

/** Options of the question for the version, which nothing else can be combined with. */
const VERSION_OPTIONS = ["--version", "-V", "--json"];

/**
 * Runs the program for these arguments and returns its exit code: 0 done, 1
 * failed, 2 wrong usage, 3 done but with failures that `--fail-on` names, 128
 * and the signal's number when interrupted. All output has been written then.
 */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const console = systemConsole();
  // Replaced by the configured line once there is one: that can ask for errors as JSON as well.
  let line = readLine(args);
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    reportError(event.reason, line, console).then(Deno.exit);
  });
  try {
    const exitCode = await runProgram(line, console, (configured) => line = configured);
    await console.stdout.flush();
    return exitCode;
  } catch (error) {
    return await reportError(error, line, console);
  }
}

/** Says why the hidden argument is refused to a person and returns the exit code. */
export async function reportRefusal(error: Error): Promise<number> {
  return await reportError(error, readLine([]), systemConsole());
}

async function runProgram(
  line: TypedLine,
  console: Console,
  whenConfigured: (line: TypedLine) => void,
): Promise<number> {
  if (isVersionQuestion(line)) {
    // Answered before the command tree is loaded: asked by every script and package manager.
    const { printVersion } = await import("./version.ts");
    await printVersion(console, { isJson: hasOption(line, "--json") });
    return 0;
  }
  if (!Deno.env.get("HOME")) await (await import("./home.ts")).provideHome();
  const { runApp } = await import("./app.ts");
  return await runApp(line, console, whenConfigured);
}

function isVersionQuestion(line: TypedLine): boolean {
  const isAlone = line.rest.length === 0 && line.parts.every(({ text }) => VERSION_OPTIONS.includes(text));
  return isAlone && hasOption(line, "--version", "-V");
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
 * The last resort where reporting an error fails: it needs no other module,
 * and it never throws, which would be one more error to report, without end.
 */
function reportPlainly(failure: unknown, error: unknown): number {
  if (failure instanceof OutputClosed) return 1;
  const line = `pluginary: ${lineOf(error)} (and it cannot be reported as usual: ${lineOf(failure)})\n`;
  try {
    Deno.stderr.writeSync(new TextEncoder().encode(line));
  } catch (closed) {
    // Nobody is left to read it; the exit code remains.
    if (!(closed instanceof Error)) throw closed;
  }
  return 1;
}

function lineOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  // Without line breaks, control characters and commands to build servers.
  return text.replaceAll(/[\p{Cc}\p{Cf}]+/gu, " ").replaceAll("##[", "##［");
}
