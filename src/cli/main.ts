import { type Console, systemConsole } from "./terminal/console.ts";
import { OutputClosed } from "./terminal/output.ts";

/** What asks for the version, and how; nothing else may stand beside it. */
const VERSION_ARGUMENTS = ["--version", "-V", "--json"];

/**
 * Runs the program for these arguments and returns its exit code: 0 done, 1
 * failed, 2 wrong usage, 3 done but with failures that `--fail-on` names, 128
 * and the signal's number when interrupted. All output has been written then.
 */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const console = systemConsole();
  // With what the configuration adds, once that is known: errors go where it says too.
  let fullArgs = args;
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    reportError(event.reason, fullArgs, console).then(Deno.exit);
  });
  try {
    const exitCode = await runProgram(args, console, (configured) => fullArgs = configured);
    await console.stdout.flush();
    return exitCode;
  } catch (error) {
    return await reportError(error, fullArgs, console);
  }
}

/** Says why the hidden argument is refused to a person and returns the exit code. */
export async function reportRefusal(error: Error): Promise<number> {
  return await reportError(error, [], systemConsole());
}

async function runProgram(
  args: readonly string[],
  console: Console,
  whenConfigured: (args: readonly string[]) => void,
): Promise<number> {
  if (isVersionQuestion(args)) {
    // Answered before the command tree is loaded: asked by every script and package manager.
    const { printVersion } = await import("./version.ts");
    await printVersion(console, { isJson: args.includes("--json") });
    return 0;
  }
  if (!Deno.env.get("HOME")) await (await import("./home.ts")).provideHome();
  const { runApp } = await import("./app.ts");
  return await runApp(args, console, whenConfigured);
}

function isVersionQuestion(args: readonly string[]): boolean {
  const asks = args.includes("--version") || args.includes("-V");
  return asks && args.every((arg) => VERSION_ARGUMENTS.includes(arg));
}

async function reportError(error: unknown, args: readonly string[], console: Console): Promise<number> {
  if (error instanceof OutputClosed) return 0;
  try {
    const { printError } = await import("./command_line/error_report.ts");
    return await printError(error, args, console);
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
    // Nobody is left to be told; the exit code says it.
    if (!(closed instanceof Error)) throw closed;
  }
  return 1;
}

function lineOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  // No line break, nothing that a terminal obeys, and nothing that a build server does.
  return text.replaceAll(/[\p{Cc}\p{Cf}]+/gu, " ").replaceAll("##[", "##［");
}
