import { SINGLE_COMMAND_OPTIONS } from "../../../config/forbidden_names.ts";
import { settingVariable } from "../../../config/setting_name.ts";
import type { Setting, SettingType } from "../../../config/setting.ts";
import { SettingTable } from "../../../config/setting_table.ts";
import {
  type CommandName,
  type CommandTarget,
  type Flag,
  type Flags,
  flagsOf,
  isCommand,
  nameBelow,
} from "../command_target.ts";
import { parseCount } from "../parse_count.ts";
import { projectRefusal } from "./project_options.ts";

/** A command's name, with its options. */
interface CommandOptions extends CommandName {
  readonly flags: Flags;
}

/**
 * Commands whose options cannot be configured: they show, examine and change
 * the configuration itself, explain it, are read by shells, or have the name of
 * a key of its files.
 */
const COMMANDS_WITHOUT_SETTINGS: ReadonlySet<string> = new Set([
  ...["completions", "config", "doctor", "status", "help", "version"],
]);

/** Placeholders of values that name a file or folder. */
const PATH_PLACEHOLDERS: ReadonlySet<string> = new Set(["DIR", "FILE"]);

/**
 * All settings of a command tree: each option of each command, under the
 * command's name, and under its own name alone where all commands that have it
 * mean the same by it. Hidden commands and options have none, and an option
 * with the name of a command has none where that command's settings are.
 */
export function settingsOf(root: CommandTarget): SettingTable {
  const commands = commandsBelow(root, { command: [] }).filter(({ command }) =>
    !COMMANDS_WITHOUT_SETTINGS.has(command[0]!)
  );
  const own = commands.flatMap(({ flags, ...name }) =>
    Object.entries(flags).map(([option, flag]) => toSetting(name, option, flag))
  );
  const all = new SettingTable([...generalSettings(commands), ...own]);
  return new SettingTable(
    all.settings.filter(({ command, option }) => !all.hasCommand([...command, option])),
  );
}

/** A setting for one command's option, or with an empty command for all that have it. */
function toSetting(name: CommandName, option: string, flag: Flag): Setting {
  const refusal = projectRefusal(option);
  // Of all settings, few are asked for their type, which takes an option's parser to find out.
  let type: SettingType | undefined;
  return {
    ...name,
    option,
    brief: flag.brief,
    get type() {
      return type ??= typeOf(flag);
    },
    ...(refusal === undefined ? {} : { refusal }),
  };
}

/** Options of that name which mean different things, by their variables' names. */
export function clashingVariables(table: SettingTable): Map<string, string[]> {
  const options = new Set(table.settings.map(({ option }) => option));
  const clashes = [...options].filter((option) => table.find([], option) === undefined);
  return new Map(
    clashes.map((option) => [settingVariable({ command: [], option }), table.keysOf(option)]),
  );
}

function commandsBelow(target: CommandTarget, name: CommandName): CommandOptions[] {
  const flags = Object.entries(flagsOf(target)).filter(([, flag]) => flag.hidden !== true);
  const own = flags.length === 0 ? [] : [{ ...name, flags: Object.fromEntries(flags) }];
  if (isCommand(target)) return own;
  const below = target.getAllEntries().filter(({ hidden }) => !hidden)
    .flatMap((entry) => commandsBelow(entry.target, nameBelow(name, entry)));
  return [...own, ...below];
}

function generalSettings(commands: readonly CommandOptions[]): Setting[] {
  const flagsByOption = new Map<string, Flag[]>();
  for (const { flags } of commands) {
    for (const [option, flag] of Object.entries(flags)) {
      flagsByOption.set(option, [...flagsByOption.get(option) ?? [], flag]);
    }
  }
  return [...flagsByOption]
    .filter(([option]) => !SINGLE_COMMAND_OPTIONS.has(option))
    .filter(([, [first, ...others]]) => others.every((flag) => meansTheSame(first!, flag)))
    .map(([option, [first]]) => toSetting({ command: [] }, option, first!));
}

/** A boolean has nothing to compare but what it is said to do. */
function meansTheSame(a: Flag, b: Flag): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === "boolean" || b.kind === "boolean") return a.brief === b.brief;
  if (a.kind === "counter" || b.kind === "counter") return true;
  if (a.variadic !== b.variadic) return false;
  if (a.kind === "enum" && b.kind === "enum") return `${a.values}` === `${b.values}`;
  return a.kind === "parsed" && b.kind === "parsed" && a.parse === b.parse;
}

function typeOf(flag: Flag): SettingType {
  switch (flag.kind) {
    case "boolean":
      return { kind: "boolean", check: checkBoolean };
    case "counter":
      return { kind: "number", check: parseCount };
    case "enum":
      return { kind: "choice", choices: flag.values, ...listOf(flag) };
    case "parsed": {
      const isPath = PATH_PLACEHOLDERS.has(flag.placeholder ?? "");
      const parse = flag.parse as (text: string) => unknown;
      return {
        kind: readsNumbers(parse) ? "number" : "text",
        check: parse,
        ...(isPath ? { isPath } : {}),
        ...listOf(flag),
      };
    }
  }
}

function listOf(flag: Extract<Flag, { kind: "enum" | "parsed" }>): Pick<SettingType, "list"> {
  if (flag.variadic === undefined || flag.variadic === false) return {};
  if (flag.variadic === ",") return { list: "commas" };
  return { list: PATH_PLACEHOLDERS.has(flag.placeholder ?? "") ? "paths" : "lines" };
}

/** Whether a value is a plain number, which files write without quotes: asked of the option's own parser. */
function readsNumbers(parse: (text: string) => unknown): boolean {
  return ["1", "2", "0.5"].some((text) => {
    try {
      return parse(text) === Number(text);
    } catch (error) {
      if (error instanceof Error) return false;
      throw error;
    }
  });
}

function checkBoolean(text: string): void {
  if (text !== "true" && text !== "false") throw new SyntaxError("it is neither true nor false");
}
