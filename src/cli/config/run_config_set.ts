import { settingKey, settingPath } from "../../config/setting_name.ts";
import { NEW_CONFIG_TEXT, setInText, unsetInText } from "../../config/edit_config.ts";
import { Configuration } from "../../config/configuration.ts";
import { placeText } from "../../config/problem.ts";
import { checkConfigText } from "../../config/read_config_file.ts";
import { splitValues } from "../../config/read_variables.ts";
import { type Setting, settingJson, type SettingValue } from "../../config/setting.ts";
import type { SettingTable } from "../../config/setting_table.ts";
import { valueProblem } from "../../config/value_problem.ts";
import { absolutePath } from "../../platform/paths.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { ConfigFileFlags } from "./config_flags.ts";
import { type Console, writeMessage } from "../terminal/console.ts";
import { printAnswer } from "../output/print_answer.ts";
import { printable } from "../terminal/terminal.ts";
import { didYouMean } from "../command_line/did_you_mean.ts";
import { usageError } from "../../model/usage_error.ts";
import { allSettings, getSetting, wholeConfiguration } from "./all_settings.ts";
import type { ConfigSetDocument, ConfigValue } from "../../model/documents/config_documents.ts";
import { findRefusals, type LineChecks } from "./refused_lines.ts";
import { configurationError, problemHint, problemText } from "../command_line/settings/config_problems.ts";
import { changeTarget, type ConfigTarget, configTarget } from "./config_target.ts";

/** Runs `pluginary config set`. */
export async function runConfigSet(
  this: ProgramContext,
  flags: ConfigFileFlags,
  name: string,
  ...words: string[]
): Promise<void> {
  const table = await allSettings(this);
  const setting = getSetting(table, name);
  const target = configTarget(flags, this.console);
  const texts = await readWords(setting, words);
  if (target.layer === "project" && setting.refusal !== undefined) {
    throw usageError(
      `"${settingKey(setting)}" cannot be set by a project: ${setting.refusal}`,
      "Omit --project to set it in your own file",
    );
  }
  const value = settingJson({
    setting,
    texts,
    origin: { layer: "environment", variable: "" },
  }) as ConfigValue;
  const { backup } = await changeTarget(target, this.console, async (current) => {
    const text = setInText(
      withoutFormerName(current?.text ?? NEW_CONFIG_TEXT, setting),
      settingPath(setting),
      value,
    );
    await checkResult(text, setting, target, {
      table,
      root: await this.commandTree([]),
      environment: this.console.environment,
    });
    return text;
  });
  await printSet({ key: settingKey(setting), value, path: target.path, backup }, flags, this.console);
  await warnOfStronger(setting, table, target, this.console);
}

/** Removes the setting under its command's former name, where it would stand beside the new one. */
function withoutFormerName(text: string, { formerCommand, option }: Setting): string {
  if (formerCommand === undefined) return text;
  return unsetInText(text, settingPath({ command: formerCommand, option })) ?? text;
}

/** Prints the value that a command wrote. */
export async function printSet(
  { key, value, path, backup }: {
    readonly key: string;
    readonly value: ConfigValue | null;
    readonly path: string;
    readonly backup: string | undefined;
  },
  flags: ConfigFileFlags,
  console: Console,
): Promise<void> {
  const document: ConfigSetDocument = {
    schema: "config-set",
    schemaVersion: 1,
    key,
    value,
    path,
    ...(backup === undefined ? {} : { backup }),
  };
  const what = value === null ? `Unset ${key}` : `Set ${key} to ${JSON.stringify(value)}`;
  const text = [
    `${what} in ${path}`,
    ...backup === undefined ? [] : [`The previous file was saved as ${backup}`],
  ];
  await printAnswer({ document, text }, flags, console);
}

/** The typed values, as the option would read them. */
async function readWords(setting: Setting, words: readonly string[]): Promise<string[]> {
  const key = settingKey(setting);
  const { list, isPath } = setting.type;
  if (list === undefined && words.length > 1) {
    throw usageError(`Cannot set "${key}" to ${words.length} values: it accepts one`);
  }
  const texts = list === "commas" || list === undefined
    ? words.flatMap((word) => splitValues(setting, word))
    : words;
  for (const text of texts) {
    const problem = await valueProblem(setting, text);
    if (problem === undefined) continue;
    const { misspelt } = problem;
    throw usageError(problem.message, misspelt && didYouMean(misspelt.typed, misspelt.words));
  }
  return isPath ? texts.map(absolutePath) : [...texts];
}

/** Checks, before the file is written, that the new text sets the value. */
async function checkResult(
  text: string,
  setting: Setting,
  target: ConfigTarget,
  context: LineChecks & { readonly environment: Console["environment"] },
): Promise<void> {
  const reading = await checkConfigText(text, target, context);
  const { values, problems } = reading;
  const value = values.find((value) => value.setting === setting);
  if (value !== undefined) {
    const without = { ...reading, values: values.filter((other) => other !== value) };
    const known = findRefusals(context, new Configuration([without])).map(({ message }) => message);
    const own = findRefusals(context, new Configuration([reading])).find(({ message }) =>
      !known.includes(message)
    );
    if (own === undefined) return;
    throw usageError(
      `Cannot set "${settingKey(setting)}": ${own.message}`,
      own.hint ?? "Unset the other one first",
    );
  }
  const [first] = problems;
  throw configurationError(
    first === undefined ? `Cannot set "${settingKey(setting)}" in "${target.path}"` : problemText(first),
    first && problemHint(first),
  );
}

/** Warns that a stronger source overrides the value, which would otherwise be puzzling. */
async function warnOfStronger(
  setting: Setting,
  table: SettingTable,
  target: ConfigTarget,
  console: Console,
): Promise<void> {
  const configuration = await wholeConfiguration(table, console);
  const counting: SettingValue | undefined = configuration.find(setting.command, setting.option);
  if (counting === undefined) return;
  const { origin } = counting;
  if ("file" in origin && origin.file === target.path) return;
  const line = `warning: ${placeText(origin)} overrides this value here`;
  await writeMessage(console.stderr, `${printable(line)}\n`);
}
