import { Configuration } from "../../config/configuration.ts";
import type { ConfigProblem } from "../../config/problem.ts";
import type { ConfigReading } from "../../config/read_config_file.ts";
import type { SettingValue } from "../../config/setting.ts";
import type { SettingTable } from "../../config/setting_table.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { checkListFlags } from "../list/check_list_flags.ts";
import type { ListFlags } from "../list/list_flags.ts";
import { commandOf, type CommandTarget, findCalled, flagsOf } from "../command_line/command_target.ts";
import { kebabCase } from "../command_line/kebab_case.ts";
import { checkOutput } from "../command_line/spoken_options.ts";
import { readPart } from "../command_line/typed_line.ts";
import { commandsOf, findCollisions } from "../command_line/settings/exclusive_options.ts";
import { chooseValues, toArguments } from "../command_line/settings/inject_options.ts";

/** The checks that commands make of their own options before they run. */
const OWN_CHECKS: Readonly<Record<string, (flags: Readonly<Record<string, unknown>>) => void>> = {
  list: (flags) => checkListFlags(flags as ListFlags),
};

/** The commands' checks of what a configuration makes of their bare lines. */
export interface LineChecks {
  /** All commands. */
  readonly root: CommandTarget;
  readonly table: SettingTable;
}

/** The problems of one file, also those of its settings together. */
export function problemsOf(checks: LineChecks, reading: ConfigReading): ConfigProblem[] {
  return [...reading.problems, ...findRefusals(checks, new Configuration([reading]))];
}

/** The problems for which commands would refuse to run although each setting alone is valid. */
export function findRefusals({ root, table }: LineChecks, configuration: Configuration): ConfigProblem[] {
  const collisions = findCollisions(table, configuration);
  // The other checks would report the same options in other words.
  if (collisions.length > 0) return collisions;
  const problems = commandsOf(table).flatMap((command) => refusalOf(root, command, configuration) ?? []);
  return [...new Map(problems.map((problem) => [problem.message, problem])).values()];
}

function refusalOf(
  root: CommandTarget,
  command: readonly string[],
  configuration: Configuration,
): ConfigProblem | undefined {
  const line = { parts: command.map((text) => ({ text: kebabCase(text) })), rest: [] };
  const called = findCalled(root, line);
  const target = commandOf(called.target);
  if (target === undefined) return undefined;
  const { values } = chooseValues(called, configuration);
  if (values.length === 0) return undefined;
  const parts = values.flatMap((value) => toArguments(value, flagsOf(target))).map(readPart);
  try {
    checkOutput({ target, parts });
    OWN_CHECKS[command.join(".")]?.(Object.fromEntries(values.map(flagOf)));
    return undefined;
  } catch (error) {
    if (!(error instanceof PluginaryError) || error.code !== "usage") throw error;
    const isNamed = ({ setting: { option }, texts }: SettingValue) =>
      error.message.includes(`"--${kebabCase(option)}`) ||
      texts.some((text) => error.message.includes(`"${text}"`));
    const { origin } = values.findLast(isNamed) ?? values.at(-1)!;
    const message = `"pluginary ${command.map(kebabCase).join(" ")}" would fail: ${error.message}`;
    return {
      code: "refused",
      message,
      place: origin,
      ...(error.hint === undefined ? {} : { hint: error.hint }),
    };
  }
}

/** An option as the parser would pass it to the command. */
function flagOf({ setting: { option, type }, texts }: SettingValue): [option: string, value: unknown] {
  if (type.list !== undefined) return [option, texts];
  // An option that is off is not given.
  return [option, type.kind === "boolean" ? texts[0] === "true" || undefined : texts[0]];
}
