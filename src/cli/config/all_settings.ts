import type { Configuration } from "../../config/configuration.ts";
import { SINGLE_COMMAND_OPTIONS } from "../../config/forbidden_names.ts";
import { loadConfiguration } from "../../config/load_configuration.ts";
import type { Setting } from "../../config/setting.ts";
import type { SettingTable } from "../../config/setting_table.ts";
import { userConfigFile } from "../../config/user_config_file.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { Console } from "../terminal/console.ts";
import { didYouMean } from "../command_line/did_you_mean.ts";
import { usageError } from "../../model/usage_error.ts";
import { settingsOf } from "../command_line/settings/command_settings.ts";
import { projectHere } from "../command_line/settings/configured_line.ts";

/** The settings of all commands. */
export async function allSettings(
  { commandTree }: Pick<ProgramContext, "commandTree">,
): Promise<SettingTable> {
  return settingsOf(await commandTree([]));
}

/** The effective configuration in the current folder. */
export async function wholeConfiguration(
  table: SettingTable,
  { environment }: Console,
): Promise<Configuration> {
  const user = userConfigFile(environment);
  return await loadConfiguration({
    table,
    environment,
    ...(user === undefined ? {} : { user }),
    project: projectHere(),
    variables: table.settings,
  });
}

/**
 * The setting with this key.
 *
 * @throws {PluginaryError} `usage` if there is none, with the nearest key as a hint.
 */
export function getSetting(table: SettingTable, key: string): Setting {
  const setting = table.findByKey(key);
  if (setting !== undefined) return setting;
  const single = SINGLE_COMMAND_OPTIONS.get(key);
  if (single !== undefined) {
    throw usageError(
      `"${key}" cannot be set for all commands: ${single}`,
      `Set it for one command, like "list.${key}"`,
    );
  }
  const keys = table.keysOf(key.split(".").at(-1)!);
  const others = keys.length === 0
    ? undefined
    : `Did you mean ${keys.map((one) => `"${one}"`).join(" or ")}?`;
  const hint = others ?? didYouMean(key, table.keys()) ??
    'Run "pluginary config list --all" to see all settings';
  throw usageError(`Unknown setting "${key}"`, hint);
}
