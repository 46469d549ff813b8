import { SINGLE_COMMAND_OPTIONS } from "../../../config/forbidden_names.ts";
import { type SettingName, settingVariable } from "../../../config/setting_name.ts";
import { type Configuration, LAYERS } from "../../../config/configuration.ts";
import { loadConfiguration } from "../../../config/load_configuration.ts";
import { type ConfigProblem, placeText } from "../../../config/problem.ts";
import type { SettingValue } from "../../../config/setting.ts";
import { PluginaryError } from "../../../model/pluginary_error.ts";
import { type CalledLine, type CommandTarget, type Flags, flagsOf, withParts } from "../command_target.ts";
import type { Console } from "../../terminal/console.ts";
import { kebabCase } from "../kebab_case.ts";
import {
  negatesItself,
  spokenFormats,
  spokenOptions,
  spokenValue,
  withoutNegations,
} from "../spoken_options.ts";
import { readPart } from "../typed_line.ts";
import { clashingVariables, settingsOf } from "./command_settings.ts";
import { configurationError, isFatal, tellProblems } from "./config_problems.ts";
import type { ConfigSources, ConfiguredLine, InjectedOption } from "./config_sources.ts";
import { areExclusive, collide, collision, givenBy, idles, isIdle } from "./exclusive_options.ts";

/** Reads all sources and adds their options to the line; see {@linkcode configuredLine}. */
export async function injectOptions(
  called: CalledLine,
  sources: ConfigSources,
  console: Console,
  wholeTree: () => Promise<CommandTarget>,
): Promise<ConfiguredLine> {
  const table = settingsOf(await wholeTree());
  const isAboutConfig = called.command[0] === "config";
  // Logs are looked at where something is broken.
  const isTolerant = called.command[0] === "logs";
  if (!isAboutConfig) checkClashes(sources.variables, clashingVariables(table));
  const configuration = await loadConfiguration({
    table,
    environment: console.environment,
    ...(sources.user === undefined ? {} : { user: sources.user }),
    project: sources.project,
    variables: [
      ...new Set(sources.variables.flatMap(({ command, option }) => table.find(command, option) ?? [])),
    ],
  });
  // The config commands report problems themselves, and correct them.
  if (!isAboutConfig) await tellProblems(configuration.problems, console, isTolerant);
  const { values, refused } = chooseValues(called, configuration);
  if (!isAboutConfig) await tellProblems(refused, console, isTolerant);
  const added = values.map((value) => ({ name: `--${kebabCase(value.setting.option)}`, value }));
  const options = values.flatMap((value) => toArguments(value, flagsOf(called.target))).map(readPart);
  return { line: withParts(called, [...options, ...withoutNegations(called)]), added };
}

/** Says where the options in an error about arguments come from, if the configuration has added them. */
export function explainOrigins(error: unknown, added: readonly InjectedOption[]): unknown {
  if (!(error instanceof PluginaryError) || error.code !== "usage") return error;
  const named = added.filter(({ name }) => new RegExp(`${name}(?![a-z-])`).test(error.message));
  if (named.length === 0) return error;
  const origins = named.map(({ name, value }) => `"${name}" is set by ${placeText(value.origin)}`);
  return new PluginaryError("usage", error.message, origins.join("; "), { cause: error });
}

function checkClashes(variables: readonly SettingName[], clashes: ReadonlyMap<string, string[]>): void {
  for (const variable of variables.map(settingVariable)) {
    const keys = clashes.get(variable);
    if (keys === undefined) continue;
    const option = keys[0]!.split(".").at(-1)!;
    const reason = SINGLE_COMMAND_OPTIONS.get(option);
    const names = keys.map((key) => settingVariableOfKey(key));
    throw configurationError(
      `${variable}: ${reason ?? "this option means different things to different commands"}`,
      reason === undefined
        ? `Set it for one of them: ${names.join(", ")}`
        : `Set it for one command, like ${names[0]}`,
    );
  }
}

function settingVariableOfKey(key: string): string {
  const names = key.split(".");
  return settingVariable({ command: names.slice(0, -1), option: names.at(-1)! });
}

/** The configured values that the line leaves room for, and those of a project that exclude each other. */
export function chooseValues(
  called: CalledLine,
  configuration: Configuration,
): { values: SettingValue[]; refused: ConfigProblem[] } {
  const { target, command } = called;
  const spoken = new Map([...spokenFormats(called), ...spokenOptions(called)]);
  const values = Object.keys(flagsOf(target)).filter((option) => !spoken.has(option))
    .flatMap((option) => configuration.find(command, option) ?? [])
    .filter((value) =>
      ![...spoken].some(([option, isGiven]) =>
        isGiven &&
        (areExclusive(givenBy(value), { option, value: spokenValue(called.parts, option) }) ||
          idles(value.setting.option, option))
      )
    );
  const stronger = values.filter((value) => !values.some((other) => outranks(other, value)));
  const refused: ConfigProblem[] = [];
  const chosen = stronger.filter((value, index) => {
    const other = stronger.slice(0, index).find((earlier) =>
      !isFatal({ place: value.origin }) && collide(earlier, value)
    );
    if (other !== undefined) refused.push(collision(value, other));
    return other === undefined;
  });
  const isGiven = (option: string) =>
    spoken.get(option) ??
      chosen.some(({ setting, texts }) => setting.option === option && texts[0] !== "false");
  return { values: chosen.filter(({ setting }) => !isIdle(setting.option, isGiven)), refused };
}

/** Whether a value of a stronger layer is for an option that cannot be combined with the other one. */
function outranks(strong: SettingValue, weak: SettingValue): boolean {
  return areExclusive(givenBy(strong), givenBy(weak)) && strong.texts[0] !== "false" &&
    LAYERS.indexOf(strong.origin.layer) < LAYERS.indexOf(weak.origin.layer);
}

/** A value as the words of a line. */
export function toArguments({ setting: { option }, texts }: SettingValue, flags: Flags): string[] {
  const flag = flags[option]!;
  const name = kebabCase(option);
  if (flag.kind !== "boolean") return texts.map((text) => `--${name}=${text}`);
  if (texts[0] === "true") return [`--${name}`];
  return negatesItself(flag) ? [`--no-${name}`] : [];
}
