import { camelCase } from "../../config/setting_name.ts";
import { commandOf, type CommandTarget, isCommand } from "./command_target.ts";
import { kebabCase } from "./kebab_case.ts";
import type { Flag } from "./command_settings.ts";

/** The command that arguments name, and what they say to it. */
export interface CalledCommand {
  /** Names from the program's on, as settings have them. */
  readonly command: readonly string[];
  readonly flags: Readonly<Record<string, Flag>>;
  /** The arguments that lead to it. */
  readonly route: readonly string[];
  /** The arguments behind those, without what takes back configuration. */
  readonly rest: readonly string[];
  /** Options on which the command line has spoken, and whether it has given them or taken them back. */
  readonly spoken: ReadonlyMap<string, boolean>;
}

/** Finds the command; `undefined` when no command is run, as for help. */
export function findCalledCommand(root: CommandTarget, args: readonly string[]): CalledCommand | undefined {
  let target = root;
  const command: string[] = [];
  while (!isCommand(target)) {
    const arg = args[command.length];
    const next = arg === undefined ? undefined : target.getRoutingTargetForInput(arg);
    if (next === undefined) break;
    // The same command under another name has the same settings.
    const entry = target.getAllEntries().find((one) => one.target === next && !one.hidden);
    command.push(camelCase(entry?.name.original ?? arg!));
    target = next;
  }
  const called = commandOf(target);
  if (called === undefined) return undefined;
  const { flags = {}, aliases = {} } = called.parameters;
  const route = args.slice(0, command.length);
  const line = readOptions(args.slice(command.length), flags, aliases as Readonly<Record<string, string>>);
  return line === undefined ? undefined : { command, flags, route, ...line };
}

/** Options that `--no-…` can take back: `--no-json` for `--json`, `--catalog` for `--no-catalog`. */
export function negatedNames(flags: Readonly<Record<string, Flag>>): Map<string, string> {
  const names = new Map<string, string>();
  for (const option of Object.keys(flags)) {
    const name = kebabCase(option);
    const negated = name.startsWith("no-") ? name.slice(3) : `no-${name}`;
    if (!(camelCase(negated) in flags)) names.set(`--${negated}`, option);
  }
  return names;
}

/** What the parser would make of the arguments; `undefined` when they ask for help. */
function readOptions(
  args: readonly string[],
  flags: Readonly<Record<string, Flag>>,
  aliases: Readonly<Record<string, string>>,
): Pick<CalledCommand, "rest" | "spoken"> | undefined {
  const negated = negatedNames(flags);
  const spoken = new Map<string, boolean>();
  const rest: string[] = [];
  for (const [index, arg] of args.entries()) {
    if (arg === "--") return { rest: [...rest, ...args.slice(index)], spoken };
    if (arg === "--help" || arg === "-h") return undefined;
    const taken = negated.get(arg);
    if (taken !== undefined) spoken.set(taken, false);
    for (const option of optionsIn(arg, aliases)) spoken.set(option, !arg.endsWith("=false"));
    // The parser knows the negation of some options itself: those that are on without being given.
    if (taken === undefined || negatesItself(flags[taken]!)) rest.push(arg);
  }
  return { rest, spoken };
}

function optionsIn(arg: string, aliases: Readonly<Record<string, string>>): string[] {
  if (arg.startsWith("--")) return [camelCase(arg.slice(2).replace(/=.*$/s, ""))];
  if (!/^-[a-z]/i.test(arg)) return [];
  const letters = arg.slice(1).replace(/=.*$/s, "");
  return [...letters].flatMap((letter) => aliases[letter] ?? []);
}

/** Whether the option is declared with a `--no-…` of its own. */
export function negatesItself(flag: Flag): boolean {
  return flag.kind === "boolean" && flag.withNegated !== false;
}
