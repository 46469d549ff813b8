import {
  type Application,
  type ApplicationText,
  buildApplication,
  buildRouteMap,
  help,
  run,
  text_en,
} from "@stricli/core";
import type { ProgramContext } from "./command_context.ts";
import { helpCommand } from "./commands/help_command.ts";
import { scanCommand } from "./commands/scan_command.ts";
import { checkArguments } from "./check_arguments.ts";
import type { Console } from "./console.ts";
import { describeWithExamples, type Example } from "./example.ts";
import { hasColor } from "./terminal.ts";
import { usageError, usageErrorFrom } from "./usage_error.ts";

/** Shown by `pluginary --help`. */
export const PROGRAM_EXAMPLES: readonly Example[] = [
  { command: "pluginary scan", does: "find the plugins of this computer" },
  { command: "pluginary scan ./build --json", does: "look into one folder, print JSON" },
  { command: "pluginary help scan", does: "explain a command and its options" },
];

const DESCRIPTION = `pluginary finds audio plugins and tells what they are.

Plugins run in worker processes, so one that crashes or hangs stops nothing.`;

/** The command tree. Without a prototype, so that "constructor" is no command. */
const ROUTES = Object.assign(Object.create(null) as Record<never, never>, {
  scan: scanCommand,
  help: helpCommand,
});

const ROOT = buildRouteMap<keyof typeof ROUTES, ProgramContext>({
  routes: ROUTES,
  docs: {
    brief: "Find audio plugins and tell what they are",
    fullDescription: describeWithExamples(DESCRIPTION, PROGRAM_EXAMPLES),
  },
});

/** What the parser and the commands threw, in that order. */
type ErrorList = unknown[];

/**
 * Runs the command that the arguments name and returns the exit code.
 *
 * @throws whatever the command throws, and {@linkcode PluginaryError} `usage`
 *     for arguments that no command takes.
 */
export async function runApp(args: readonly string[], console: Console): Promise<number> {
  checkArguments(ROOT, args);
  const errors: ErrorList = [];
  const context = contextFor(console);
  await run(buildApp(errors), args, context);
  if (errors.length > 0) throw errors[0];
  for (const text of context.printed) await console.stdout.write(text);
  return Number(context.process.exitCode ?? 0);
}

/**
 * Help is the only thing that the parser prints itself. It is collected,
 * because the parser does not wait for what it writes; its errors reach us as
 * exceptions instead of text.
 */
function contextFor(console: Console) {
  const printed: string[] = [];
  const colorDepth = hasColor(console.stdout, console.environment) ? 4 : 1;
  return {
    console,
    printed,
    process: {
      stdout: { write: (text: string) => void printed.push(text), getColorDepth: () => colorDepth },
      stderr: { write: () => {} },
      exitCode: null as number | null,
    },
  };
}

function buildApp(errors: ErrorList): Application<ProgramContext> {
  return buildApplication<ProgramContext>(ROOT, {
    name: "pluginary",
    scanner: { caseStyle: "allow-kebab-for-camel", allowArgumentEscapeSequence: true },
    localization: { text: textThatCollects(errors) },
  }, {
    help: help({
      brief: "Explain the program or a command",
      defaultForRouteMap: true,
      formatting: {
        caseStyle: "convert-camel-to-kebab",
        useAliasInUsageLine: false,
        onlyRequiredInUsageLine: true,
      },
    }),
    version: {
      flag: { brief: "Print the version and how it was built", aliases: ["V"], run: refuseVersion },
    },
  });
}

/** `--version` alone has been answered already; here it stands beside something else. */
function refuseVersion(): never {
  throw usageError('Option "--version" goes with no other argument than "--json"');
}

/** The parser's texts, of which those for errors keep the error and print nothing. */
function textThatCollects(errors: ErrorList): ApplicationText {
  const keep = (error: unknown) => {
    errors.push(error);
    return "";
  };
  return {
    ...text_en,
    briefs: {
      ...text_en.briefs,
      argumentEscapeSequence: "Take everything after it as arguments, not options",
    },
    exceptionWhileParsingArguments: (error) => keep(usageErrorFrom(error)),
    exceptionWhileLoadingCommandFunction: keep,
    exceptionWhileLoadingCommandContext: keep,
    exceptionWhileRunningCommand: keep,
    commandErrorResult: keep,
    exceptionWhileRunningIntegrationHook: ({ exception }) => keep(exception),
    exceptionWhileRunningIntegrationFlag: ({ exception }) => keep(exception),
    noCommandRegisteredForInput: ({ input }) => keep(usageError(`Unknown command "${input}"`)),
  };
}
