import { settingKey } from "../../config/setting_name.ts";
import { placeText } from "../../config/problem.ts";
import { describedDefault, settingJson } from "../../config/setting.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { ConfigGetFlags } from "./config_flags.ts";
import { printAnswer } from "../output/print_answer.ts";
import { allSettings, getSetting, wholeConfiguration } from "./all_settings.ts";
import type { ConfigGetDocument, ConfigValue } from "../../model/documents/config_documents.ts";
import { tellProblems } from "../command_line/settings/config_problems.ts";

/** Runs `pluginary config get`. */
export async function runConfigGet(this: ProgramContext, flags: ConfigGetFlags, name: string): Promise<void> {
  const table = await allSettings(this);
  const setting = getSetting(table, name);
  const key = settingKey(setting);
  const configuration = await wholeConfiguration(table, this.console);
  await tellProblems(configuration.problems, this.console);
  const found = configuration.find(setting.command, setting.option);
  if (found === undefined) {
    const { default: usual } = describedDefault(setting);
    const hint = usual === undefined ? undefined : `The default is ${usual}`;
    throw new PluginaryError("setting-not-set", `Setting "${key}" is not set`, hint);
  }
  const document: ConfigGetDocument = {
    schema: "config-get",
    schemaVersion: 1,
    key,
    value: settingJson(found) as ConfigValue,
    origin: found.origin,
  };
  const lines = flags.origin ? [`${found.texts.join(" ")}  (${placeText(found.origin)})`] : found.texts;
  await printAnswer({ document, text: lines }, flags, this.console);
}
