import {
  type Application,
  type ApplicationText,
  buildApplication,
  buildRouteMap,
  type RouteMap,
  run,
  text_en,
} from "@stricli/core";
import { checkLine } from "./command_line/check_line.ts";
import type { ProgramContext } from "./command_line/command_context.ts";
import {
  type CalledLine,
  commandOf,
  type CommandTarget,
  findCalled,
  flagOf,
  flagsOf,
  namesFor,
} from "./command_line/command_target.ts";
import { configuredLine } from "./command_line/settings/configured_line.ts";
import type { ConfiguredLine } from "./command_line/settings/config_sources.ts";
import { checkOutput, coloredConsole } from "./command_line/spoken_options.ts";
import type { CommandLog } from "./logging/command_log.ts";
import type { Console } from "./terminal/console.ts";
import { describeWithExamples, type Example } from "./command_line/example.ts";
import { argumentsOf, hasOption, leadingWords, type TypedLine } from "./command_line/typed_line.ts";

/** Shown by `pluginary --help`. */
export const PROGRAM_EXAMPLES: readonly Example[] = [
  { command: "pluginary scan", does: "find the plugins of this computer" },
  { command: "pluginary scan ./build --json", does: "scan one folder, print JSON" },
  { command: "pluginary search fabfilter eq", does: "search the catalog" },
  { command: "pluginary help scan", does: "explain a command and its options" },
];

const DESCRIPTION = `Find and catalog audio plugins.

Plugins run in worker processes, so a plugin that crashes or hangs does not stop
the scan.`;

/**
 * All commands, in the order of the help page. Each is loaded on demand, since
 * the imports of its options would otherwise slow every other command. Without
 * a prototype, so that "constructor" is not a command.
 */
const COMMANDS: Readonly<Record<string, () => Promise<CommandTarget>>> = Object.assign(
  Object.create(null) as Record<never, never>,
  {
    scan: async () => (await import("./scan/scan_commands.ts")).scanCommands,
    list: async () => (await import("./list/list_command.ts")).listCommand,
    search: async () => (await import("./search/search_command.ts")).searchCommand,
    browse: async () => (await import("./browse/browse_command.ts")).browseCommand,
    info: async () => (await import("./info/info_command.ts")).infoCommand,
    presets: async () => (await import("./presets/presets_commands.ts")).presetsCommands,
    vendors: async () => (await import("./vendors/vendors_commands.ts")).vendorsCommands,
    similar: async () => (await import("./similar/similar_command.ts")).similarCommand,
    recommend: async () => (await import("./recommend/recommend_command.ts")).recommendCommand,
    duplicates: async () => (await import("./duplicates/duplicates_commands.ts")).duplicatesCommands,
    project: async () => (await import("./project/project_commands.ts")).projectCommands,
    usage: async () => (await import("./usage/usage_command.ts")).usageCommand,
    stats: async () => (await import("./stats/stats_command.ts")).statsCommand,
    open: async () => (await import("./open/open_command.ts")).openCommand,
    export: async () => (await import("./export/export_command.ts")).exportCommand,
    import: async () => (await import("./import/import_command.ts")).importCommand,
    categories: async () => (await import("./categories/categories_command.ts")).categoriesCommand,
    categorize: async () => (await import("./categorize/categorize_command.ts")).categorizeCommand,
    tag: async () => (await import("./tag/tag_commands.ts")).tagCommands,
    favorite: async () => (await import("./marks/favorite_commands.ts")).favoriteCommands,
    hide: async () => (await import("./marks/hide_commands.ts")).hideCommands,
    rate: async () => (await import("./marks/rate_commands.ts")).rateCommands,
    note: async () => (await import("./marks/note_commands.ts")).noteCommands,
    undo: async () => (await import("./undo/undo_command.ts")).undoCommand,
    collection: async () => (await import("./collection/collection_commands.ts")).collectionCommands,
    saved: async () => (await import("./saved/saved_commands.ts")).savedCommands,
    curation: async () => (await import("./curation/curation_commands.ts")).curationCommands,
    preset: async () => (await import("./preset/preset_commands.ts")).presetCommands,
    daw: async () => (await import("./daw/daw_commands.ts")).dawCommands,
    blocklist: async () => (await import("./blocklist/blocklist_commands.ts")).blocklistCommands,
    override: async () => (await import("./override/override_commands.ts")).overrideCommands,
    doctor: async () => (await import("./doctor/doctor_command.ts")).doctorCommand,
    status: async () => (await import("./status/status_command.ts")).statusCommand,
    catalog: async () => (await import("./catalog/catalog_commands.ts")).catalogCommands,
    logs: async () => (await import("./logs/logs_command.ts")).logsCommand,
    schema: async () => (await import("./schema/schema_command.ts")).schemaCommand,
    config: async () => (await import("./config/config_commands.ts")).configCommands,
    completions: async () => (await import("./completions/completions_commands.ts")).completionsCommands,
    help: async () => (await import("./help/help_command.ts")).helpCommand,
    version: async () => (await import("./version/version_command.ts")).versionCommand,
  },
);

/** Names of commands in earlier versions; they still work, and help does not show them. */
const FORMER_NAMES: Readonly<Record<string, string>> = { cache: "catalog" };

/**
 * The command tree for these words: with the one command that they name, else
 * with all, or with those whose names begin with `start` if there are any.
 */
export async function commandTree(words: readonly string[], start = ""): Promise<RouteMap<ProgramContext>> {
  const [word = ""] = words;
  const today = Object.hasOwn(FORMER_NAMES, word) ? FORMER_NAMES[word]! : word;
  const name = namesFor(today).find((name) => name in COMMANDS);
  const names = name === undefined ? namesFrom(start) : [name];
  const routes = Object.create(null) as Record<string, CommandTarget>;
  for (const name of names) routes[name] = await COMMANDS[name]!();
  return buildRouteMap<string, ProgramContext>({
    routes,
    aliases: FORMER_NAMES,
    docs: {
      brief: "Find and catalog audio plugins",
      fullDescription: describeWithExamples(DESCRIPTION, PROGRAM_EXAMPLES),
    },
  });
}

function namesFrom(start: string): string[] {
  const names = Object.keys(COMMANDS);
  const begun = names.filter((name) => name.startsWith(start));
  return begun.length === 0 ? names : begun;
}

/** What the program learns about a command before it runs. */
export interface CommandObserver {
  /** Takes the line with the options that the configuration adds. */
  configured(line: TypedLine): void;
  /** Takes the log of a command that logs. */
  logged(log: CommandLog): void;
}

/**
 * Runs the command that a line names and returns the exit code.
 *
 * @throws any error of the command, and {@linkcode PluginaryError} `usage` for
 *     a line that no command accepts, `configuration` for a wrong setting.
 */
export async function runApp(
  line: TypedLine,
  console: Console,
  observer: CommandObserver = { configured: () => {}, logged: () => {} },
): Promise<number> {
  const root = await commandTree(leadingWords(line));
  const typed = await withoutShortOptions(findCalled(root, line));
  const isQuiet = typed.parts.some(({ text }) => text === "--quiet");
  const warned = isQuiet ? await withoutMessages(console) : console;
  const called = await withSpeltChoices(await withoutLegacyNames(typed, warned));
  await checkLine(root, called, () => commandTree([]));
  const command = commandOf(called.target);
  if (command === undefined || hasOption(line, "--help", "-h")) {
    const { printHelp } = await import("./help/print_help.ts");
    await printHelp(called, coloredConsole(console, line));
    return 0;
  }
  const configured = await configuredLine(called, warned, () => commandTree([]));
  observer.configured(configured.line);
  try {
    // A contradiction would otherwise show only after the command has done its work.
    checkOutput({ target: command, parts: configured.line.parts });
  } catch (error) {
    throw await explained(error, configured);
  }
  // The configured line has no "--no-color" any more.
  const commandConsole = coloredConsole(
    coloredConsole(
      hasOption(configured.line, "--quiet") ? await withoutMessages(console) : console,
      line,
    ),
    configured.line,
  );
  const log = await logFor(command, configured.line, commandConsole);
  if (log !== undefined) observer.logged(log);
  const errors: unknown[] = [];
  const context = {
    words: argumentsOf(line),
    log: log?.log,
    console: commandConsole,
    commandTree,
    process: { ...SILENT_STREAMS, exitCode: null as number | null },
  };
  await run(
    commandAlone(command, errors),
    argumentsOf(configured.line).slice(called.words.length),
    context,
  );
  if (errors.length > 0) throw await suggested(await explained(errors[0], configured), called);
  return context.process.exitCode ?? 0;
}

/** Opens the log for a command that logs, except for a call that promises to write nothing. */
async function logFor(
  command: CommandTarget,
  line: TypedLine,
  console: Console,
): Promise<CommandLog | undefined> {
  if (!("logLevel" in flagsOf(command)) || hasOption(line, "--dry-run")) return undefined;
  const { CommandLog } = await import("./logging/command_log.ts");
  return CommandLog.open(line, console);
}

/** The table of short options is loaded only where one may stand. */
async function withoutShortOptions(called: CalledLine): Promise<CalledLine> {
  if (!called.parts.some(({ text }) => /^-[a-z]/.test(text))) return called;
  return (await import("./command_line/short_options.ts")).withLongNames(called);
}

/** Matches options and formats of earlier versions; their table is loaded only for these. */
const LEGACY_NAME =
  /^--(extra-folders|folders|rescan|workers|concurrency|manufacturer|filter|params?)\b|\baufx\b/;

async function withoutLegacyNames(called: CalledLine, console: Console): Promise<CalledLine> {
  if (!called.parts.some(({ text }) => LEGACY_NAME.test(text))) return called;
  const { withTodaysNames } = await import("./command_line/legacy_names.ts");
  const { writeMessage } = await import("./terminal/console.ts");
  const { called: todays, warnings } = withTodaysNames(called);
  for (const warning of warnings) await writeMessage(console.stderr, `warning: ${warning}\n`);
  return todays;
}

/** Corrects the case of values, which matters only to options with a fixed set of them. */
async function withSpeltChoices(called: CalledLine): Promise<CalledLine> {
  if (!called.parts.some((part) => flagOf(part)?.kind === "enum")) return called;
  return (await import("./with_known_choices.ts")).withKnownChoices(called);
}

/** Rewords an error of the parser, with code that is loaded only for errors. */
async function explained(error: unknown, { added }: ConfiguredLine): Promise<unknown> {
  const { usageErrorFrom } = await import("./command_line/parser_error.ts");
  const readable = usageErrorFrom(error);
  if (added.length === 0) return readable;
  const { explainOrigins } = await import("./command_line/settings/inject_options.ts");
  return explainOrigins(readable, added);
}

async function withoutMessages(console: Console): Promise<Console> {
  return (await import("./terminal/quiet_console.ts")).quietConsole(console);
}

/** A suggestion is made only for an error. */
async function suggested(error: unknown, called: CalledLine): Promise<unknown> {
  const { suggestCommand } = await import("./command_line/suggest_command.ts");
  return suggestCommand(error, called);
}

/** Keeps the parser from printing: it would not wait for the reader, and its errors are collected instead. */
const SILENT_STREAMS = { stdout: { write: () => {} }, stderr: { write: () => {} } };

/** The command without the tree around it, since it has already been found. */
function commandAlone(
  command: Extract<CommandTarget, { loader: unknown }>,
  errors: unknown[],
): Application<ProgramContext> {
  const config = {
    name: "pluginary",
    scanner: { caseStyle: "allow-kebab-for-camel", allowArgumentEscapeSequence: true },
    localization: { text: textThatCollects(errors) },
  } as const;
  // The parser's own --help and --version would be looked for in every argument, with an error for each option.
  return buildApplication<ProgramContext>(command, config, {});
}

/** The parser's texts, except that those for errors collect the error and print nothing. */
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
