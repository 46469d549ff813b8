import {
  type Application,
  type ApplicationText,
  buildApplication,
  buildRouteMap,
  type RouteMap,
  run,
  text_en,
} from "@stricli/core";
import { checkArguments } from "./command_line/check_arguments.ts";
import type { ProgramContext } from "./command_line/command_context.ts";
import { commandOf, type CommandTarget, findTarget } from "./command_line/command_target.ts";
import { configuredArguments } from "./command_line/configured_arguments.ts";
import type { ConfiguredArguments } from "./command_line/config_sources.ts";
import type { Console } from "./terminal/console.ts";
import { describeWithExamples, type Example } from "./command_line/example.ts";

/** Shown by `pluginary --help`. */
export const PROGRAM_EXAMPLES: readonly Example[] = [
  { command: "pluginary scan", does: "find the plugins of this computer" },
  { command: "pluginary scan ./build --json", does: "look into one folder, print JSON" },
  { command: "pluginary search fabfilter eq", does: "search what has been found" },
  { command: "pluginary help scan", does: "explain a command and its options" },
];

const DESCRIPTION = `Find audio plugins and tell what they are.

Plugins run in worker processes, so one that crashes or hangs stops nothing.`;

/**
 * All commands, in the order of the help page, each loaded when it is asked
 * for: what a command's options need would otherwise slow every other one.
 * Without a prototype, so that "constructor" is no command.
 */
const COMMANDS: Readonly<Record<string, () => Promise<CommandTarget>>> = Object.assign(
  Object.create(null) as Record<never, never>,
  {
    scan: async () => (await import("./scan/scan_commands.ts")).scanCommands,
    list: async () => (await import("./list/list_command.ts")).listCommand,
    search: async () => (await import("./search/search_command.ts")).searchCommand,
    info: async () => (await import("./info/info_command.ts")).infoCommand,
    export: async () => (await import("./export/export_command.ts")).exportCommand,
    import: async () => (await import("./import/import_command.ts")).importCommand,
    blocklist: async () => (await import("./blocklist/blocklist_commands.ts")).blocklistCommands,
    override: async () => (await import("./override/override_commands.ts")).overrideCommands,
    cache: async () => (await import("./catalog/catalog_commands.ts")).cacheCommands,
    schema: async () => (await import("./schema/schema_command.ts")).schemaCommand,
    config: async () => (await import("./config/config_commands.ts")).configCommands,
    help: async () => (await import("./help/help_command.ts")).helpCommand,
  },
);

/** The command tree as far as these arguments need it: one command, or all where none is named. */
export async function commandTree(args: readonly string[]): Promise<RouteMap<ProgramContext>> {
  const [name] = args;
  const names = name !== undefined && name in COMMANDS ? [name] : Object.keys(COMMANDS);
  const routes = Object.create(null) as Record<string, CommandTarget>;
  for (const name of names) routes[name] = await COMMANDS[name]!();
  return buildRouteMap<string, ProgramContext>({
    routes,
    docs: {
      brief: "Find audio plugins and tell what they are",
      fullDescription: describeWithExamples(DESCRIPTION, PROGRAM_EXAMPLES),
    },
  });
}

/**
 * Runs the command that the arguments name and returns the exit code.
 *
 * @param whenConfigured Is told the arguments with what the configuration adds to them.
 * @throws whatever the command throws, and {@linkcode PluginaryError} `usage`
 *     for arguments that no command takes, `configuration` for a wrong one.
 */
export async function runApp(
  typed: readonly string[],
  console: Console,
  whenConfigured: (args: readonly string[]) => void = () => {},
): Promise<number> {
  const root = await commandTree(typed);
  const args = LEGACY_NAME.test(typed.join(" ")) ? await withoutLegacyNames(root, typed, console) : typed;
  await checkArguments(root, args);
  const { target, words } = findTarget(root, args);
  const command = commandOf(target);
  if (command === undefined || asksForHelp(args)) {
    const { printHelp } = await import("./help/print_help.ts");
    await printHelp(target, words, console);
    return 0;
  }
  const configured = await configuredArguments(root, args, console, () => commandTree([]));
  whenConfigured(configured.args);
  const errors: unknown[] = [];
  const context = { console, commandTree, process: { ...SILENT_STREAMS, exitCode: null as number | null } };
  await run(commandAlone(command, errors), configured.args.slice(words.length), context);
  if (errors.length > 0) throw await explained(errors[0], configured);
  return context.process.exitCode ?? 0;
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return args.slice(0, end < 0 ? args.length : end).some((arg) => arg === "--help" || arg === "-h");
}

/** What a name of earlier versions looks like, so that the table of them is loaded only for one. */
const LEGACY_NAME = /--(extra-folders|folders|rescan|workers|concurrency|manufacturer|filter)\b|\baufx\b/;

async function withoutLegacyNames(
  root: CommandTarget,
  typed: readonly string[],
  console: Console,
): Promise<readonly string[]> {
  const { withTodaysNames } = await import("./command_line/legacy_names.ts");
  const { writeMessage } = await import("./terminal/console.ts");
  const { args, warnings } = withTodaysNames(root, typed);
  for (const warning of warnings) await writeMessage(console.stderr, `warning: ${warning}\n`);
  return args;
}

/** What makes sentences of the parser's errors is loaded for errors. */
async function explained(error: unknown, { added }: ConfiguredArguments): Promise<unknown> {
  const { usageErrorFrom } = await import("./command_line/parser_error.ts");
  const readable = usageErrorFrom(error);
  if (added.length === 0) return readable;
  const { explainOrigins } = await import("./command_line/inject_options.ts");
  return explainOrigins(readable, added);
}

/** The parser prints nothing itself: it would not wait for the reader, and its errors reach us as they are. */
const SILENT_STREAMS = { stdout: { write: () => {} }, stderr: { write: () => {} } };

/** The command without the tree around it: the way to it has been found already. */
function commandAlone(
  command: Extract<CommandTarget, { loader: unknown }>,
  errors: unknown[],
): Application<ProgramContext> {
  const config = {
    name: "pluginary",
    scanner: { caseStyle: "allow-kebab-for-camel", allowArgumentEscapeSequence: true },
    localization: { text: textThatCollects(errors) },
  } as const;
  // Its own --help and --version would be looked for in every argument, at the price of an error for each option.
  return buildApplication<ProgramContext>(command, config, {});
}

/** The parser's texts, of which those for errors keep the error and print nothing. */
function textThatCollects(errors: unknown[]): ApplicationText {
  const keep = (error: unknown) => {
    errors.push(error);
    return "";
  };
  return {
    ...text_en,
    exceptionWhileParsingArguments: keep,
    exceptionWhileLoadingCommandFunction: keep,
    exceptionWhileLoadingCommandContext: keep,
    exceptionWhileRunningCommand: keep,
    commandErrorResult: keep,
    exceptionWhileRunningIntegrationHook: ({ exception }) => keep(exception),
    exceptionWhileRunningIntegrationFlag: ({ exception }) => keep(exception),
    noCommandRegisteredForInput: ({ input }) => keep(new Error(`Unknown command "${input}"`)),
  };
}
