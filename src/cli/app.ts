import {
  type Application,
  type ApplicationText,
  buildApplication,
  buildRouteMap,
  run,
  text_en,
} from "@stricli/core";
import { checkArguments } from "./check_arguments.ts";
import type { ProgramContext } from "./command_context.ts";
import { cacheCommands } from "./commands/cache_commands.ts";
import { helpCommand } from "./commands/help_command.ts";
import { infoCommand } from "./commands/info_command.ts";
import { listCommand } from "./commands/list_command.ts";
import { scanCommand } from "./commands/scan_command.ts";
import { schemaCommand } from "./commands/schema_command.ts";
import type { Console } from "./console.ts";
import { describeWithExamples, type Example } from "./example.ts";
import { helpPage } from "./help_page.ts";
import { stylesFor } from "./terminal.ts";
import { usageError, usageErrorFrom } from "./usage_error.ts";

/** Shown by `pluginary --help`. */
export const PROGRAM_EXAMPLES: readonly Example[] = [
  { command: "pluginary scan", does: "find the plugins of this computer" },
  { command: "pluginary scan ./build --json", does: "look into one folder, print JSON" },
  { command: "pluginary help scan", does: "explain a command and its options" },
];

const DESCRIPTION = `Find audio plugins and tell what they are.

Plugins run in worker processes, so one that crashes or hangs stops nothing.`;

/** The command tree. Without a prototype, so that "constructor" is no command. */
const ROUTES = Object.assign(Object.create(null) as Record<never, never>, {
  scan: scanCommand,
  list: listCommand,
  info: infoCommand,
  cache: cacheCommands,
  schema: schemaCommand,
  help: helpCommand,
});

const ROOT = buildRouteMap<keyof typeof ROUTES, ProgramContext>({
  routes: ROUTES,
  docs: {
    brief: "Find audio plugins and tell what they are",
    fullDescription: describeWithExamples(DESCRIPTION, PROGRAM_EXAMPLES),
  },
});

/**
 * Runs the command that the arguments name and returns the exit code.
 *
 * @throws whatever the command throws, and {@linkcode PluginaryError} `usage`
 *     for arguments that no command takes.
 */
export async function runApp(args: readonly string[], console: Console): Promise<number> {
  checkArguments(ROOT, args);
  const errors: unknown[] = [];
  const context = { console, process: { ...SILENT_STREAMS, exitCode: null as number | null } };
  await run(buildApp(errors, console), args, context);
  if (errors.length > 0) throw errors[0];
  return context.process.exitCode ?? 0;
}

/** The parser prints nothing itself: it would not wait for the reader, and its errors reach us as they are. */
const SILENT_STREAMS = { stdout: { write: () => {} }, stderr: { write: () => {} } };

function buildApp(errors: unknown[], console: Console): Application<ProgramContext> {
  return buildApplication<ProgramContext>(ROOT, {
    name: "pluginary",
    scanner: { caseStyle: "allow-kebab-for-camel", allowArgumentEscapeSequence: true },
    localization: { text: textThatCollects(errors) },
  }, {
    help: {
      flag: {
        brief: "Explain the program or a command",
        aliases: ["h"],
        global: true,
        defaultForRouteMap: true,
        run: async (_app, { result }) => {
          const styles = stylesFor(console.stdout, console.environment);
          await console.stdout.write(helpPage(result.target, result.prefix, styles));
        },
      },
    },
    version: { flag: { brief: "Print the version", aliases: ["V"], run: refuseVersion } },
  });
}

/** `--version` alone has been answered already; here it stands beside something else. */
function refuseVersion(): never {
  throw usageError('Option "--version" goes with no other argument than "--json"');
}

/** The parser's texts, of which those for errors keep the error and print nothing. */
function textThatCollects(errors: unknown[]): ApplicationText {
  const keep = (error: unknown) => {
    errors.push(error);
    return "";
  };
  return {
    ...text_en,
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
